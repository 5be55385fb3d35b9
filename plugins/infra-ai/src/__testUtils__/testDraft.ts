import type { ModelDraft } from '../draft/DraftContext';
import { shopModel } from './shopModel';

/** A draft that does nothing, but for what is given. */
export function testDraft(change: Partial<ModelDraft> = {}): ModelDraft {
  return {
    model: shopModel(''),
    isEditable: true,
    edit: () => {},
    undo: () => {},
    redo: () => {},
    canUndo: false,
    canRedo: false,
    state: 'saved',
    problems: [],
    loadMatches: () => {},
    settle: () => {},
    lostSteps: 0,
    ...change,
  };
}
