import type { ConfigFile } from './files';
import { mergeVariables } from './envText';

/** Which side wins where both changed. */
export type Preference = 'file' | 'database';

/** What a sync does with one file. */
export type SyncStep =
  | { kind: 'same' }
  | { kind: 'toDatabase'; file: ConfigFile }
  | { kind: 'toFile'; file: ConfigFile }
  | { kind: 'merge'; file: ConfigFile }
  | { kind: 'conflict'; variables: string[]; reason: string };

/**
 * Decides what brings a file and the database together. `base` is what they last had in common; what is missing on a side
 * was never there or was deleted, and a deletion is never carried over: it is no change that anybody could have meant for
 * the other side.
 */
export function decideSync(
  sides: {
    file?: ConfigFile;
    database?: ConfigFile;
    base?: ConfigFile;
  },
  prefer?: Preference,
): SyncStep {
  const { file, database, base } = sides;
  if (!file || !database) {
    if (file) {
      return { kind: 'toDatabase', file };
    }
    return database ? { kind: 'toFile', file: database } : { kind: 'same' };
  }
  if (isSame(file, database)) {
    return { kind: 'same' };
  }
  if (base && isSame(file, base)) {
    return { kind: 'toFile', file: database };
  }
  if (base && isSame(database, base)) {
    return { kind: 'toDatabase', file };
  }
  const result = base
    ? mergeVariables(base.content, file.content, database.content)
    : undefined;
  if (result && 'merged' in result) {
    const mode = file.mode === base!.mode ? database.mode : file.mode;
    return { kind: 'merge', file: { ...file, mode, content: result.merged } };
  }
  if (prefer) {
    return prefer === 'file'
      ? { kind: 'toDatabase', file }
      : { kind: 'toFile', file: database };
  }
  return {
    kind: 'conflict',
    variables: result?.conflicts ?? [],
    reason: base
      ? 'both sides were changed since the last sync'
      : 'both sides have it, they differ, and nothing tells what they last had in common',
  };
}

function isSame(a: ConfigFile, b: ConfigFile): boolean {
  return a.mode === b.mode && a.content.equals(b.content);
}
