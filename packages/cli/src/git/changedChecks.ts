import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { readFileIfExists } from '../lib/atomicFile';
import { CommandError } from '../lib/errors';
import { OutputTail } from '../platform/output';
import { ensureYarnShim } from '../platform/yarnShim';

/** The checks of the code that a push runs. */
export const CODE_CHECKS = ['types', 'lint', 'tests'] as const;

/** One of {@link CODE_CHECKS}. */
export type CodeCheck = (typeof CODE_CHECKS)[number];

/** A command line below the root; the first word is a program in `node_modules`. */
interface Tool {
  package: string;
  args: string[];
  /** A file without which there is nothing for it to do. */
  needs: string;
}

// A test that hangs must not hang us.
const TIMEOUT_MS = 45 * 60_000;

/** The last failure and the sums of most tools. */
const SHOWN_LINES = 40;

const BACKSTAGE = '@backstage/cli/bin/backstage-cli';

/**
 * The same as `infra-ai verify` and `test` run, of the packages that were changed since a commit. Backstage's command
 * finds them, also through the lock file, and for the tests what depends on them.
 */
function toolOf(check: CodeCheck, base: string | undefined): Tool {
  const since = base ? ['--since', base] : [];
  switch (check) {
    case 'types':
      // Types reach across packages, so all of them; it keeps what it knows between runs.
      return {
        package: 'typescript',
        args: ['typescript/bin/tsc', '--pretty', 'false'],
        needs: 'tsconfig.json',
      };
    case 'lint':
      return {
        package: '@backstage/cli',
        args: [BACKSTAGE, 'repo', 'lint', '--max-warnings', '0', ...since],
        needs: 'backstage.json',
      };
    default:
      return {
        package: '@backstage/cli',
        args: [BACKSTAGE, 'repo', 'test', '--watchAll=false', '--ci', ...since],
        needs: 'backstage.json',
      };
  }
}

/**
 * Runs a check of the code.
 *
 * @param onLine - called for each line that it writes
 * @returns false where the checkout has nothing for it
 * @throws CommandError with the lines that say why it failed
 */
export async function runCodeCheck(
  check: CodeCheck,
  root: string,
  base: string | undefined,
  onLine: (line: string) => void,
): Promise<boolean> {
  const tool = toolOf(check, base);
  const [program, ...args] = tool.args;
  const path = join(root, 'node_modules', program);
  if (!existsSync(join(root, tool.needs))) {
    return false;
  }
  if (!existsSync(path)) {
    if (await names(root, tool.package)) {
      throw new CommandError(
        `${tool.package} is not installed. Run yarn install.`,
      );
    }
    return false;
  }
  const child = execa(process.execPath, [path, ...args], {
    cwd: root,
    reject: false,
    stdin: 'ignore',
    all: true,
    buffer: false,
    timeout: TIMEOUT_MS,
    env: {
      // Tests must not wait for somebody, nor write snapshots.
      CI: 'true',
      NODE_ENV: check === 'tests' ? 'test' : undefined,
      PATH: await pathWithYarn(root),
    },
  });
  const tail = new OutputTail();
  for await (const line of child.iterable({ from: 'all' })) {
    tail.add(`${line}\n`).forEach(onLine);
  }
  const result = await child;
  if (result.timedOut) {
    throw new CommandError(`It did not end in ${TIMEOUT_MS / 60_000} minutes.`);
  }
  if (result.failed) {
    throw new CommandError(
      tail.lines.slice(-SHOWN_LINES).join('\n') ||
        `It ended with code ${result.exitCode}.`,
    );
  }
  return true;
}

/** Whether the checkout asks for a package: then it is missing, else it is not wanted. */
async function names(root: string, name: string): Promise<boolean> {
  const manifest = await readFileIfExists(join(root, 'package.json'));
  return manifest?.includes(`"${name}"`) ?? false;
}

/** Backstage's command calls `yarn`, which the machine needs not have. */
async function pathWithYarn(root: string): Promise<string> {
  return [
    ...(existsSync(join(root, '.yarn/releases'))
      ? [await ensureYarnShim(root)]
      : []),
    dirname(process.execPath),
    process.env.PATH,
  ].join(delimiter);
}
