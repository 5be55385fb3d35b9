import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { CheckResult, fail, ok, warn } from './check';

const GIGABYTE = 1024 ** 3;

export async function checkNode(): Promise<CheckResult> {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 12)
    ? ok('Node.js', process.version)
    : fail(
        'Node.js',
        `${process.version}, but Backstage needs 22 (from 22.12) or 24`,
        'Use ./task-runner.sh, which fetches a fitting one, or install Node.js 24.',
      );
}

export async function checkGit(): Promise<CheckResult> {
  const result = await execa('git', ['--version'], { reject: false });
  return result.exitCode === 0
    ? ok('git', result.stdout.trim().replace(/^git version /, ''))
    : fail(
        'git',
        'not found; the sandbox keeps its repositories with it',
        'Install git.',
      );
}

/** Only looked for, not run: npm alone takes longer to start than all the other checks together. */
export async function checkNpm(
  path: string = process.env.PATH ?? '',
): Promise<CheckResult> {
  const found = path
    .split(delimiter)
    .map(directory => join(directory, 'npm'))
    .find(file => existsSync(file));
  return found
    ? ok('npm', found)
    : warn(
        'npm',
        'not found; it fetches a Node.js when this machine has none that fits',
        'Install npm.',
      );
}

/** Nothing here needs it; who wants to build images does. */
export async function checkDocker(): Promise<CheckResult> {
  const result = await execa(
    'docker',
    ['version', '--format', '{{.Server.Version}}'],
    { reject: false, timeout: 1_000, stdin: 'ignore' },
  );
  const why =
    result.code === 'ENOENT' ? 'not installed' : 'installed, does not answer';
  return ok(
    'Docker',
    result.exitCode === 0
      ? result.stdout.trim()
      : `${why}; optional, only container images need it`,
  );
}

export async function checkDisk(directory: string): Promise<CheckResult> {
  const { bavail, bsize } = await statfs(directory);
  const free = (bavail * bsize) / GIGABYTE;
  const detail = `${free.toFixed(1)} GB free`;
  return free >= 1
    ? ok('Disk', detail)
    : fail(
        'Disk',
        detail,
        'Free at least 1 GB; the packages take 2.5 GB and the data grows.',
      );
}

export async function checkMemory(): Promise<CheckResult> {
  const available = availableMemory() / GIGABYTE;
  const detail = `${available.toFixed(1)} of ${(totalmem() / GIGABYTE).toFixed(
    1,
  )} GB available, ${availableParallelism()} cores`;
  return available >= 2
    ? ok('Memory', detail)
    : warn(
        'Memory',
        detail,
        'The platform takes about 1 GB to run and 2 GB to build; close something.',
      );
}

/** What can be had without swapping; what the system uses as a cache counts as free. */
function availableMemory(): number {
  try {
    const line = /^MemAvailable:\s+(\d+) kB/m.exec(
      readFileSync('/proc/meminfo', 'utf8'),
    );
    return line ? Number(line[1]) * 1024 : freemem();
  } catch {
    return freemem();
  }
}
