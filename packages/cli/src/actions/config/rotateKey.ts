import { rm } from 'node:fs/promises';
import pc from 'picocolors';
import type { RotateFlags } from '../../commands/config';
import {
  ConfigKey,
  fingerprintOf,
  seal,
  toConfigKey,
} from '../../config/cipher';
import type { ConfigStore } from '../../config/ConfigStore';
import { ConfigVault } from '../../config/ConfigVault';
import {
  findKey,
  KEY_VARIABLE,
  newKeyText,
  parseKey,
  readKeyFile,
} from '../../config/key';
import { readFileIfExists, writeFileAtomic } from '../../lib/atomicFile';
import { confirm } from '../../lib/confirm';
import { CommandError } from '../../lib/errors';
import { keyFileOf, withStore } from './context';
import { print } from './print';

/** Environment variable that holds the next key, where the present one comes from the environment. */
const NEXT_KEY_VARIABLE = 'INFRA_AI_CONFIG_NEW_KEY';

/**
 * The `config rotate-key` command. The next key is on disk before the database changes, all of which changes in one
 * transaction; a run that was interrupted in between is finished by the next.
 */
export async function rotateKey(flags: RotateFlags): Promise<void> {
  const result = await withStore(async (store, { checkout }) => {
    const keyFile = keyFileOf(checkout);
    const nextFile = `${keyFile}.next`;
    const fromEnvironment = Boolean(process.env[KEY_VARIABLE]);
    const { key } = await findKey({ keyFile, env: process.env, create: false });
    const finished =
      !fromEnvironment && (await finishEarlier(store, keyFile, nextFile));
    if (finished) {
      return { ...finished, versions: 0, finished: true };
    }
    const versions = (await store.list()).length;
    if (flags.dryRun) {
      return { keyId: key.id, versions, finished: false };
    }
    await confirm(`Encrypt ${versions} versions with a new key?`, flags);
    const text = fromEnvironment ? nextKeyText() : newKeyText();
    const next = toConfigKey(parseKey(text, NEXT_KEY_VARIABLE));
    if (!fromEnvironment) {
      await writeFileAtomic(nextFile, `${text}\n`, 0o600);
    }
    await store.exclusively(() => resealAll(store, key, next));
    if (!fromEnvironment) {
      await writeFileAtomic(keyFile, `${text}\n`, 0o600);
      await rm(nextFile, { force: true });
    }
    return { keyId: next.id, versions, finished: false };
  });
  print(flags, result, () => describe(result, flags));
}

function nextKeyText(): string {
  const text = process.env[NEXT_KEY_VARIABLE];
  if (!text) {
    throw new CommandError(
      `The key comes from ${KEY_VARIABLE}, so the new one has to come from you: set ${NEXT_KEY_VARIABLE} (openssl rand -hex 32), run this again, then move it to ${KEY_VARIABLE}.`,
    );
  }
  return text;
}

/** Takes up what an interrupted rotation left: the database tells which of the two keys it was written with. */
async function finishEarlier(
  store: ConfigStore,
  keyFile: string,
  nextFile: string,
): Promise<{ keyId: string } | undefined> {
  const next = await readKeyFile(nextFile);
  if (!next) {
    return undefined;
  }
  const [latest] = await store.listLatest();
  if (latest?.keyId !== next.id) {
    return undefined;
  }
  await writeFileAtomic(keyFile, (await readFileIfExists(nextFile))!, 0o600);
  await rm(nextFile, { force: true });
  return { keyId: next.id };
}

async function resealAll(
  store: ConfigStore,
  from: ConfigKey,
  to: ConfigKey,
): Promise<void> {
  const vault = new ConfigVault(store, from);
  for await (const stored of store.each()) {
    const { content } = vault.open(stored);
    await store.reseal({
      path: stored.path,
      version: stored.version,
      keyId: to.id,
      fingerprint: fingerprintOf(to, content),
      sealed: seal(to, content, stored),
    });
  }
}

function describe(
  result: { keyId: string; versions: number; finished: boolean },
  flags: RotateFlags,
): string {
  if (flags.dryRun) {
    return `${result.versions} versions would be encrypted with a new key; the present one is ${result.keyId}.`;
  }
  const done = result.finished
    ? 'A rotation that was interrupted is finished'
    : `${result.versions} versions are encrypted with a new key`;
  return `${done}: ${result.keyId}. ${pc.yellow(
    'Keep a copy of it in a safe place, and the old one as long as you keep old archives.',
  )}`;
}
