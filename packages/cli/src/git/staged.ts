import { git, GitOptions } from './run';

/** A file that the next commit changes. */
export interface StagedFile {
  path: string;
  /** Where it was, when it is renamed. */
  from?: string;
  /** `A`dded, `M`odified, `D`eleted, `R`enamed, `T`ype changed. */
  status: string;
  /** Lines; undefined for what git takes for binary. */
  added?: number;
  deleted?: number;
  /** The content, when there is one and it is a file (no link, no submodule). */
  blob?: string;
}

/** Reads what is staged. */
export async function readStaged(
  root: string,
  options: GitOptions,
): Promise<StagedFile[]> {
  const fields = (
    await git(
      root,
      [
        'diff',
        '--cached',
        '--raw',
        '--numstat',
        '-z',
        '--find-renames',
        '--no-abbrev',
        '--no-ext-diff',
        '--no-textconv',
        '--no-relative',
      ],
      options,
    )
  ).split('\0');
  const files: StagedFile[] = [];
  const counts = new Map<string, Pick<StagedFile, 'added' | 'deleted'>>();
  for (let at = 0; at < fields.length && fields[at] !== ''; ) {
    const field = fields[at++];
    if (field.startsWith(':')) {
      const [, mode, , blob, status] = field.slice(1).split(' ');
      const moved = /^[RC]/.test(status);
      const from = moved ? fields[at++] : undefined;
      files.push({
        path: fields[at++],
        ...(from === undefined ? {} : { from }),
        status: status[0],
        ...(mode.startsWith('100') ? { blob } : {}),
      });
    } else {
      const [added, deleted, name] = field.split('\t');
      // A renamed file has an empty name here, and its two follow.
      const path = name || fields[(at += 2) - 1];
      if (added !== '-') {
        counts.set(path, { added: Number(added), deleted: Number(deleted) });
      }
    }
  }
  return files.map(file => ({ ...file, ...counts.get(file.path) }));
}

/** The files that are changed or new, and not staged. */
export async function readUnstaged(
  root: string,
  options: GitOptions,
): Promise<string[]> {
  const status = await git(
    root,
    ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all'],
    options,
  );
  return status
    .split('\0')
    .filter(entry => entry !== '' && entry[1] !== ' ')
    .map(entry => entry.slice(3));
}
