import { randomBytes } from 'node:crypto';
import { link, mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readFileIfExists, writeFileAtomic } from '../lib/atomicFile';
import { CommandError, codeOf } from '../lib/errors';
import { ConfigKey, toConfigKey } from './cipher';

/** Environment variable that holds the key. */
export const KEY_VARIABLE = 'INFRA_AI_CONFIG_KEY';

/** Where a key comes from. */
export interface FoundKey {
  key: ConfigKey;
  /** Made just now: the person has to keep a copy. */
  isNew: boolean;
  source: 'environment' | 'file';
}

/**
 * The key from the environment, else from the key file, else a new one in the key file when `create` is set.
 *
 * @throws CommandError when there is none, or it is no key, or others may read the file
 */
export async function findKey(options: {
  keyFile: string;
  env: NodeJS.ProcessEnv;
  create: boolean;
}): Promise<FoundKey> {
  const { keyFile, env, create } = options;
  if (env[KEY_VARIABLE]) {
    return {
      key: toConfigKey(parseKey(env[KEY_VARIABLE], KEY_VARIABLE)),
      isNew: false,
      source: 'environment',
    };
  }
  const stored = await readKeyFile(keyFile);
  if (stored) {
    return { key: stored, isNew: false, source: 'file' };
  }
  if (!create) {
    throw new CommandError(
      `There is no key: neither ${KEY_VARIABLE} nor ${keyFile}. Bring the copy of the key back that was kept; without it the database's versions cannot be read.`,
    );
  }
  const isNew = await makeKeyFile(keyFile, newKeyText());
  return { key: (await readKeyFile(keyFile))!, isNew, source: 'file' };
}

/** Text of a new key: 32 random bytes in hexadecimal. */
export function newKeyText(): string {
  return randomBytes(32).toString('hex');
}

/** @throws CommandError when the file holds no key, or others may read it */
export async function readKeyFile(
  path: string,
): Promise<ConfigKey | undefined> {
  const text = await readFileIfExists(path);
  if (text === undefined) {
    return undefined;
  }
  const { mode } = await stat(path);
  if (mode % 0o100 !== 0) {
    throw new CommandError(
      `${path} can be read by others (mode ${(mode % 0o1000).toString(
        8,
      )}). Run: chmod 600 ${path}`,
    );
  }
  return toConfigKey(parseKey(text, path));
}

/** @throws CommandError that names where the text stands, never the text */
export function parseKey(text: string, where: string): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) {
    return Buffer.from(trimmed, 'hex');
  }
  const bytes = Buffer.from(trimmed, 'base64');
  if (bytes.length === 32 && /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) {
    return bytes;
  }
  throw new CommandError(
    `${where} holds no key. A key is 32 random bytes, as 64 hexadecimal digits or in base 64; make one with: openssl rand -hex 32`,
  );
}

/** Makes the file unless another process was faster; never replaces one. @returns whether it was made here */
async function makeKeyFile(path: string, text: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  const own = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFileAtomic(own, `${text}\n`, 0o600);
  try {
    // Unlike a rename, a link fails when the name is taken.
    await link(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}
