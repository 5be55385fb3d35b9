import { execa } from 'execa';
import { CommandError } from '../lib/errors';
import { isInteractive } from '../lib/interactive';
import type { GithubApi } from '../platform/githubApi';
import { gitEnvironment } from '../repositories/git';

/** How git is run. */
export interface GitOptions {
  /** Standard input; without it there is none. */
  input?: string;
  /** Variables for this run alone. */
  env?: Record<string, string>;
  /** GitHub's token, for addresses of its host. */
  github?: GithubApi;
}

/** Where a command that was started by a hook of another repository would point us to. */
const FOREIGN = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
];

const SHOWN_LINES = 40;

/**
 * Runs git the way a person would: with their environment, so that their hooks, keys and identity work, which
 * {@link gitIn} (for repositories that nobody watches) keeps away.
 *
 * @returns standard output without its last line break
 * @throws CommandError with git's own words
 */
export async function git(
  cwd: string,
  args: string[],
  options: GitOptions = {},
): Promise<string> {
  const result = await start(cwd, args, options, { reject: false });
  if (result.failed) {
    throw gitError(args, result);
  }
  return result.stdout;
}

/** As {@link git}, for output that is no text, every byte of it. */
export async function gitBytes(
  cwd: string,
  args: string[],
  options: GitOptions = {},
): Promise<Buffer> {
  const result = await execa('git', args, {
    ...baseOptions(cwd, options),
    encoding: 'buffer',
    reject: false,
  });
  if (result.failed) {
    throw gitError(args, {
      stderr: Buffer.from(result.stderr ?? []).toString('utf8'),
      shortMessage: result.shortMessage,
    });
  }
  return Buffer.from(result.stdout);
}

/** As {@link git}; undefined where it fails. */
export async function tryGit(
  cwd: string,
  args: string[],
  options: GitOptions = {},
): Promise<string | undefined> {
  const result = await start(cwd, args, options, { reject: false });
  return result.failed ? undefined : result.stdout;
}

/** The lines that git writes, one after the other, so that output of any size takes little memory. */
export async function* gitLines(
  cwd: string,
  args: string[],
  options: GitOptions = {},
): AsyncGenerator<string> {
  const child = execa('git', args, {
    ...baseOptions(cwd, options),
    buffer: { stdout: false, stderr: true },
    reject: false,
  });
  for await (const line of child) {
    yield line;
  }
  const result = await child;
  if (result.failed) {
    throw gitError(args, { ...result, stdout: '' });
  }
}

function start(
  cwd: string,
  args: string[],
  options: GitOptions,
  extra: { reject: false },
) {
  return execa('git', args, { ...baseOptions(cwd, options), ...extra });
}

function baseOptions(cwd: string, { input, env, github }: GitOptions) {
  return {
    cwd,
    extendEnv: false,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    env: {
      ...Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name)),
      ),
      ...(github ? gitEnvironment(process.env, github) : {}),
      GIT_TERMINAL_PROMPT: isInteractive() ? '1' : '0',
      // Looking at the state must not write the index.
      GIT_OPTIONAL_LOCKS: '0',
      ...env,
    },
  };
}

function gitError(
  args: string[],
  result: { stdout?: string; stderr?: string; shortMessage?: string },
): CommandError {
  const words = [result.stderr, result.stdout]
    .filter(Boolean)
    .join('\n')
    .trim()
    .split('\n')
    .slice(-SHOWN_LINES)
    .join('\n');
  const name = args.find(arg => /^[a-z]/.test(arg) && !arg.includes('='));
  return new CommandError(
    `git ${name} failed: ${withoutCredentials(
      words || result.shortMessage || 'git said nothing',
    )}`,
  );
}

/** Takes user names and tokens out of addresses. */
export function withoutCredentials(text: string): string {
  return text.replace(/(\w:\/\/)[^/@\s]+@/g, '$1***@');
}
