/** The lines that a change adds to one file. */
export interface AddedLines {
  path: string;
  /** Line numbers in the new file, from 1, with their text. */
  lines: Array<{ number: number; text: string }>;
}

/**
 * Reads the added lines out of `git diff` or `git log --patch`, made with `--no-color --no-ext-diff --unified=0` and
 * `core.quotePath=false`.
 */
export function readAddedLines(patch: string): AddedLines[] {
  const files: AddedLines[] = [];
  let current: AddedLines | undefined;
  let number = 0;
  let left = 0;
  for (const line of patch.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      number = Number(hunk[1]);
      left = hunk[2] === undefined ? 1 : Number(hunk[2]);
    } else if (left > 0 && line.startsWith('+')) {
      // Inside a hunk a line that begins with `+++` is content as well.
      current?.lines.push({ number, text: line.slice(1) });
      number++;
      left--;
    } else if (left === 0 && line.startsWith('+++ ')) {
      const path = line.slice(4).replace(/^b\//, '').replace(/\t$/, '');
      current = path === '/dev/null' ? undefined : { path, lines: [] };
      if (current) {
        files.push(current);
      }
    }
  }
  return files.filter(({ lines }) => lines.length > 0);
}
