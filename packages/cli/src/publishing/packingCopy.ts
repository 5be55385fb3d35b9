import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Written for the moment in which a package is packed, or looked up beside what is written. */
const COPIED = /^(packages|plugins|package\.json|yarn\.lock)$/;

/**
 * Makes a copy of a checkout to pack its packages in: packing gives a package another package.json for a moment, which
 * neither another packing nor whatever else reads the checkout must see. What is installed and compiled is linked.
 */
export async function makePackingCopy(
  root: string,
  directory: string,
): Promise<void> {
  await mkdir(directory);
  const installed: string[] = [];
  for (const name of await readdir(root)) {
    if (!COPIED.test(name)) {
      await symlink(join(root, name), join(directory, name));
      continue;
    }
    await cp(join(root, name), join(directory, name), {
      recursive: true,
      filter: source => {
        const links = basename(source) === 'node_modules';
        if (links) {
          installed.push(source.slice(root.length));
        }
        return !links;
      },
    });
  }
  for (const path of installed) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await symlink(join(root, path), join(directory, path));
  }
}
