import { CommandError, UsageError } from '../lib/errors';

/** `development`: for trying and developing, with guest sign-in. `production`: a build, app and API on one port. */
export type Mode = 'development' | 'production';

/** A PostgreSQL server that the user runs. */
export interface DatabaseServer {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** The ports of the platform; `app` equals `api` in production. */
export interface Ports {
  app: number;
  api: number;
  sandbox: number;
}

/**
 * What is to be started, and where.
 *
 * @public
 */
export interface PlatformOptions {
  mode: Mode;
  ports: Ports;
  /** Run the local GitHub: no token for the real one is set. */
  sandbox: boolean;
  /** The database server given by the environment; absent: the embedded one. */
  database?: DatabaseServer;
}

/** The flags of `start`, as commander gives them. */
export interface PortFlags {
  production?: boolean;
  port?: string;
  apiPort?: string;
  sandboxPort?: string;
}

const DEFAULT_PORTS: Ports = { app: 3000, api: 7007, sandbox: 7011 };

/**
 * Reads flags and environment into options.
 *
 * One `--port` moves everything: the portal to it, the API and the sandbox to the next two, so that whichever
 * port is taken there is one thing to say.
 */
export function resolveOptions(
  flags: PortFlags,
  env: NodeJS.ProcessEnv = process.env,
): PlatformOptions {
  const production = flags.production ?? false;
  const port = parsePort(flags.port, '--port');
  const apiPort = parsePort(flags.apiPort, '--api-port');
  const sandboxPort = parsePort(flags.sandboxPort, '--sandbox-port');

  if (production && apiPort !== undefined) {
    throw new UsageError(
      'With --production the app and the API share one port; use --port.',
    );
  }
  const ports: Ports = { ...DEFAULT_PORTS };
  if (production) {
    ports.api =
      port ??
      parsePort(env.INFRA_AI_PORT, 'INFRA_AI_PORT') ??
      DEFAULT_PORTS.api;
    ports.app = ports.api;
    ports.sandbox = port ? port + 1 : DEFAULT_PORTS.sandbox;
  } else {
    ports.app =
      port ??
      parsePort(env.INFRA_AI_APP_PORT, 'INFRA_AI_APP_PORT') ??
      DEFAULT_PORTS.app;
    ports.api =
      apiPort ??
      (port ? port + 1 : parsePort(env.INFRA_AI_PORT, 'INFRA_AI_PORT')) ??
      DEFAULT_PORTS.api;
    ports.sandbox = port ? port + 2 : DEFAULT_PORTS.sandbox;
  }
  ports.sandbox =
    sandboxPort ??
    (port
      ? ports.sandbox
      : parsePort(env.INFRA_AI_SANDBOX_PORT, 'INFRA_AI_SANDBOX_PORT')) ??
    ports.sandbox;

  const sandbox = !env.GITHUB_TOKEN;
  const used = [
    ports.api,
    ...(production ? [] : [ports.app]),
    ...(sandbox ? [ports.sandbox] : []),
  ];
  if (
    new Set(used).size !== used.length ||
    used.some(number => number > 65535)
  ) {
    throw new UsageError(
      `The portal, the API and the sandbox need different ports up to 65535, not ${used.join(
        ', ',
      )}.`,
    );
  }
  return {
    mode: production ? 'production' : 'development',
    ports,
    sandbox,
    database: readDatabaseServer(env),
  };
}

function parsePort(
  value: string | undefined,
  name: string,
): number | undefined {
  if (value === undefined || value === '') {
    return undefined;
  }
  const port = Number(value);
  if (!/^\d+$/.test(value) || port < 1 || port > 65535) {
    throw new UsageError(
      `${name} takes a port from 1 to 65535, not '${value}'.`,
    );
  }
  return port;
}

/** The database server that the environment names, if it does. */
export function readDatabaseServer(
  env: NodeJS.ProcessEnv,
): DatabaseServer | undefined {
  if (env.POSTGRES_HOST) {
    return {
      host: env.POSTGRES_HOST,
      port: Number(env.POSTGRES_PORT || 5432),
      user: env.POSTGRES_USER || 'postgres',
      password: env.POSTGRES_PASSWORD ?? '',
    };
  }
  if (!env.DATABASE_URL) {
    return undefined;
  }
  let url: URL;
  try {
    url = new URL(env.DATABASE_URL);
  } catch {
    // The value is not repeated: it holds a password.
    throw new CommandError(
      'DATABASE_URL is not a URL; it should look like postgres://user:password@host:5432.',
    );
  }
  if (!['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new CommandError(
      `DATABASE_URL must begin with postgres:// (the platform needs PostgreSQL), not ${url.protocol}//.`,
    );
  }
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username) || 'postgres',
    password: decodeURIComponent(url.password),
  };
}
