/** A line of a unified diff, its sign included. */
export interface PatchLine {
  kind: 'header' | 'hunk' | 'addition' | 'removal' | 'context';
  text: string;
}

/** Cuts a unified diff into lines that say what they are. */
export function parsePatch(patch: string) {
  const lines: PatchLine[] = [];
  let added = 0;
  let removed = 0;
  let isInHunk = false;
  for (const text of patch.replace(/\n$/, '').split('\n')) {
    if (text.startsWith('@@')) {
      isInHunk = true;
      lines.push({ kind: 'hunk', text });
    } else if (!isInHunk) {
      // The names of the files start with signs too.
      lines.push({ kind: 'header', text });
    } else if (text.startsWith('+')) {
      added += 1;
      lines.push({ kind: 'addition', text });
    } else if (text.startsWith('-')) {
      removed += 1;
      lines.push({ kind: 'removal', text });
    } else {
      lines.push({ kind: 'context', text });
    }
  }
  return {
    lines: lines.filter(({ kind }) => kind !== 'header'),
    added,
    removed,
  };
}
