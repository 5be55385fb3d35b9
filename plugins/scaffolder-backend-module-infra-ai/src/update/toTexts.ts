import type { PlannedFile } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { CommitFile } from '../git';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The plain text files. GitHub's `createCommitOnBranch` knows no links and no executables, and a binary file has no
 * changes to show, so these are left out of an update and noted.
 */
export function toTexts(files: CommitFile[]): {
  files: PlannedFile[];
  notes: string[];
} {
  const texts: PlannedFile[] = [];
  const notes: string[] = [];
  for (const { path, mode, content } of files) {
    const text = mode === '100644' ? decode(content) : undefined;
    if (text === undefined) {
      notes.push(
        `${path} is no plain text file and is not part of an update: add it yourself if it is missing.`,
      );
    } else {
      texts.push({ path, content: text });
    }
  }
  return { files: texts, notes };
}

function decode(content: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(content);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
