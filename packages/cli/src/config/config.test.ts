import {
  chmod,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Client } from 'pg';
import { seal, SealedFor, toConfigKey, unseal } from './cipher';
import { ConfigStore } from './ConfigStore';
import { ConfigVault } from './ConfigVault';
import { readConfigFile, writeConfigFile } from './files';
import { findKey, readKeyFile } from './key';
import { readDatabaseServer } from '../platform/options';

jest.setTimeout(300_000);

const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING!;
const server = readDatabaseServer({ DATABASE_URL: url })!;
const key = toConfigKey(randomBytes(32));

async function query(sql: string, database = 'postgres') {
  const client = new Client({ ...server, database });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

describe('the vault', () => {
  const database = `config_test_${randomBytes(6).toString('hex')}`;
  let directory: string;
  let store: ConfigStore;
  let vault: ConfigVault;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai-config-'));
    store = await ConfigStore.open(server, database);
    vault = new ConfigVault(store, key);
  });
  afterAll(async () => {
    await store?.close();
    await query(`DROP DATABASE IF EXISTS "${database}"`);
    await rm(directory, { recursive: true, force: true });
  });

  it('gives back 10,000 files byte for byte, with their modes', async () => {
    const line = fc.oneof(
      fc.stringMatching(/^[A-Z_]{1,12}=[ -~]{0,30}$/),
      fc.constant('# comment'),
      fc.constant('A="several\nlines"'),
      fc.constant("A='quoted'"),
      fc.constant(''),
    );
    const text = fc
      .tuple(
        fc.constantFrom('', '\ufeff'),
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
      )
      .map(([bom, lines, end, isEnded]) =>
        Buffer.from(bom + lines.join(end) + (isEnded ? end : '')),
      );
    const content = fc.oneof(
      { weight: 6, arbitrary: text },
      {
        weight: 3,
        arbitrary: fc
          .uint8Array({ maxLength: 300 })
          .map(bytes => Buffer.from(bytes)),
      },
    );
    const mode = fc.constantFrom(0o600, 0o640, 0o644);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(content, mode, async (bytes, bits) => {
        const path = `.env.${run++}`;
        await writeFile(join(directory, path), bytes);
        await chmod(join(directory, path), bits);
        const file = (await readConfigFile(directory, path))!;
        await vault.add(file);
        await rm(join(directory, path));
        const { content: kept, mode: keptMode } = await vault.read(path);
        await writeConfigFile(directory, {
          path,
          content: kept,
          mode: keptMode,
        });
        const restored = await readFile(join(directory, path));
        const { mode: restoredMode } = await stat(join(directory, path));
        await rm(join(directory, path));
        expect(restored.equals(bytes)).toBe(true);
        expect(restoredMode % 0o1000).toBe(bits);
      }),
      { numRuns: Number(process.env.INFRA_AI_CONFIG_RUNS ?? 10_000) },
    );
  });

  it('keeps a file of 1 MB and an empty one', async () => {
    for (const bytes of [randomBytes(1024 * 1024), Buffer.alloc(0)]) {
      const path = `.env.size-${bytes.length}`;
      await vault.add({ path, content: bytes, mode: 0o600 });
      expect((await vault.read(path)).content.equals(bytes)).toBe(true);
    }
  });

  it('holds no plain text', async () => {
    const secret = `hunter2-${randomBytes(8).toString('hex')}`;
    const path = '.env.secret';
    await vault.add({
      path,
      content: Buffer.from(`PASSWORD=${secret}\n`),
      mode: 0o600,
    });
    const { rows } = await query(
      `SELECT config_versions::text AS row, encode(sealed, 'escape') AS sealed FROM config_versions WHERE path = '${path}'`,
      database,
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).toContain(path);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(
      Buffer.from(secret).toString('hex'),
    );
    expect(JSON.stringify(rows)).not.toContain('PASSWORD');
  });

  it.each([
    ['path', `path = '.env.moved'`],
    ['version', 'version = 7'],
    ['mode', 'mode = 511'],
    ['author', `author = 'mallory'`],
    ['host', `host = 'elsewhere'`],
    ['label', `label = 'other'`],
    ['time', `created_at = created_at + interval '1 ms'`],
    ['size', 'size = size + 1'],
    ['fingerprint', `fingerprint = decode(repeat('00', 32), 'hex')`],
  ])('refuses a version whose %s was changed', async (name, change) => {
    const path = `.env.tampered-${name}`;
    await vault.add({ path, content: Buffer.from('A=1\n'), mode: 0o600 }, 'x');
    await query(
      `UPDATE config_versions SET ${change} WHERE path = '${path}'`,
      database,
    );
    await expect(
      vault.read(name === 'path' ? '.env.moved' : path),
    ).rejects.toThrow(/was changed in the database/);
    await query(
      `DELETE FROM config_versions WHERE path IN ('${path}', '.env.moved')`,
      database,
    );
  });

  it('refuses another key, and adds nothing with it', async () => {
    const path = '.env.key';
    await vault.add({ path, content: Buffer.from('A=1\n'), mode: 0o600 });
    const other = new ConfigVault(store, toConfigKey(randomBytes(32)));
    await expect(other.read(path)).rejects.toThrow(/encrypted with the key/);
    await expect(
      other.add({ path, content: Buffer.from('A=2\n'), mode: 0o600 }),
    ).rejects.toThrow(/encrypted with the key/);
    expect(await store.list(path)).toHaveLength(1);
  });

  it('gives the version of a time', async () => {
    const path = '.env.time';
    await vault.add({ path, content: Buffer.from('A=1\n'), mode: 0o600 });
    const between = new Date();
    await new Promise(resolve => setTimeout(resolve, 5));
    await vault.add({ path, content: Buffer.from('A=2\n'), mode: 0o600 });
    expect((await vault.read(path, { at: between })).version).toBe(1);
    await expect(vault.read(path, { at: new Date(0) })).rejects.toThrow(
      /no version from before 1970/,
    );
  });
});

