import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** Who listens on a port. */
export interface PortOwner {
  pid: number;
  command: string;
}

/**
 * The process that listens on a TCP port, or undefined when there is none or the system does not tell us, as
 * with a process of another user.
 */
export function findPortOwner(port: number): PortOwner | undefined {
  return process.platform === 'linux' ? fromProc(port) : fromLsof(port);
}

/** As in "node server.js (pid 4711)". */
export function describePortOwner(port: number): string {
  const owner = findPortOwner(port);
  return owner
    ? `${owner.command} (pid ${owner.pid})`
    : 'another process, which this user may not see';
}

const LISTEN = '0A';

function fromProc(port: number): PortOwner | undefined {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readOrEmpty(table).split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(`:${hexPort}`) && fields[3] === LISTEN) {
        sockets.add(`socket:[${fields[9]}]`);
      }
    }
  }
  if (sockets.size === 0) {
    return undefined;
  }
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid) && holdsOneOf(pid, sockets)) {
      const command = readOrEmpty(`/proc/${pid}/cmdline`)
        .replace(/\0+$/, '')
        .replaceAll('\0', ' ');
      return {
        pid,
        command: shorten(command || readOrEmpty(`/proc/${pid}/comm`)),
      };
    }
  }
  return undefined;
}

function holdsOneOf(pid: number, sockets: Set<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(descriptor => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${descriptor}`));
      } catch {
        return false;
      }
    });
  } catch {
    // Gone meanwhile, or of another user.
    return false;
  }
}

function fromLsof(port: number): PortOwner | undefined {
  try {
    const pid = execFileSync(
      'lsof',
      ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ).split('\n')[0];
    const command = execFileSync('ps', ['-o', 'command=', '-p', pid], {
      encoding: 'utf8',
    });
    return { pid: Number(pid), command: shorten(command) };
  } catch {
    return undefined;
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

// Command lines can hold anything, control characters included, and be very long.
function shorten(command: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = command.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return clean.length > 100 ? `${clean.slice(0, 99)}…` : clean;
}
