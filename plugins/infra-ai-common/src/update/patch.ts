import { createTwoFilesPatch } from 'diff';
import type { FileChange } from './types';

const CONTEXT_LINES = 3;

/** The change of one text file as a unified diff, as git writes it. */
export function toFileChange(
  path: string,
  before: string | undefined,
  after: string,
): FileChange {
  const patch = createTwoFilesPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    `b/${path}`,
    before ?? '',
    after,
    undefined,
    undefined,
    { context: CONTEXT_LINES },
  );
  return {
    path,
    kind: before === undefined ? 'added' : 'changed',
    // The first line is a rule that only this library draws.
    patch: patch.replace(/^=+\n/, ''),
  };
}
