import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';

/** Names that say what is in a file, not of what; such a file belongs to the system that its folder is named after. */
const CONVENTIONAL =
  /^(?:(?:(?:docker-)?compose|readme|values)(?:[-_.].*)?|(?:architecture|arquitectura|infrastructure|infraestructura|overview|diagram|diagrama|description|descripcion|main|index|chart|kustomization|deployment|k8s|kubernetes|manifests?|template|serverless|pulumi|openapi|asyncapi|swagger|catalog-info|workspace|stack|untitled|image|picture|screenshot)[-_. \d]*)$/i;
/** Folders that hold such files in every repository. */
const EVERYWHERE =
  /^(?:docs?|src|infra|deploy(?:ment)?|k8s|terraform|diagrams?|tmp|temp|\.?)$/i;

/**
 * What a system is called whose material does not say it: its one file, else the folder that the file is in; its one
 * folder or archive. Undefined for standard input, for several paths, and where no name says anything.
 */
export async function systemNameOf(
  paths: string[],
): Promise<string | undefined> {
  if (paths.length !== 1 || paths[0] === '-') {
    return undefined;
  }
  const path = resolve(paths[0]);
  const name = (await stat(path)).isDirectory() ? basename(path) : stemOf(path);
  const meant = CONVENTIONAL.test(name) ? basename(dirname(path)) : name;
  return EVERYWHERE.test(meant) ? undefined : meant;
}

/** A file's name without its endings: `shop.drawio.png` and `shop.tar.gz` are of `shop`. */
function stemOf(path: string): string {
  const stem = basename(path, extname(path));
  return basename(
    stem,
    /^\.(?:drawio|excalidraw|dio|tar|infra)$/i.exec(extname(stem))?.[0],
  );
}
