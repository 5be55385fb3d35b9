import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Checkout } from './checkout';
import { GeneratedSecrets } from './dataDirectory';
import { DatabaseServer, PlatformOptions } from './options';

/** What the services' environments and command lines are made from. */
export interface PlatformContext {
  checkout: Checkout;
  options: PlatformOptions;
  database: DatabaseServer;
  secrets: GeneratedSecrets;
}

/** The environment of the back end and the app; `app-config.yaml` takes its values from it. */
export function platformEnvironment(
  context: PlatformContext,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const { options, database, secrets } = context;
  const { ports } = options;
  return {
    ...env,
    NODE_ENV: options.mode,
    // Children find the same Node.js as we run on.
    PATH: [dirname(process.execPath), env.PATH].filter(Boolean).join(':'),
    POSTGRES_HOST: database.host,
    POSTGRES_PORT: String(database.port),
    POSTGRES_USER: database.user,
    POSTGRES_PASSWORD: database.password,
    BACKEND_SECRET: env.BACKEND_SECRET || secrets.backendSecret,
    INFRA_AI_WEBHOOK_SECRET:
      env.INFRA_AI_WEBHOOK_SECRET || secrets.webhookSecret,
    INFRA_AI_PORT: String(ports.api),
    INFRA_AI_APP_PORT: String(ports.app),
    INFRA_AI_SANDBOX_PORT: String(ports.sandbox),
    INFRA_AI_SANDBOX_URL: `http://localhost:${ports.sandbox}`,
    INFRA_AI_DATA_DIR: context.checkout.dataDirectory,
  };
}

/**
 * The configuration files by name, later ones overriding earlier ones: what every way of running shares, the sandbox
 * or the real GitHub, production on this machine, the user's own.
 */
export function configFileNames(
  checkout: Checkout,
  options: PlatformOptions,
): string[] {
  const local = 'app-config.local.yaml';
  return [
    'app-config.yaml',
    options.sandbox ? 'app-config.sandbox.yaml' : 'app-config.github.yaml',
    ...(options.mode === 'production'
      ? ['app-config.production-local.yaml']
      : []),
    ...(existsSync(join(checkout.root, local)) ? [local] : []),
  ];
}

/** The same as Backstage's command-line arguments. */
export function configArguments({
  checkout,
  options,
}: PlatformContext): string[] {
  return configFileNames(checkout, options).flatMap(name => [
    '--config',
    join(checkout.root, name),
  ]);
}
