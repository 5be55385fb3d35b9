import { useSessionState } from '../../hooks';

/** What a person has typed and not sent, or sent and may want to change. */
export interface Draft {
  description: string;
  name: string;
  owner: string;
  analyzer: string;
}

export const emptyDraft: Draft = {
  description: '',
  name: '',
  owner: '',
  analyzer: '',
};

/** The draft of this tab; a reload and a refused request leave it as it is. */
export function useDraft() {
  return useSessionState<Draft>('infra-ai.draft', emptyDraft);
}
