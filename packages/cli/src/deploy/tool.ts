import { execa } from 'execa';
import { CommandError } from '../lib/errors';
import { findCause } from '../platform/output';

/** A program with its arguments; never a shell string. */
export interface ToolCommand {
  file: string;
  args: string[];
  /** On top of the environment; shown in plans, so nothing secret. */
  env?: Record<string, string>;
}

/** What a program answered. */
export interface ToolResult {
  ok: boolean;
  stdout: string;
  /** Why it failed, from its output. */
  cause: string;
  /** There is no such program. */
  missing: boolean;
}

/** Settings of {@link tryTool}. */
export interface ToolSettings {
  cwd: string;
  signal?: AbortSignal;
  timeoutMs?: number;
  onLine?: (line: string) => void;
}

/** Runs a program; its failure is an answer. */
export async function tryTool(
  command: ToolCommand,
  { cwd, signal, timeoutMs, onLine }: ToolSettings,
): Promise<ToolResult> {
  const child = execa(command.file, command.args, {
    cwd,
    env: command.env,
    all: true,
    reject: false,
    stdin: 'ignore',
    cancelSignal: signal,
    timeout: timeoutMs,
    // A build writes a lot; what matters comes last.
    maxBuffer: 20_000_000,
  });
  if (onLine) {
    child.all.on('data', (data: Buffer) => {
      const line = data.toString().trim().split(/\r?\n/).at(-1);
      if (line) {
        onLine(line);
      }
    });
  }
  const result = await child;
  const lines = (result.all ?? '').split('\n').filter(line => line.trim());
  return {
    ok: !result.failed,
    stdout: result.stdout,
    cause:
      findCause(lines) ||
      (result.timedOut ? 'no answer in time' : result.shortMessage ?? ''),
    missing: result.code === 'ENOENT',
  };
}

/**
 * Runs a program that has to succeed; answers with its standard output.
 *
 * @throws CommandError with the command and the lines of its output that say why
 */
export async function runTool(
  command: ToolCommand,
  settings: ToolSettings,
): Promise<string> {
  const { ok, stdout, cause, missing } = await tryTool(command, settings);
  if (!ok) {
    throw new CommandError(
      missing
        ? `${command.file} is not on this machine's PATH.`
        : `${formatCommand(command)} failed:\n${cause}`,
    );
  }
  return stdout;
}

/** As one would type it. */
export function formatCommand({ file, args, env = {} }: ToolCommand): string {
  return [
    ...Object.entries(env).map(([name, value]) => `${name}=${quote(value)}`),
    file,
    ...args.map(quote),
  ].join(' ');
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
