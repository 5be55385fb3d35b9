import { useSyncExternalStore } from 'react';

/** A file that was chosen and not sent, or sent and may be sent again. */
export interface ChosenFile {
  /** With the folders that it was chosen with, `/` between them. */
  path: string;
  content: Blob;
}

let current: ChosenFile[] = [];
const listeners = new Set<() => void>();

/** Puts files into the form, in place of those that are there. */
export function setFilesDraft(files: ChosenFile[]): void {
  current = files;
  listeners.forEach(listener => listener());
}

/** Adds files to the form; one with the path of another takes its place. */
export function addFiles(files: ChosenFile[]): void {
  const byPath = new Map(
    [...current, ...files].map(file => [file.path, file] as const),
  );
  setFilesDraft([...byPath.values()]);
}

/** The files in the form, kept in memory as pictures are. */
export function useFilesDraft(): ChosenFile[] {
  return useSyncExternalStore(subscribe, () => current);
}

/** The files of a chooser or a drop, as the form keeps them. */
export function toChosen(files: Iterable<File>): ChosenFile[] {
  return [...files].map(file => ({
    path: file.webkitRelativePath || file.name,
    content: file,
  }));
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
