import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { CommandError, codeOf } from '../lib/errors';

/** The file whose values the platform runs with, in the root of the checkout. */
export const ENV_FILE = '.env';

/**
 * Adds the values of `.env` to the environment. What the environment has already wins, also when it is empty: a value set
 * for one run is meant.
 */
export function loadEnvFile(
  root: string,
  env: NodeJS.ProcessEnv = process.env,
): void {
  let content: string;
  try {
    content = readFileSync(join(root, ENV_FILE), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return;
    }
    throw new CommandError(
      `${join(root, ENV_FILE)} cannot be read (${codeOf(
        error,
      )}). Give yourself the right to read it, or move it away.`,
    );
  }
  for (const [name, value] of Object.entries(parse(content))) {
    env[name] ??= value;
  }
}
