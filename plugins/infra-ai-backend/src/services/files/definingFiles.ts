import type { StoredSourceFile } from '../../database/types';

const CATALOG_FILE = /(?:^|\/)catalog-info[^/]*\.ya?ml$/i;
const PAGE = /\.(?:md|markdown|mdx|adoc|rst|txt)$/i;
/** The last section of what `planFiles` writes. */
const WRITTEN_HERE = 'Written by the Infrastructure AI plugin of Backstage.';

/** Whether it is a file that the catalog reads. */
export function isCatalogFile(path: string): boolean {
  return CATALOG_FILE.test(path);
}

/**
 * What of an entity's repository is compared with the catalog: not what only repeats the catalog, when something else
 * defines the infrastructure. A page that this plugin wrote repeats its own analysis.
 */
export function definingFiles(files: StoredSourceFile[]): StoredSourceFile[] {
  const own = files.filter(file => !isWrittenHere(file));
  const defining = own.filter(({ path }) => !isCatalogFile(path));
  if (defining.some(({ path }) => !PAGE.test(path))) {
    return defining;
  }
  return own.length > 0 ? own : files;
}

function isWrittenHere({ path, content }: StoredSourceFile): boolean {
  return PAGE.test(path) && Buffer.from(content).includes(WRITTEN_HERE);
}
