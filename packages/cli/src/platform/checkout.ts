import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CommandError } from '../lib/errors';

/**
 * Where the platform's code and data lie.
 *
 * @public
 */
export interface Checkout {
  /** The root of the repository. */
  root: string;
  /** The running platform's data: `.data`, or `INFRA_AI_DATA_DIR`. */
  dataDirectory: string;
  logDirectory: string;
  /** Pid files and locks: meaningless once nothing runs. */
  runDirectory: string;
}

function isRoot(directory: string): boolean {
  return (
    existsSync(join(directory, 'backstage.json')) &&
    existsSync(join(directory, 'packages/backend/package.json'))
  );
}

/**
 * Finds the root of the repository that this command belongs to: the one that its own code is in, else the one around the
 * current directory; `INFRA_AI_ROOT` names another. Undefined where there is none, as for an installed package.
 */
export function findRoot(
  env: NodeJS.ProcessEnv = process.env,
  currentDirectory = process.cwd(),
): string | undefined {
  if (env.INFRA_AI_ROOT) {
    return resolve(currentDirectory, env.INFRA_AI_ROOT);
  }
  // src/platform or dist, both inside packages/cli; nothing is found from an installed package, as is right.
  const own = ['../../../..', '../../..'].map(up =>
    // eslint-disable-next-line no-restricted-syntax
    resolve(__dirname, up),
  );
  const around: string[] = [];
  for (
    let directory = currentDirectory;
    !around.includes(directory);
    directory = dirname(directory)
  ) {
    around.push(directory);
  }
  return [...own, ...around].find(isRoot);
}

/**
 * Finds the checkout, see {@link findRoot}.
 *
 * @throws CommandError when there is none
 */
export function findCheckout(
  env: NodeJS.ProcessEnv = process.env,
  currentDirectory = process.cwd(),
): Checkout {
  const root = findRoot(env, currentDirectory);
  if (!root) {
    throw new CommandError(
      'This command runs the platform from its repository, and there is none here. Change into the repository and run it again.',
    );
  }
  const dataDirectory = env.INFRA_AI_DATA_DIR
    ? resolve(currentDirectory, env.INFRA_AI_DATA_DIR)
    : join(root, '.data');
  return {
    root,
    dataDirectory,
    logDirectory: join(dataDirectory, 'logs'),
    runDirectory: join(dataDirectory, 'run'),
  };
}
