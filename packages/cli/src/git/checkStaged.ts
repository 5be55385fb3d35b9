import { createRequire } from 'node:module';
import { join } from 'node:path';
import { codeOf, CommandError, messageOf } from '../lib/errors';
import { PATCH_OPTIONS } from './addedLines';
import { showPath } from './repository';
import { gitBytes, GitOptions, gitLines } from './run';
import { describeSecrets, findSecretsInPatch } from './secrets';
import type { StagedFile } from './staged';

/** What came of one check of what is staged. */
export interface StagedCheck {
  name: 'secrets' | 'prettier' | 'eslint';
  status: 'passed' | 'failed' | 'not applicable';
  /** What is wrong and what to do, or how much was checked. */
  detail: string;
}

interface StagedContent {
  path: string;
  text: string;
}

const SCRIPT = /\.[cm]?[jt]sx?$/;

/** Larger files are generated; formatters take minutes for them. */
const MOST_BYTES = 1_000_000;

const READ_AT_ONCE = 32;

/** Checks what is staged, which can differ from what lies in the work tree. */
export async function checkStaged(
  root: string,
  files: StagedFile[],
  options: GitOptions,
): Promise<StagedCheck[]> {
  const secrets = await checkSecrets(root, options);
  if (secrets.status === 'failed') {
    // Before other people's tools see it.
    return [secrets];
  }
  const scripts = files.filter(({ path }) => SCRIPT.test(path));
  return [
    secrets,
    await checkFormat(root, readContents(root, files, options)),
    await checkLint(root, readContents(root, scripts, options)),
  ];
}

async function checkSecrets(
  root: string,
  options: GitOptions,
): Promise<StagedCheck> {
  const findings = await findSecretsInPatch(
    gitLines(
      root,
      [
        '-c',
        'core.quotePath=false',
        'diff',
        '--cached',
        // One parent, always.
        ...PATCH_OPTIONS.filter(option => option !== '-c'),
      ],
      options,
    ),
  );
  return findings.length > 0
    ? {
        name: 'secrets',
        status: 'failed',
        detail: `Credentials must not be committed. Take them out of the files, stage these again, and keep the values in .env:\n${describeSecrets(
          findings,
        )}`,
      }
    : { name: 'secrets', status: 'passed', detail: 'no credentials' };
}

/** Staged contents as the repository will hold them, a few at a time: a commit can hold more than the memory does. */
async function* readContents(
  root: string,
  files: StagedFile[],
  options: GitOptions,
): AsyncGenerator<StagedContent> {
  const wanted = files.filter(({ blob }) => blob !== undefined);
  const read = async (format: string, of: StagedFile[]) =>
    of.length === 0
      ? Buffer.alloc(0)
      : await gitBytes(root, ['cat-file', format], {
          ...options,
          input: `${of.map(({ blob }) => blob).join('\n')}\n`,
        });
  const sizes = (await read('--batch-check=%(objectsize)', wanted))
    .toString('utf8')
    .split('\n');
  const small = wanted.filter((_, at) => Number(sizes[at]) <= MOST_BYTES);
  for (let first = 0; first < small.length; first += READ_AT_ONCE) {
    const some = small.slice(first, first + READ_AT_ONCE);
    const output = await read('--batch=%(objectsize)', some);
    let at = 0;
    for (const { path } of some) {
      const begin = output.indexOf('\n', at) + 1;
      const end = begin + Number(output.toString('latin1', at, begin));
      yield { path, text: output.toString('utf8', begin, end) };
      at = end + 1;
    }
  }
}

/** The parts of Prettier 2 and 3 that are used. */
interface Prettier {
  getFileInfo(
    path: string,
    options: { ignorePath: string },
  ): Promise<{ ignored: boolean; inferredParser: string | null }>;
  resolveConfig(
    path: string,
    options: { editorconfig: boolean },
  ): Promise<object | null>;
  check(text: string, options: object): boolean | Promise<boolean>;
  format(text: string, options: object): string | Promise<string>;
}

/** Formats a text as the repository formats its files; unchanged where it has no Prettier. */
export async function formatAs(
  root: string,
  path: string,
  text: string,
): Promise<string> {
  const prettier = load<Prettier>(root, 'prettier');
  const file = join(root, path);
  if (!prettier || !(await takes(prettier, root, file))) {
    return text;
  }
  return await prettier.format(text, await formatOptions(prettier, file));
}

