import { runGit, gitText } from './run';

export interface ChangedFile {
  path: string;
  status: 'added' | 'removed' | 'modified';
  additions: number;
  deletions: number;
  /** Blob in the newer tree, or in the older one when removed. */
  oid: string;
}

/** git's name of the tree without entries: what a first commit is compared with. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Files that differ between two trees or commits, without rename detection. */
export async function diffFiles(
  gitDir: string,
  from: string,
  to: string,
): Promise<ChangedFile[]> {
  const { stdout } = await runGit(
    [
      'diff-tree',
      '-r',
      '-z',
      '--raw',
      '--numstat',
      '--no-renames',
      '--no-abbrev',
      from,
      to,
    ],
    { gitDir },
  );
  const files = new Map<string, ChangedFile>();
  const tokens = stdout.toString('utf8').split('\0');
  for (let i = 0; i < tokens.length; i++) {
    const raw = /^:\d+ \d+ ([\da-f]+) ([\da-f]+) ([A-Z])/.exec(tokens[i]);
    if (raw) {
      i += 1;
      const status = { A: 'added', D: 'removed' }[raw[3]] ?? 'modified';
      files.set(tokens[i], {
        path: tokens[i],
        status: status as ChangedFile['status'],
        oid: raw[3] === 'D' ? raw[1] : raw[2],
        additions: 0,
        deletions: 0,
      });
      continue;
    }
    const numbers = /^(\d+|-)\t(\d+|-)\t([^]*)$/.exec(tokens[i]);
    const file = numbers && files.get(numbers[3]);
    if (file) {
      file.additions = Number(numbers[1]) || 0;
      file.deletions = Number(numbers[2]) || 0;
    }
  }
  return [...files.values()];
}

/** Unified diff as text. */
export function diffText(
  gitDir: string,
  from: string,
  to: string,
): Promise<string> {
  return gitText(
    ['diff-tree', '-r', '-p', '--no-renames', '--no-ext-diff', from, to],
    { gitDir, maxOutputBytes: 32 * 1024 * 1024 },
  );
}
