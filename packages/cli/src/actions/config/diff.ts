import type { DiffFlags } from '../../commands/config';
import { findPaths, readConfigFile } from '../../config/files';
import { withVault } from './context';
import { compareFiles, formatDifference } from './describe';
import { print } from './print';

/** The `config diff` command: what differs from the database to the files, with the values masked. */
export async function diff(flags: DiffFlags): Promise<void> {
  const results = await withVault({ createKey: false }, async context => {
    const { checkout, settings, vault } = context;
    const local = await findPaths(checkout.root, settings, flags.file);
    const stored = new Map(
      (await vault.store.listLatest()).map(info => [info.path, info]),
    );
    const paths = flags.file
      ? local
      : [...new Set([...local, ...stored.keys()])].sort();
    return Promise.all(
      paths.map(async path => {
        const file = await readConfigFile(checkout.root, path);
        const where = stored.has(path) ? undefined : ('file' as const);
        if (where || !file) {
          return { path, onlyIn: where ?? ('database' as const) };
        }
        const { content, mode, version } = await vault.read(path);
        return {
          ...compareFiles({ path, content, mode }, file),
          version,
        };
      }),
    );
  });
  print(flags, { files: results }, () =>
    results
      .map(result =>
        'onlyIn' in result
          ? `${result.path}\n  only ${
              result.onlyIn === 'file'
                ? 'here, not in the database'
                : 'in the database'
            }`
          : `${result.path}, compared with version ${
              result.version
            }\n${formatDifference(result).join('\n')}`,
      )
      .join('\n'),
  );
}