async function checkFormat(
  root: string,
  contents: AsyncIterable<StagedContent>,
): Promise<StagedCheck> {
  const name = 'prettier';
  const prettier = load<Prettier>(root, name);
  if (!prettier) {
    return { name, status: 'not applicable', detail: 'it is not installed' };
  }
  const bad: string[] = [];
  let checked = 0;
  for await (const { path, text } of contents) {
    const file = join(root, path);
    if (await takes(prettier, root, file)) {
      checked++;
      try {
        if (
          !(await prettier.check(text, await formatOptions(prettier, file)))
        ) {
          bad.push(showPath(path));
        }
      } catch (error) {
        bad.push(`${showPath(path)}: ${messageOf(error).split('\n')[0]}`);
      }
    }
  }
  return bad.length > 0
    ? {
        name,
        status: 'failed',
        detail: `Not formatted; prettier --write them and stage them again:\n  ${bad.join(
          '\n  ',
        )}`,
      }
    : summarize(name, checked);
}

async function takes(
  prettier: Prettier,
  root: string,
  file: string,
): Promise<boolean> {
  const { ignored, inferredParser } = await prettier.getFileInfo(file, {
    ignorePath: join(root, '.prettierignore'),
  });
  return !ignored && inferredParser !== null;
}

async function formatOptions(
  prettier: Prettier,
  file: string,
): Promise<object> {
  return {
    ...(await prettier.resolveConfig(file, { editorconfig: true })),
    filepath: file,
  };
}

/** The parts of ESLint 8 and 9 that are used. */
interface EslintModule {
  ESLint: new (options: { cwd: string }) => {
    isPathIgnored(path: string): Promise<boolean>;
    lintText(
      text: string,
      options: { filePath: string },
    ): Promise<
      Array<{
        messages: Array<{
          severity: number;
          line?: number;
          message: string;
          ruleId: string | null;
        }>;
      }>
    >;
  };
}

async function checkLint(
  root: string,
  contents: AsyncIterable<StagedContent>,
): Promise<StagedCheck> {
  const name = 'eslint';
  const found = load<EslintModule>(root, name);
  if (!found) {
    return { name, status: 'not applicable', detail: 'it is not installed' };
  }
  const eslint = new found.ESLint({ cwd: root });
  const bad: string[] = [];
  let checked = 0;
  for await (const { path, text } of contents) {
    const filePath = join(root, path);
    try {
      if (await eslint.isPathIgnored(filePath)) {
        continue;
      }
      const [result] = await eslint.lintText(text, { filePath });
      checked++;
      for (const { severity, line, message, ruleId } of result.messages) {
        if (severity === 2) {
          bad.push(
            `${showPath(path)}:${line ?? 1}  ${message} (${
              ruleId ?? 'syntax'
            })`,
          );
        }
      }
    } catch (error) {
      if (!isWithoutConfiguration(error)) {
        bad.push(`${showPath(path)}: ${messageOf(error).split('\n')[0]}`);
      }
    }
  }
  return bad.length > 0
    ? {
        name,
        status: 'failed',
        detail: `Mend these and stage the files again:\n  ${bad.join('\n  ')}`,
      }
    : summarize(name, checked);
}

/** Neither ESLint 8 nor 9 finds rules for the file: nobody asked for any. */
function isWithoutConfiguration(error: unknown): boolean {
  const { messageTemplate } = error as { messageTemplate?: string };
  return (
    messageTemplate === 'no-config-found' ||
    messageTemplate === 'config-file-missing'
  );
}

function summarize(name: StagedCheck['name'], checked: number): StagedCheck {
  return checked === 0
    ? { name, status: 'not applicable', detail: 'no file for it' }
    : { name, status: 'passed', detail: `${checked} files` };
}

/** A tool of the repository, in the version that it has installed. */
function load<T>(root: string, name: string): T | undefined {
  const require = createRequire(join(root, 'package.json'));
  let path: string;
  try {
    path = require.resolve(name);
  } catch (error) {
    if (codeOf(error) === 'MODULE_NOT_FOUND') {
      return undefined;
    }
    throw new CommandError(`${name} cannot be used: ${messageOf(error)}`);
  }
  return require(path) as T;
}
