import { randomBytes } from 'node:crypto';
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import { finishInterruptedRestore } from '../backup/swap';
import { CommandError } from '../lib/errors';
import { Checkout } from './checkout';

/** Raise when an older version of this tool could not use what the newer one wrote. */
export const DATA_VERSION = 1;

/**
 * Makes the data directory, or checks that this version may use the one that is there. Never deletes anything.
 */
export async function prepareDataDirectory(checkout: Checkout): Promise<void> {
  const { dataDirectory, logDirectory, runDirectory } = checkout;
  try {
    // Others need to enter for the sake of PostgreSQL's account when we are root; what is secret has its own mode.
    await mkdir(dataDirectory, { recursive: true, mode: 0o755 });
    await access(
      dataDirectory,
      constants.R_OK | constants.W_OK | constants.X_OK,
    );
  } catch {
    throw new CommandError(
      `The data directory ${dataDirectory} cannot be written by this user. Run as its owner, or point INFRA_AI_DATA_DIR elsewhere.`,
    );
  }
  await checkDataVersion(checkout);
  await mkdir(logDirectory, { recursive: true, mode: 0o700 });
  await mkdir(runDirectory, { recursive: true, mode: 0o700 });
  await finishInterruptedRestore(checkout);
}

async function checkDataVersion({ dataDirectory }: Checkout): Promise<void> {
  const file = join(dataDirectory, 'version');
  const found = (await readFileIfExists(file))?.trim();
  if (found === undefined) {
    await writeFileAtomic(file, `${DATA_VERSION}\n`);
    return;
  }
  if (!/^\d+$/.test(found)) {
    throw new CommandError(
      `${file} holds '${found.slice(
        0,
        20,
      )}' where a number belongs, so it is not known who wrote ${dataDirectory}. Nothing was changed; move the directory aside to begin anew.`,
    );
  }
  if (Number(found) > DATA_VERSION) {
    throw new CommandError(
      `The data in ${dataDirectory} was written by a newer version of the platform (data version ${found}, this one knows ${DATA_VERSION}). Nothing was changed; run the newer version, or move the directory aside to begin anew.`,
    );
  }
  if (Number(found) < DATA_VERSION) {
    await writeFileAtomic(file, `${DATA_VERSION}\n`);
  }
}

/** Secrets that the platform makes for itself, once. */
export interface GeneratedSecrets {
  postgresPassword: string;
  /** Signs what the back end's plugins say to each other. */
  backendSecret: string;
  /** Signs the sandbox's webhooks. */
  webhookSecret: string;
}

/** Reads `secrets.json` (mode 0600), making what is missing in it. Call it under the start lock. */
export async function readSecrets(
  checkout: Checkout,
): Promise<GeneratedSecrets> {
  const file = join(checkout.dataDirectory, 'secrets.json');
  const stored: Partial<GeneratedSecrets> = JSON.parse(
    (await readFileIfExists(file)) ?? '{}',
  );
  const secrets: GeneratedSecrets = {
    postgresPassword:
      stored.postgresPassword ?? randomBytes(24).toString('hex'),
    backendSecret: stored.backendSecret ?? randomBytes(32).toString('base64'),
    webhookSecret: stored.webhookSecret ?? randomBytes(24).toString('hex'),
  };
  if (Object.keys(secrets).some(key => !(key in stored))) {
    await writeFileAtomic(file, `${JSON.stringify(secrets, null, 2)}\n`, 0o600);
  }
  return secrets;
}
