import { useSessionState } from '../../hooks';

/** What a person may set for any analysis. */
export interface Options {
  name: string;
  owner: string;
  analyzer: string;
}

/** What a person has typed and not sent, or sent and may want to change. */
export interface Draft extends Options {
  description: string;
}

/** The same of a picture; the picture itself is in memory only, see {@link usePictureDraft}. */
export interface ImageDraft extends Draft {
  /** Of a PDF. */
  page: number;
}

/** Of files; the files themselves are in memory only, see {@link useFilesDraft}. */
export interface FilesForm extends Options {
  /** Of a repository. */
  url: string;
}

export const emptyDraft: Draft = {
  description: '',
  name: '',
  owner: '',
  analyzer: '',
};

export const emptyImageDraft: ImageDraft = { ...emptyDraft, page: 1 };

export const emptyFilesForm: FilesForm = {
  url: '',
  name: '',
  owner: '',
  analyzer: '',
};

export function useFilesForm() {
  return useSessionState<FilesForm>('infra-ai.files-form', emptyFilesForm);
}

/** The draft of this tab; a reload and a refused request leave it as it is. */
export function useDraft() {
  return useSessionState<Draft>('infra-ai.draft', emptyDraft);
}

export function useImageDraft() {
  return useSessionState<ImageDraft>('infra-ai.image-draft', emptyImageDraft);
}
