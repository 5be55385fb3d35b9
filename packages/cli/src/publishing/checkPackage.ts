import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import type ts from 'typescript';
import { glob } from 'tinyglobby';

/** What a file of a package may be named without: how bundlers, Node.js and TypeScript find it. */
const ENDINGS = ['', '.js', '.d.ts', '/index.js', '/index.d.ts'];

/** A file beside the module, as bundlers know it: a worker, a picture. */
const URL_OF_FILE =
  /new URL\(\s*['"`]([^'"`]+)['"`],\s*import\.meta\.url,?\s*\)/g;

interface Manifest {
  name: string;
  main?: string;
  types?: string;
  bin?: string | Record<string, string>;
  exports?: unknown;
  configSchema?: unknown;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/**
 * What is missing in an unpacked package as it would be published: files that its package.json or its code refer to,
 * and packages that its code imports without declaring them. Each sentence names the file that refers to it.
 *
 * @param directory - The package, unpacked
 * @param typescript - The compiler, which knows what an import is
 */
export async function checkPackage(
  directory: string,
  typescript: Pick<typeof ts, 'preProcessFile'>,
): Promise<string[]> {
  const manifest: Manifest = JSON.parse(
    await readFile(join(directory, 'package.json'), 'utf8'),
  );
  const problems = new Set<string>();
  for (const target of [
    ...targets([manifest.main, manifest.types, manifest.bin]),
    ...(typeof manifest.configSchema === 'string'
      ? [manifest.configSchema]
      : []),
    ...targets(manifest.exports),
  ]) {
    if (!existsSync(resolve(directory, target))) {
      problems.add(`package.json refers to ${target}, which is not in it`);
    }
  }

  for (const file of await glob('dist/**/*.{js,cjs,mjs,d.ts}', {
    cwd: directory,
  })) {
    const code = await readFile(join(directory, file), 'utf8');
    for (const reference of [
      ...typescript
        .preProcessFile(code, true, true)
        .importedFiles.map(({ fileName }) => fileName),
      ...Array.from(code.matchAll(URL_OF_FILE), ([, path]) => path),
    ]) {
      const problem = reference.startsWith('.')
        ? checkFile(directory, resolve(directory, dirname(file), reference))
        : checkImport(manifest, reference);
      if (problem) {
        problems.add(`${file} ${problem}`);
      }
    }
  }
  return [...problems];
}

function checkFile(directory: string, target: string): string | undefined {
  return ENDINGS.some(ending => existsSync(target + ending))
    ? undefined
    : `refers to ${relative(directory, target)
        .split(sep)
        .join('/')}, which is not in the package`;
}

function checkImport(
  manifest: Manifest,
  reference: string,
): string | undefined {
  if (isBuiltin(reference)) {
    return undefined;
  }
  const name = packageName(reference);
  if (name === manifest.name) {
    const mount = `./${posix.relative(name, reference)}`;
    return name === reference ||
      Object.keys(Object(manifest.exports)).includes(mount)
      ? undefined
      : `refers to ${reference}, which the package does not export`;
  }
  const { dependencies, peerDependencies, optionalDependencies } = manifest;
  return [dependencies, peerDependencies, optionalDependencies].some(
    declared => declared?.[name],
  )
    ? undefined
    : `imports ${name}, which the package does not depend on`;
}

/** The paths in a field of package.json, whatever its nesting; conditions that name no file are left out. */
function targets(field: unknown): string[] {
  if (typeof field === 'string') {
    // `exports` may hold marks such as `"backstage": "@backstage/FrontendPlugin"`.
    return field.startsWith('@') ? [] : [field];
  }
  return Object.values(Object(field)).flatMap(targets);
}

function packageName(reference: string): string {
  return reference
    .split('/')
    .slice(0, reference.startsWith('@') ? 2 : 1)
    .join('/');
}
