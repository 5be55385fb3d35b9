import { join } from 'node:path';
import { readFileIfExists } from '../lib/atomicFile';
import { isSecret, variables } from '../env/variables';
import { readAppConfig } from '../platform/appConfig';
import { Checkout } from '../platform/checkout';
import {
  DatabaseServer,
  readDatabaseServer,
  resolveOptions,
} from '../platform/options';
import { isSupervised, PlatformState, readState } from '../platform/state';
import { Masker, secretsOf } from './Masker';
import { DiagnoseContext } from './Report';

/** What is there to look at; starts and changes nothing. */
export async function createDiagnoseContext(
  checkout: Checkout,
  env: NodeJS.ProcessEnv,
): Promise<DiagnoseContext> {
  const state = await readState(checkout);
  const isRunning = isSupervised(state);
  const config = readAppConfig(checkout, env);
  // Whoever needs it is told; nobody may be waiting yet.
  config.catch(() => undefined);
  return {
    checkout,
    env,
    state,
    isRunning,
    options: isRunning ? state.options : resolveOptions({}, env),
    config,
    database: await findDatabase(checkout, state, env),
    now: Date.now(),
  };
}

async function findDatabase(
  checkout: Checkout,
  state: PlatformState | undefined,
  env: NodeJS.ProcessEnv,
): Promise<DatabaseServer | undefined> {
  const postgres = isSupervised(state)
    ? state.services.find(({ name }) => name === 'postgres')
    : undefined;
  if (!postgres) {
    return readDatabaseServer(env);
  }
  const { postgresPassword = '' } = await readGeneratedSecrets(checkout);
  return {
    host: '127.0.0.1',
    port: postgres.port,
    user: 'postgres',
    password: postgresPassword,
  };
}

/** Without making any, as `readSecrets` would. */
async function readGeneratedSecrets({
  dataDirectory,
}: Checkout): Promise<Record<string, string | undefined>> {
  try {
    return JSON.parse(
      (await readFileIfExists(join(dataDirectory, 'secrets.json'))) ?? '{}',
    );
  } catch {
    return {};
  }
}

/** Knows every secret that the platform has: of the environment, of its own, of the configuration. */
export async function createMasker(context: DiagnoseContext): Promise<Masker> {
  const { checkout, env, database, config } = context;
  const masker = new Masker();
  masker.add(
    ...variables
      .filter(({ name }) => isSecret(name))
      .map(({ name }) => env[name]),
    ...['INFRA_AI_WEBHOOK_SECRET', 'INFRA_AI_CONFIG_NEW_KEY'].map(
      name => env[name],
    ),
    ...Object.values(await readGeneratedSecrets(checkout)),
    await readFileIfExists(join(checkout.dataDirectory, 'config.key')).catch(
      () => undefined,
    ),
  );
  masker.add(database?.password);
  const data = await config.then(
    read => read.get(),
    () => undefined,
  );
  masker.add(...secretsOf(data));
  return masker;
}
