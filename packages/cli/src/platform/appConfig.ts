import { join } from 'node:path';
import type { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { CommandError, messageOf } from '../lib/errors';
import { Checkout } from './checkout';
import { configFileNames, platformEnvironment } from './environment';
import { resolveOptions } from './options';
import { isSupervised, readState } from './state';

/**
 * The portal's configuration: its files, with the values that `start` gives them, but for secrets of its own and the
 * database.
 *
 * @throws CommandError that names what cannot be read
 */
export async function readAppConfig(
  checkout: Checkout,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Config> {
  const state = await readState(checkout);
  const options = isSupervised(state) ? state.options : resolveOptions({}, env);
  // What only the services need is left out: reading must make neither secrets nor a port.
  const values = platformEnvironment(
    {
      checkout,
      options,
      database: { host: '127.0.0.1', port: 5432, user: '', password: '' },
      secrets: { postgresPassword: '', backendSecret: '-', webhookSecret: '-' },
    },
    env,
  );
  try {
    const config = await ConfigSources.toConfig(
      ConfigSources.default({
        rootDir: checkout.root,
        watch: false,
        argv: configFileNames(checkout, options).flatMap(name => [
          '--config',
          join(checkout.root, name),
        ]),
        env: values,
        substitutionFunc: async name => values[name],
      }),
    );
    config.close();
    return config;
  } catch (error) {
    throw new CommandError(
      `The configuration cannot be read: ${messageOf(error)}`,
    );
  }
}
