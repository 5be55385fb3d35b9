import type { ShowFlags } from '../../commands/config';
import { readVariables } from '../../config/envText';
import { findPaths } from '../../config/files';
import { UsageError } from '../../lib/errors';
import { ENV_FILE } from '../../platform/envFile';
import { withVault } from './context';
import { print } from './print';

/** The `config show` command: names with masked values, or every byte with `--reveal`. */
export async function show(flags: ShowFlags): Promise<void> {
  if (flags.version !== undefined && !/^[1-9]\d{0,8}$/.test(flags.version)) {
    throw new UsageError(`--version takes a number, not '${flags.version}'.`);
  }
  const opened = await withVault({ createKey: false }, async context => {
    const { checkout, settings, vault } = context;
    const [path] = await findPaths(
      checkout.root,
      settings,
      flags.file ?? `${checkout.root}/${ENV_FILE}`,
    );
    return vault.read(
      path,
      flags.version === undefined ? {} : { version: Number(flags.version) },
    );
  });
  if (flags.reveal) {
    process.stdout.write(opened.content);
    return;
  }
  const { content, fingerprint: _, ...info } = opened;
  const variables = readVariables(content);
  print(
    flags,
    { ...info, variables: variables ? [...variables.keys()] : null },
    () =>
      [
        `${info.path}, version ${
          info.version
        } of ${info.createdAt.toISOString()}, ${info.size} bytes, SHA-256 ${
          info.sha256
        }`,
        ...(variables
          ? [...variables].map(([name, value]) =>
              value === '' ? `${name}=` : `${name}=••••••`,
            )
          : ['(not text)']),
      ].join('\n'),
  );
}
