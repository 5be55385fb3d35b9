import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readFileIfExists } from '../lib/atomicFile';

const IGNORED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/**
 * A hash of everything that goes into a build of a workspace package: its files, those of the workspace packages
 * that it depends on, the lock file and the configuration that selects the app's plugins.
 */
export async function hashSources(
  root: string,
  packages: string[],
): Promise<string> {
  const directories = await findWorkspaces(root);
  const wanted = new Set<string>();
  const queue = [...packages];
  for (let name = queue.pop(); name; name = queue.pop()) {
    const found = directories.get(name);
    if (found && !wanted.has(found.directory)) {
      wanted.add(found.directory);
      queue.push(...Object.keys(found.manifest.dependencies ?? {}));
    }
  }
  const hash = createHash('sha256');
  const add = (name: string, content: string | Buffer) =>
    hash.update(`${name}\0${content.length}\0`).update(content);

  for (const name of ['yarn.lock', 'package.json', 'app-config.yaml']) {
    add(name, (await readFileIfExists(join(root, name))) ?? '');
  }
  for (const directory of [...wanted].sort()) {
    for (const file of await listFiles(directory)) {
      add(relative(root, file), await readFile(file));
    }
  }
  return hash.digest('hex');
}

/** The workspace packages by name. */
async function findWorkspaces(
  root: string,
): Promise<Map<string, { directory: string; manifest: Manifest }>> {
  const workspaces = new Map<
    string,
    { directory: string; manifest: Manifest }
  >();
  for (const parent of ['packages', 'plugins']) {
    for (const entry of await readdir(join(root, parent), {
      withFileTypes: true,
    })) {
      const directory = join(root, parent, entry.name);
      const text = entry.isDirectory()
        ? await readFileIfExists(join(directory, 'package.json'))
        : undefined;
      if (text) {
        const manifest: Manifest = JSON.parse(text);
        workspaces.set(manifest.name, { directory, manifest });
      }
    }
  }
  return workspaces;
}

async function listFiles(directory: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && !IGNORED.has(entry.name)) {
      files.push(...(await listFiles(path)));
    } else if (entry.isFile() && !/\.test\.[jt]sx?$/.test(entry.name)) {
      files.push(path);
    }
  }
  return files.sort();
}
