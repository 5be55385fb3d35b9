import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A directory with a `yarn` in it that runs the repository's own release, for tools that call it by name: the machine
 * needs to have none.
 */
export async function ensureYarnShim(root: string): Promise<string> {
  const releases = join(root, '.yarn/releases');
  const release = (await readdir(releases)).find(name => name.endsWith('.cjs'));
  if (!release) {
    throw new Error(`There is no Yarn in ${releases}`);
  }
  const directory = join(root, 'node_modules/.cache/infra-ai/bin');
  const shim = join(directory, 'yarn');
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  await mkdir(directory, { recursive: true });
  await writeFile(
    shim,
    `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(
      join(releases, release),
    )} "$@"\n`,
  );
  await chmod(shim, 0o755);
  return directory;
}
