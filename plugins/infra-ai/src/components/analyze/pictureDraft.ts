import { createMemoryDraft } from './createMemoryDraft';

/** A picture that was chosen and not sent, or sent and may be sent again. */
export interface PictureDraft {
  file: Blob;
  fileName: string;
}

const draft = createMemoryDraft<PictureDraft | undefined>(undefined);

/** Puts a picture into the form, from wherever it comes; `undefined` takes it out. */
export const setPictureDraft = draft.set;

/** The picture in the form. */
export const usePictureDraft = draft.use;
