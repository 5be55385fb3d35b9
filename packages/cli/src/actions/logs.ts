import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogsFlags } from '../commands/logs';
import { CommandError, UsageError } from '../lib/errors';
import { listServices } from '../log/files';
import { formatEntry, toJsonLine } from '../log/formatEntry';
import { isAtLeast, Level, LEVELS, LogEntry } from '../log/LogEntry';
import { LogFollower } from '../log/LogFollower';
import { readEntries } from '../log/readEntries';
import { findCheckout } from '../platform/checkout';
import { commandName } from '../platform/commandName';

const DEFAULT_LINES = 100;
const POLL_MS = 250;

/** The `logs` command. */
export async function logs(named: string[], flags: LogsFlags): Promise<void> {
  const { logDirectory } = findCheckout();
  const since = parseSince(flags.since);
  const level = parseLevel(flags.level);
  const lines =
    parseLines(flags.lines) ??
    (since === undefined && !flags.analysis ? DEFAULT_LINES : undefined);
  const services = await chooseServices(logDirectory, named, flags);

  const wanted = (entry: LogEntry) =>
    isAtLeast(entry, level) && (!flags.analysis || isOf(entry, flags.analysis));
  const show = async (entry: LogEntry) => {
    const text = flags.json ? toJsonLine(entry) : formatEntry(entry);
    if (!process.stdout.write(`${text}\n`)) {
      await once(process.stdout, 'drain');
    }
  };
  const follower = new LogFollower(
    logDirectory,
    named.length > 0 ? services : undefined,
  );
  const last: LogEntry[] = [];
  for await (const entry of readEntries(logDirectory, services, {
    since,
    keep: flags.follow
      ? (service, file) => follower.follow(service, file)
      : undefined,
  })) {
    if (!wanted(entry)) {
      continue;
    }
    if (lines === undefined) {
      await show(entry);
    } else {
      last.push(entry);
      if (last.length > lines) {
        last.shift();
      }
    }
  }
  for (const entry of last) {
    await show(entry);
  }
  if (flags.follow) {
    await follow(follower, async entry => {
      if (wanted(entry)) {
        await show(entry);
      }
    });
  }
}

async function follow(
  follower: LogFollower,
  take: (entry: LogEntry) => Promise<void>,
): Promise<void> {
  const end = new AbortController();
  process.once('SIGINT', () => end.abort());
  process.once('SIGTERM', () => end.abort());
  while (!end.signal.aborted) {
    for (const entry of await follower.poll()) {
      await take(entry);
    }
    await sleep(POLL_MS, undefined, { signal: end.signal }).catch(
      () => undefined,
    );
  }
  await follower.close();
}

async function chooseServices(
  logDirectory: string,
  named: string[],
  { follow: isFollowing }: LogsFlags,
): Promise<string[]> {
  const present = await listServices(logDirectory);
  const unknown = named.find(name => !present.includes(name));
  if (present.length === 0 && !isFollowing) {
    throw new CommandError(
      `There are no logs in ${logDirectory} yet. Start the platform with: ${commandName()} start`,
    );
  }
  if (
    unknown !== undefined &&
    (present.length > 0 || !/^[a-z][a-z0-9-]*$/.test(unknown))
  ) {
    throw new UsageError(
      `There is no log of '${unknown}'. There are: ${present.join(', ')}.`,
    );
  }
  return named.length > 0 ? [...new Set(named)] : present;
}

/** By the field that the back end logs, or by an address that holds the id. */
function isOf({ fields, message, more }: LogEntry, analysis: string): boolean {
  const values = Object.values(fields).filter(
    value => typeof value === 'string',
  );
  return (
    fields.analysisId === analysis ||
    [message, ...values, ...more].some(text => containsId(text, analysis))
  );
}

function containsId(text: string, id: string): boolean {
  const at = text.indexOf(id);
  // A longer id is another one.
  return (
    at >= 0 &&
    !/[\w-]/.test(text[at - 1] ?? '') &&
    !/[\w-]/.test(text[at + id.length] ?? '')
  );
}

const UNIT_MS: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** @returns milliseconds since the epoch */
export function parseSince(
  value: string | undefined,
  now = Date.now(),
): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const span = /^(\d{1,6})([smhd])$/.exec(value);
  const time = span
    ? now - Number(span[1]) * UNIT_MS[span[2]]
    : Date.parse(value);
  // Date.parse takes nearly anything, as "1" for a year.
  if (Number.isNaN(time) || (!span && !/^\d{4}-\d\d-\d\d/.test(value))) {
    throw new UsageError(
      `--since takes a span as in 10m, 2h or 3d, or a time as in 2026-01-31T08:00, not '${value}'.`,
    );
  }
  return time;
}

function parseLevel(value: string | undefined): Level {
  const level = LEVELS.find(name => name === (value ?? 'debug').toLowerCase());
  if (!level) {
    throw new UsageError(`--level takes ${LEVELS.join(', ')}, not '${value}'.`);
  }
  return level;
}

function parseLines(value: string | undefined): number | undefined {
  if (value !== undefined && !/^\d{1,7}$/.test(value)) {
    throw new UsageError(`--lines takes a number, not '${value}'.`);
  }
  return value === undefined ? undefined : Number(value);
}
