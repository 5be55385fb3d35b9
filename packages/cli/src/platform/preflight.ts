import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, codeOf } from '../lib/errors';
import { describePortOwner } from '../lib/portOwner';
import { findFreeRange, isPortFree } from '../lib/ports';
import { checkDatabase } from '../services/postgres';
import { Checkout } from './checkout';
import { commandName } from './commandName';
import { configFileNames } from './environment';
import { PlatformOptions } from './options';

/** The ports that these options need, with what a person calls their users. */
export function neededPorts(options: PlatformOptions): [string, number][] {
  const { mode, ports, sandbox } = options;
  return [
    ...(mode === 'development'
      ? ([['the portal', ports.app]] as [string, number][])
      : []),
    [mode === 'development' ? 'the API' : 'the portal', ports.api],
    ...(sandbox
      ? ([['the GitHub sandbox', ports.sandbox]] as [string, number][])
      : []),
  ];
}

/** Throws, naming the owner and a way out, when a port is taken. */
export async function checkPorts(options: PlatformOptions): Promise<void> {
  for (const [user, port] of neededPorts(options)) {
    let free: boolean;
    try {
      free = await isPortFree(port);
    } catch (error) {
      if (codeOf(error) === 'EACCES') {
        throw new CommandError(
          `This user may not listen on port ${port}; choose one above 1023 with --port.`,
        );
      }
      throw error;
    }
    if (!free) {
      const suggestion = await findFreeRange(3100, 3);
      const production = options.mode === 'production' ? ' --production' : '';
      throw new CommandError(
        `Port ${port}, which ${user} needs, is taken by ${describePortOwner(
          port,
        )}. Stop that, or choose other ports: ${commandName()} start${production} --port ${suggestion}`,
      );
    }
  }
}

/** Throws when a configuration file is missing. */
export function checkConfigFiles(
  checkout: Checkout,
  options: PlatformOptions,
): void {
  const missing = configFileNames(checkout, options).filter(
    name => !existsSync(join(checkout.root, name)),
  );
  if (missing.length > 0) {
    throw new CommandError(
      `${missing.join(' and ')} ${
        missing.length > 1 ? 'are' : 'is'
      } missing; restore with: git checkout -- ${missing.join(' ')}`,
    );
  }
}

/** Throws when the database server that the environment names does not answer. */
export async function checkExternalDatabase(
  options: PlatformOptions,
): Promise<void> {
  if (options.database) {
    try {
      await checkDatabase(options.database);
    } catch (error) {
      throw new CommandError(
        `${
          (error as Error).message
        } It is set by POSTGRES_HOST or DATABASE_URL; unset these to use the embedded database.`,
      );
    }
  }
}

/** Whether the packages that the services need are there. */
export function checkInstallation(checkout: Checkout): void {
  if (
    !existsSync(`${checkout.root}/node_modules/@backstage/cli/package.json`)
  ) {
    throw new CommandError(
      'The packages are not installed. Run ./task-runner.sh start, which installs them.',
    );
  }
}
