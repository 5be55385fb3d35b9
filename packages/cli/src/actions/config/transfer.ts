import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ExportFlags, ImportFlags } from '../../commands/config';
import type { StoredVersion } from '../../config/ConfigStore';
import { writeFileAtomic } from '../../lib/atomicFile';
import { CommandError, codeOf } from '../../lib/errors';
import { withStore } from './context';
import { print } from './print';

const FORMAT = 'infra-ai-config/1';

const base64 = z.base64().transform(text => Buffer.from(text, 'base64'));

const exportSchema = z.strictObject({
  format: z.literal(FORMAT),
  versions: z.array(
    z.strictObject({
      path: z
        .string()
        .min(1)
        .refine(
          path => !path.startsWith('/') && !path.split('/').includes('..'),
          'leads out of the checkout',
        ),
      version: z.number().int().min(1),
      keyId: z.string(),
      fingerprint: base64,
      sealed: base64,
      size: z.number().int().min(0),
      mode: z.number().int().min(0).max(0o777),
      author: z.string(),
      host: z.string(),
      label: z.string().optional(),
      createdAt: z.iso.datetime().transform(text => new Date(text)),
    }),
  ),
});

/** The `config export` command: all versions as they are, encrypted, in one file. */
export async function exportConfig(
  file: string,
  flags: ExportFlags,
): Promise<void> {
  const versions = await withStore(async store => {
    const all: unknown[] = [];
    for await (const stored of store.each()) {
      all.push({
        ...stored,
        fingerprint: stored.fingerprint.toString('base64'),
        sealed: stored.sealed.toString('base64'),
        createdAt: stored.createdAt.toISOString(),
      });
    }
    return all;
  });
  if (!flags.dryRun) {
    await writeFileAtomic(
      file,
      `${JSON.stringify({ format: FORMAT, versions }, null, 1)}\n`,
      0o600,
    );
  }
  print(flags, { file, versions: versions.length }, () =>
    flags.dryRun
      ? `${versions.length} versions would be written to ${file}.`
      : `${versions.length} versions are in ${file}, encrypted. The key is not in it.`,
  );
}

/** The `config import` command: adds the versions that are missing; what is there already has to be the same. */
export async function importConfig(
  file: string,
  flags: ImportFlags,
): Promise<void> {
  const versions = await readExport(file);
  const result = await withStore(store =>
    store.exclusively(async () => {
      const missing: StoredVersion[] = [];
      for (const version of versions) {
        const present = await store.get(version.path, {
          version: version.version,
        });
        if (!present) {
          missing.push(version);
        } else if (!isSame(present, version)) {
          throw new CommandError(
            `Version ${version.version} of ${version.path} is another in the database than in ${file}. Nothing was imported; import into an empty database.`,
          );
        }
      }
      if (!flags.dryRun) {
        for (const version of missing) {
          await store.insert(version);
        }
      }
      return {
        imported: missing.length,
        present: versions.length - missing.length,
      };
    }),
  );
  print(
    flags,
    result,
    () =>
      `${result.imported} versions ${
        flags.dryRun ? 'would be imported' : 'were imported'
      }, ${result.present} were there already.`,
  );
}

/** Two encryptions of one content differ, so what the key made of it is compared as well. */
function isSame(a: StoredVersion, b: StoredVersion): boolean {
  return a.sealed.equals(b.sealed) || a.fingerprint.equals(b.fingerprint);
}

async function readExport(file: string): Promise<StoredVersion[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${codeOf(error)}.`);
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new CommandError(`${file} was not written by config export.`);
  }
  const result = exportSchema.safeParse(data);
  if (!result.success) {
    throw new CommandError(
      `${file} was not written by config export: ${z.prettifyError(
        result.error,
      )}`,
    );
  }
  return result.data.versions;
}
