/** The folder of a file, with `/` at its end; empty for the top. */
export const folderOf = (path = ''): string =>
  path.slice(0, path.lastIndexOf('/') + 1);

/** `a/b/../c` without its dots; stays inside the given files because it is only looked up among them. */
export function join(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${folder}${relative}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
