import type { PlannedFile } from '../files';

/** What becomes of a file that is no `catalog-info.yaml`. */
export interface OtherFilePlan {
  /** To write; absent when the file stays as it is. */
  content?: string;
  note?: string;
}

/**
 * A file is written when the repository has it as this plugin wrote it, or never had it. `base` is the file as it was
 * published; `isKnown` says that the repository was published to.
 */
export function planOtherFile(
  ours: PlannedFile,
  theirs: string | undefined,
  base: string | undefined,
  isKnown: boolean,
): OtherFilePlan {
  const { path, content } = ours;
  if (theirs === undefined) {
    return isKnown && base === undefined ? { content } : {};
  }
  if (sameText(theirs, content)) {
    return {};
  }
  if (base === undefined) {
    return {
      note: `${path} is there already and was left as it is`,
    };
  }
  if (sameText(theirs, base)) {
    return { content: withLineEndings(content, theirs) };
  }
  return sameText(content, base)
    ? {}
    : {
        note: `${path} was changed since it was published and was left as it is`,
      };
}

function sameText(a: string, b: string): boolean {
  return normalize(a) === normalize(b);
}

function normalize(text: string): string {
  return text.replace(/\r\n/g, '\n').trimEnd();
}

function withLineEndings(text: string, like: string): string {
  return like.includes('\r\n') ? text.replace(/\n/g, '\r\n') : text;
}
