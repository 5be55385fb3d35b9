import { z } from 'zod';

/** Raise when an older version of this tool could not read what the newer one writes. */
export const FORMAT_VERSION = 1;

/** The last entry of every archive: one that lacks it is not complete. */
export const MANIFEST = 'manifest.json';

/** More than any manifest needs: 64 MB name about 400,000 files. */
export const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
export const MAX_ENTRIES = 400_000;

/** What an archive may hold at its top. */
const TOP = ['postgres', 'databases', 'github', 'secrets.json', 'config.key'];

/**
 * Whether a path is one that we write ourselves: relative, without detours, below a known top. Everything else in an
 * archive is refused.
 */
export function isSafePath(path: string): boolean {
  const segments = path.split('/');
  return (
    path.length <= 1_024 &&
    // eslint-disable-next-line no-control-regex
    !/[\\\x00-\x1f\x7f]/.test(path) &&
    segments.every(part => part !== '' && part !== '.' && part !== '..') &&
    TOP.includes(segments[0])
  );
}

const pathSchema = z.string().refine(isSafePath, 'is no path of a backup');

const entrySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('directory'), path: pathSchema }),
  z.strictObject({
    type: z.literal('file'),
    path: pathSchema,
    size: z.number().int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
]);

/** An entry of an archive. */
export type ManifestEntry = z.output<typeof entrySchema>;

const databaseName = z.string().min(1).max(63);

/** Lenient on fields that a later minor version adds, strict on what is relied on. */
export const manifestSchema = z.object({
  format: z.literal('infra-ai-backup'),
  formatVersion: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  platformVersion: z.string(),
  /** Of the layout of the data directory. */
  dataVersion: z.number().int(),
  database: z.discriminatedUnion('kind', [
    /** The files of the embedded server, with the WAL that makes them consistent. */
    z.object({
      kind: z.literal('cluster'),
      postgresMajor: z.string(),
      databases: z.array(databaseName),
    }),
    /** A dump of each database of a server of the user's own. */
    z.object({
      kind: z.literal('dumps'),
      postgresMajor: z.string(),
      databases: z.array(databaseName),
    }),
  ]),
  /** Repositories of the sandbox; absent when there is no sandbox. */
  repositories: z.number().int().optional(),
  includesKey: z.boolean(),
  /** Folders of which only a part was copied because they were removed meanwhile; not restored. */
  discarded: z.array(pathSchema),
  entries: z.array(entrySchema).max(MAX_ENTRIES),
});

/** The content of `manifest.json`. */
export type Manifest = z.output<typeof manifestSchema>;

/** Where the dump of a database is: names of databases may hold characters that paths do not. */
export function dumpPath(index: number): string {
  return `databases/${index}.dump`;
}
