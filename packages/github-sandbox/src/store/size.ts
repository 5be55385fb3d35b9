import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What a bare repository takes on disk, in KB. */
export async function directorySizeKb(gitDir: string): Promise<number> {
  const objects = path.join(gitDir, 'objects');
  const entries = await readdir(objects, {
    recursive: true,
    withFileTypes: true,
  });
  const sizes = await Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        // A file that git just moved counts as nothing.
        const found = await stat(path.join(entry.parentPath, entry.name)).catch(
          () => undefined,
        );
        return found?.size ?? 0;
      }),
  );
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024);
}
