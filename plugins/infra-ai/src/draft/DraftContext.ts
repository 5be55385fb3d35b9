import type {
  AnalysisMatches,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { createContext, useContext } from 'react';
import type { ModelEdit, RelationKey } from './edits';

/** Something the person should settle, beside the thing it concerns. */
export interface DraftProblem {
  severity: 'error' | 'warning';
  /** What it concerns; neither is the system. */
  element?: string;
  relation?: RelationKey;
  /** Of the element or system. */
  field?: 'name' | 'type' | 'owner' | 'lifecycle' | 'tags' | 'definition';
  /** Translated. */
  message: string;
}

/** The model under review: one for the graph, the table, the YAML and the details. */
export interface ModelDraft {
  model: InfrastructureModel;
  /** False for who may only read, and while a publication is under way. */
  isEditable: boolean;
  /** Applies one step and saves it soon. A step that does not fit changes nothing and is shown as `refusal`. */
  edit: (step: ModelEdit) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  state: 'saved' | 'saving' | 'unsaved' | 'failed' | 'conflict';
  /** Why the last step or save was refused. */
  refusal?: unknown;
  problems: DraftProblem[];
  /** Undefined until the first answer. */
  matches?: AnalysisMatches;
  /** Why the catalog could not be asked the last time. */
  matchesError?: unknown;
  loadMatches: () => void;
  /** Ends a conflict: with one's own steps on the model of the other person, or with that model alone. */
  settle: (keep: 'mine' | 'theirs') => void;
  /** How many of one's own steps did not fit the model of the other person. */
  lostSteps: number;
}

/** What is to be settled at one field of an element. */
export function problemsAt(
  { problems }: Pick<ModelDraft, 'problems'>,
  element: string,
  field: DraftProblem['field'],
): DraftProblem[] {
  return problems.filter(
    problem => problem.element === element && problem.field === field,
  );
}

export const DraftContext = createContext<ModelDraft | undefined>(undefined);

/** @throws Error outside a review */
export function useDraft(): ModelDraft {
  const draft = useContext(DraftContext);
  if (!draft) {
    throw new Error('useDraft needs a DraftContext around it');
  }
  return draft;
}
