import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './errors';

/**
 * A process, told apart from a later one that was given the same pid.
 *
 * @public
 */
export interface ProcessIdentity {
  pid: number;
  /** When it was started, opaque: compare only. */
  startTime: string;
}

/** A line of the process table. */
export interface ProcessEntry {
  pid: number;
  parent: number;
  group: number;
}

const onLinux = process.platform === 'linux';

// Start times in /proc count from boot, so two boots can give the same pid the same one.
let bootId: string | undefined;
function getBootId(): string {
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return bootId;
}

/** The fields of /proc/<pid>/stat after the command name, which itself may hold spaces and parentheses. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The identity of a running process, or undefined when it does not run (a zombie does not). */
export function identify(pid: number): ProcessIdentity | undefined {
  if (onLinux) {
    const fields = statFields(pid);
    if (!fields || fields[0] === 'Z') {
      return undefined;
    }
    return { pid, startTime: `${getBootId()}/${fields[19]}` };
  }
  try {
    const [state, ...started] = execFileSync(
      'ps',
      ['-o', 'state=,lstart=', '-p', String(pid)],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    )
      .trim()
      .split(/\s+/);
    return state && !state.startsWith('Z')
      ? { pid, startTime: started.join(' ') }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether exactly this process, not another with its pid, is running. */
export function isRunning(identity: ProcessIdentity | undefined): boolean {
  return (
    identity !== undefined &&
    identify(identity.pid)?.startTime === identity.startTime
  );
}

/** Every process of the machine that we may see. */
export function listProcesses(): ProcessEntry[] {
  if (onLinux) {
    return readdirSync('/proc').flatMap(name => {
      const pid = Number(name);
      const fields = Number.isInteger(pid) ? statFields(pid) : undefined;
      return fields && fields[0] !== 'Z'
        ? {
            pid,
            parent: Number(fields[1]),
            group: Number(fields[2]),
          }
        : [];
    });
  }
  return execFileSync('ps', ['-axo', 'pid=,ppid=,pgid='], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .map(line => {
      const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, group };
    });
}

/** A process and all its descendants, as far as they are running. */
export function processTree(
  root: number,
  processes = listProcesses(),
): ProcessEntry[] {
  const tree = processes.filter(entry => entry.pid === root);
  const pids = new Set(tree.map(entry => entry.pid));
  // Children can come before their parents in the list, so look until nothing is found any more.
  for (let size = -1; size !== tree.length; ) {
    size = tree.length;
    for (const entry of processes) {
      if (pids.has(entry.parent) && !pids.has(entry.pid)) {
        pids.add(entry.pid);
        tree.push(entry);
      }
    }
  }
  return tree;
}

/**
 * The memory of a process in bytes: its own and its share of what it has in common with others (PostgreSQL's
 * processes share most of theirs), where the system tells; else what is resident.
 */
export function memoryOf(pid: number): number {
  try {
    if (onLinux) {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
    }
    return (
      Number(
        execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], {
          encoding: 'utf8',
        }),
      ) * 1024
    );
  } catch {
    // Ended meanwhile.
    return 0;
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') {
      throw error;
    }
  }
}

/**
 * Ends a process and everything it started: the given signal first, SIGKILL when the time is up. Resolves when
 * none of them runs any more. Does nothing when the pid belongs to another process by now.
 */
export async function terminate(
  identity: ProcessIdentity | undefined,
  options: { signal?: NodeJS.Signals; timeoutMs?: number } = {},
): Promise<void> {
  const { signal: name = 'SIGTERM', timeoutMs = 10_000 } = options;
  if (!identity || !isRunning(identity)) {
    return;
  }
  const tree = processTree(identity.pid)
    .map(entry => identify(entry.pid))
    .filter(entry => entry !== undefined);

  signal(identity.pid, name);
  if (await waitUntil(() => !tree.some(isRunning), timeoutMs)) {
    return;
  }
  for (const entry of tree.filter(isRunning)) {
    signal(entry.pid, 'SIGKILL');
  }
  await waitUntil(() => !tree.some(isRunning), 5_000);
}

/** Polls until the condition holds; false when it does not within the time. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
  intervalMs = 50,
): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() >= end) {
      return false;
    }
    await sleep(intervalMs);
  }
  return true;
}
