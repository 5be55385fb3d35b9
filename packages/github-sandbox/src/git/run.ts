import { spawn } from 'node:child_process';
import { devNull } from 'node:os';

/** git ended with another exit code than 0. */
export class GitError extends Error {
  readonly exitCode: number | null;
  readonly stderr: string;

  constructor(args: string[], exitCode: number | null, stderr: string) {
    super(`git ${args[0]} failed (exit ${exitCode}): ${stderr.trim()}`);
    this.name = 'GitError';
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

/**
 * The environment that every git process gets. The configuration of the user
 * and of the machine, hooks templates and `GIT_*` variables must not change
 * what the sandbox does.
 */
export function gitEnvironment(
  extra: Record<string, string> = {},
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const name of ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP']) {
    if (process.env[name] !== undefined) {
      env[name] = process.env[name];
    }
  }
  return {
    ...env,
    LC_ALL: 'C',
    TZ: 'UTC',
    HOME: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_SYSTEM: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ATTR_NOSYSTEM: '1',
    // The data directory may belong to another user, as in a container volume;
    // the repositories in it are all of our own making.
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    GIT_CONFIG_KEY_1: 'gc.auto',
    GIT_CONFIG_VALUE_1: '0',
    ...extra,
  };
}

export interface RunGitOptions {
  /** The bare repository; absent for commands that need none. */
  gitDir?: string;
  input?: string | Buffer;
  env?: Record<string, string>;
  /** Exit codes that are an answer, not a failure. Default: only 0. */
  allowExitCodes?: number[];
  /** Output above this many bytes ends the process. Default 128 MiB. */
  maxOutputBytes?: number;
}

export interface GitResult {
  exitCode: number;
  stdout: Buffer;
}

/**
 * Runs git with an argument array, never through a shell.
 *
 * @throws GitError when it exits with a code that is not allowed.
 */
export function runGit(
  args: string[],
  options: RunGitOptions = {},
): Promise<GitResult> {
  const maxOutputBytes = options.maxOutputBytes ?? 128 * 1024 * 1024;
  const fullArgs = options.gitDir
    ? [`--git-dir=${options.gitDir}`, ...args]
    : args;
  return new Promise((resolve, reject) => {
    const child = spawn('git', fullArgs, {
      env: gitEnvironment(options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const stdout: Buffer[] = [];
    let stdoutBytes = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdoutBytes += chunk.length;
      if (stdoutBytes > maxOutputBytes) {
        stderr += `output exceeds ${maxOutputBytes} bytes`;
        child.kill();
      } else {
        stdout.push(chunk);
      }
    });
    child.stderr.on('data', chunk => {
      stderr = (stderr + chunk).slice(-8192);
    });
    child.on('error', error =>
      reject(
        'code' in error && error.code === 'ENOENT'
          ? new Error('The GitHub sandbox needs git on the PATH')
          : error,
      ),
    );
    child.on('close', exitCode => {
      if (
        exitCode === 0 ||
        (exitCode !== null && options.allowExitCodes?.includes(exitCode))
      ) {
        resolve({ exitCode, stdout: Buffer.concat(stdout) });
      } else {
        reject(new GitError(args, exitCode, stderr));
      }
    });
    // A process that ended early closes its stdin; its exit code tells why.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/** As {@link runGit}, for text output; the trailing newline is removed. */
export async function gitText(
  args: string[],
  options: RunGitOptions = {},
): Promise<string> {
  const { stdout } = await runGit(args, options);
  return stdout.toString('utf8').replace(/\n$/, '');
}