describe('the cipher', () => {
  const row: SealedFor = {
    path: '.env',
    version: 1,
    mode: 0o600,
    author: 'a',
    host: 'h',
    createdAt: new Date(0),
  };

  it('detects every single bit that changes', () => {
    const sealed = seal(key, Buffer.from('API_KEY=abc123\nB=2\n'), row);
    expect(unseal(key, sealed, row)?.toString()).toBe('API_KEY=abc123\nB=2\n');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Buffer.from(sealed);
      // eslint-disable-next-line no-bitwise
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(unseal(key, flipped, row)).toBeUndefined();
    }
  });

  it('refuses what was cut off', () => {
    const sealed = seal(key, Buffer.from('A=1'), row);
    for (let length = 0; length < sealed.length; length++) {
      expect(unseal(key, sealed.subarray(0, length), row)).toBeUndefined();
    }
  });
});

describe('the key', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai-key-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));
  const find = (create: boolean, env: NodeJS.ProcessEnv = {}) =>
    findKey({ keyFile: join(directory, 'config.key'), env, create });

  it('is made once, for its owner alone, also by 20 at a time', async () => {
    const found = await Promise.all(
      Array.from({ length: 20 }, () => find(true)),
    );
    expect(new Set(found.map(({ key: { id } }) => id)).size).toBe(1);
    expect(found.filter(({ isNew }) => isNew)).toHaveLength(1);
    const { mode } = await stat(join(directory, 'config.key'));
    expect(mode % 0o1000).toBe(0o600);
  });

  it('is not made where it should be there', async () => {
    await expect(find(false)).rejects.toThrow(/There is no key/);
  });

  it('comes from the environment before the file', async () => {
    const text = randomBytes(32).toString('base64');
    const found = await find(true, { INFRA_AI_CONFIG_KEY: text });
    expect(found).toMatchObject({ isNew: false, source: 'environment' });
    await expect(readKeyFile(join(directory, 'config.key'))).resolves.toBe(
      undefined,
    );
  });

  it.each(['', 'short', 'x'.repeat(64), 'ab'.repeat(31)])(
    'is not %j',
    async text => {
      await writeFile(join(directory, 'config.key'), text, { mode: 0o600 });
      await expect(find(true)).rejects.toThrow(/holds no key/);
    },
  );

  it('is refused when others can read it', async () => {
    await find(true);
    await chmod(join(directory, 'config.key'), 0o644);
    await expect(find(true)).rejects.toThrow(
      /can be read by others.*chmod 600/,
    );
  });
});
