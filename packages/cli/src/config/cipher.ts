import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DIGEST_BYTES = 32;

/** A key of 32 bytes, with the keys that are made from it and a name that tells it from others. */
export interface ConfigKey {
  /** Says which key it is and nothing about it: 16 hexadecimal digits. */
  id: string;
  encryption: Buffer;
  fingerprint: Buffer;
}

/** What is authenticated with the content, so that no column of a row can be changed, or exchanged with another's. */
export interface SealedFor {
  path: string;
  version: number;
  mode: number;
  author: string;
  host: string;
  label?: string;
  createdAt: Date;
}

/** Ciphertext as it is stored: nonce, authentication tag, encrypted SHA-256 and content. */
export type Sealed = Buffer;

export function toConfigKey(master: Buffer): ConfigKey {
  const derive = (purpose: string) =>
    Buffer.from(
      hkdfSync('sha256', master, '', `infra-ai config ${purpose}`, 32),
    );
  return {
    id: derive('id').toString('hex').slice(0, 16),
    encryption: derive('encryption'),
    fingerprint: derive('fingerprint'),
  };
}

export function sha256(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}

/**
 * Tells equal contents without saying what they are: a plain SHA-256 in the database would let anyone who reads it try out
 * guesses.
 */
export function fingerprintOf(key: ConfigKey, content: Uint8Array): Buffer {
  return createHmac('sha256', key.fingerprint).update(content).digest();
}

export function seal(
  key: ConfigKey,
  content: Uint8Array,
  purpose: SealedFor,
): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.encryption, nonce);
  cipher.setAAD(additionalData(purpose));
  const encrypted = [
    cipher.update(sha256(content)),
    cipher.update(content),
    cipher.final(),
  ];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...encrypted]);
}

/** The content, or undefined when the key is another or any bit was changed. */
export function unseal(
  key: ConfigKey,
  sealed: Sealed,
  purpose: SealedFor,
): Buffer | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES + DIGEST_BYTES) {
    return undefined;
  }
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key.encryption, nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(additionalData(purpose));
  decipher.setAuthTag(tag);
  let plain: Buffer;
  try {
    plain = Buffer.concat([
      decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
  } catch {
    return undefined;
  }
  const content = plain.subarray(DIGEST_BYTES);
  return timingSafeEqual(plain.subarray(0, DIGEST_BYTES), sha256(content))
    ? content
    : undefined;
}

function additionalData(row: SealedFor): Buffer {
  const { path, version, mode, author, host, label, createdAt } = row;
  return Buffer.from(
    JSON.stringify([
      'infra-ai config 1',
      path,
      version,
      mode,
      author,
      host,
      label ?? null,
      createdAt.toISOString(),
    ]),
  );
}
