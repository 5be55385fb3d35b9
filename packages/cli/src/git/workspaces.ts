import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfExists } from '../lib/atomicFile';

const manifestSchema = z.looseObject({
  workspaces: z
    .union([
      z.array(z.string()),
      z
        .looseObject({ packages: z.array(z.string()) })
        .transform(w => w.packages),
    ])
    .optional(),
});

/** Patterns of the folders that packages are in, `packages/*` for example; none where it is no monorepo. */
export async function readWorkspaces(root: string): Promise<string[]> {
  const text = await readFileIfExists(join(root, 'package.json'));
  try {
    return manifestSchema.parse(JSON.parse(text ?? '{}')).workspaces ?? [];
  } catch {
    // A broken manifest is for others to report; here it only means that there is no scope to suggest.
    return [];
  }
}

/** The folders of packages that these files are in. */
export function packagesOf(paths: string[], workspaces: string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const segments = path.split('/');
    for (const workspace of workspaces) {
      const pattern = workspace.replace(/\/$/, '').split('/');
      if (
        segments.length > pattern.length &&
        pattern.every((part, at) => part === '*' || part === segments[at])
      ) {
        found.add(segments.slice(0, pattern.length).join('/'));
      }
    }
  }
  return [...found].sort();
}

/**
 * The scope of a commit: the name of the package that it changes; of several the one whose name all others begin with
 * (`infra-ai` of `infra-ai` and `infra-ai-backend`); else none.
 */
export function suggestScope(
  paths: string[],
  workspaces: string[],
): string | undefined {
  const names = packagesOf(paths, workspaces).map(
    folder => folder.split('/').at(-1)!,
  );
  const [shortest] = [...names].sort((a, b) => a.length - b.length);
  return names.every(
    name => name === shortest || name.startsWith(`${shortest}-`),
  )
    ? shortest
    : undefined;
}
