import { createMemoryDraft } from './createMemoryDraft';

/** A file that was chosen and not sent, or sent and may be sent again. */
export interface ChosenFile {
  /** With the folders that it was chosen with, `/` between them. */
  path: string;
  content: Blob;
}

const draft = createMemoryDraft<ChosenFile[]>([]);

/** Puts files into the form, in place of those that are there. */
export const setFilesDraft = draft.set;

/** The files in the form. */
export const useFilesDraft = draft.use;

/** Files with others added to them; one with the path of another takes its place. */
export function withFiles(
  files: ChosenFile[],
  added: ChosenFile[],
): ChosenFile[] {
  return [
    ...new Map(
      [...files, ...added].map(file => [file.path, file] as const),
    ).values(),
  ];
}

/** The files of a chooser or a drop, as the form keeps them. */
export function toChosen(files: Iterable<File>): ChosenFile[] {
  return [...files].map(file => ({
    path: file.webkitRelativePath || file.name,
    content: file,
  }));
}
