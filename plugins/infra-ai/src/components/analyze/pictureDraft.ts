import { useSyncExternalStore } from 'react';

/** A picture that was chosen and not sent, or sent and may be sent again. */
export interface PictureDraft {
  file: Blob;
  fileName: string;
}

let current: PictureDraft | undefined;
const listeners = new Set<() => void>();

/** Puts a picture into the form, from wherever it comes; `undefined` takes it out. */
export function setPictureDraft(picture: PictureDraft | undefined): void {
  current = picture;
  listeners.forEach(listener => listener());
}

/**
 * The picture in the form. It is kept in memory, so that a look at another page of the portal does not lose it: a tab's
 * session storage is too small for pictures.
 */
export function usePictureDraft(): PictureDraft | undefined {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
