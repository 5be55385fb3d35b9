import type { ListFlags } from '../../commands/config';
import { findPaths } from '../../config/files';
import { formatTable } from '../../lib/table';
import { withStore } from './context';
import { print } from './print';

/** The `config list` command. Needs no key. */
export async function list(flags: ListFlags): Promise<void> {
  const result = await withStore(async (store, context) => {
    const [path] = flags.file
      ? await findPaths(context.checkout.root, context.settings, flags.file)
      : [undefined];
    const versions = await store.list(path);
    const paths = [...new Set(['.env', ...versions.map(v => v.path)])];
    const files = await Promise.all(
      (path ? [path] : paths).map(name => context.backups.list(name)),
    );
    return { versions, files: files.flat() };
  });
  print(
    flags,
    {
      versions: result.versions.map(version => ({
        ...version,
        fingerprint: version.fingerprint.toString('hex'),
      })),
      fileBackups: result.files,
    },
    () =>
      [
        result.versions.length === 0
          ? 'The database holds no configuration yet.'
          : formatTable(
              ['FILE', 'VERSION', 'TIME', 'BYTES', 'MODE', 'AUTHOR', 'LABEL'],
              result.versions.map(version => ({
                cells: [
                  version.path,
                  String(version.version),
                  version.createdAt.toISOString().slice(0, 19),
                  String(version.size),
                  version.mode.toString(8),
                  `${version.author}@${version.host}`,
                  version.label ?? '',
                ],
              })),
            ),
        ...(result.files.length > 0
          ? ['', 'Copies in files:', ...result.files.map(file => `  ${file}`)]
          : []),
      ].join('\n'),
  );
}
