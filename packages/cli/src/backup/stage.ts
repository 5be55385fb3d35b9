import { mkdir, open, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { Client } from 'pg';
import { CommandError } from '../lib/errors';
import type { Checkout } from '../platform/checkout';
import { withDatabaseServer } from '../platform/database';
import { choosePostgresAccount } from '../services/postgres/account';
import type { Manifest } from './format';
import { readArchive } from './readArchive';

/**
 * Unpacks a verified archive into a new directory, comparing checksums once more: the file may have changed since.
 *
 * @param stage - must not exist
 */
export async function unpack(
  file: string,
  manifest: Manifest,
  stage: string,
  onProgress: (bytes: number) => void,
): Promise<void> {
  await mkdir(stage, { mode: 0o755 });
  const entries = new Map(manifest.entries.map(entry => [entry.path, entry]));
  let bytes = 0;
  await readArchive(file, async ({ path, type }, content) => {
    const entry = entries.get(path);
    if (!entry || entry.type !== type || isDiscarded(path, manifest)) {
      // The manifest itself, or the rest of a repository that was removed while it was copied.
      for await (const _ of content);
      return;
    }
    const target = join(stage, path);
    if (entry.type === 'directory') {
      await mkdir(target, { recursive: true, mode: 0o700 });
      return;
    }
    entries.delete(path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    // Fails when there is anything of that name.
    const output = await open(target, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      for await (const chunk of content) {
        hash.update(chunk);
        await output.writeFile(chunk);
        bytes += chunk.length;
        onProgress(bytes);
      }
      if (hash.digest('hex') !== entry.sha256) {
        throw new CommandError('it has changed while it was read');
      }
    } finally {
      await output.close();
    }
  });
  const missing = [...entries.values()].find(
    ({ type, path }) => type === 'file' && !isDiscarded(path, manifest),
  );
  if (missing) {
    throw new CommandError(
      `${file} has changed while it was read. Nothing was changed.`,
    );
  }
}

function isDiscarded(path: string, { discarded }: Manifest): boolean {
  return discarded.some(
    folder => path === folder || path.startsWith(`${folder}/`),
  );
}

/**
 * Serves an unpacked cluster once: PostgreSQL brings it to the moment of the backup, and it is known to start, with the
 * password of the archive, before it takes the place of anything.
 *
 * @param staged - the checkout, with the stage as its data directory
 */
export async function recoverCluster(
  staged: Checkout,
  manifest: Manifest,
): Promise<void> {
  const path = join(staged.dataDirectory, 'postgres');
  const account = await choosePostgresAccount(path);
  if (account) {
    await execa('chown', ['-R', '-h', `${account.uid}:${account.gid}`, path]);
  }
  const databases = await withDatabaseServer(staged, async server => {
    const client = new Client({ ...server, database: 'postgres' });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query<{ datname: string }>(
        'SELECT datname::text FROM pg_database',
      );
      return new Set(rows.map(({ datname }) => datname));
    } finally {
      await client.end();
    }
  });
  const missing = manifest.database.databases.filter(
    name => !databases.has(name),
  );
  if (missing.length > 0) {
    throw new CommandError(
      `The archive's database lacks ${missing.join(
        ', ',
      )}. Nothing was changed; take another backup.`,
    );
  }
  // Where only root may enter, the cluster was put elsewhere, and this is the copy that it was made from.
  await rm(`${path}.moved`, { recursive: true, force: true });
}

/** Makes everything below a directory outlast a power cut. */
export async function syncAll(directory: string): Promise<void> {
  await execa('sync', process.platform === 'linux' ? ['-f', directory] : []);
}
