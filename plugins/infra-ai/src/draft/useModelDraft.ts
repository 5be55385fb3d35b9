import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraAiAnalysisUpdatePermission,
  type Analysis,
  type AnalysisMatches,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { infraAiApiRef } from '../api';
import { applyEdit } from './applyEdit';
import type { ModelDraft } from './DraftContext';
import type { ModelEdit } from './edits';
import { useDraftProblems } from './useDraftProblems';

/** Steps that can be taken back; a model of 5,000 elements shares what did not change. */
const MAX_STEPS = 100;
/** Milliseconds without a step before the model is saved. */
const REST = 800;

interface History {
  past: InfrastructureModel[];
  model: InfrastructureModel;
  future: InfrastructureModel[];
}

/** The draft, and what the page around it needs to publish what is shown. */
export interface SavedDraft extends ModelDraft {
  /** Saves what is not saved yet; false when that failed. */
  flush: () => Promise<boolean>;
  /** Of what is saved. */
  revision: number;
}

/** The model of an analysis under review: its history, and its saving soon after each step. */
export function useModelDraft(
  analysis: Analysis,
  initial: InfrastructureModel,
): SavedDraft {
  const api = useApi(infraAiApiRef);
  const permission = usePermission({
    permission: infraAiAnalysisUpdatePermission,
    resourceRef: analysis.id,
  });
  const isPublishing = analysis.publications.some(
    ({ state, dryRun }) =>
      !dryRun && (state === 'queued' || state === 'running'),
  );
  const isEditable = permission.allowed && !isPublishing;
  const [history, setHistory] = useState<History>({
    past: [],
    model: initial,
    future: [],
  });
  const [state, setState] = useState<ModelDraft['state']>('saved');
  const [savedRevision, setSavedRevision] = useState(analysis.revision);
  const [refusal, setRefusal] = useState<unknown>();
  const [matches, setMatches] = useState<AnalysisMatches>();
  // What the asynchronous saving looks at must be current, not of some render.
  const current = useRef(history);
  const saved = useRef(initial);
  const revision = useRef(analysis.revision);
  const running = useRef<Promise<boolean>>();

  const show = useCallback((next: History) => {
    current.current = next;
    setHistory(next);
    setRefusal(undefined);
    // A conflict is settled by loading again; saving would only meet it once more.
    setState(last => (last === 'conflict' ? last : 'unsaved'));
  }, []);

  const loadMatches = useCallback(
    // The review works without the catalog; its matches are a help.
    () => api.getMatches(analysis.id).then(setMatches, () => {}),
    [api, analysis.id],
  );
  useEffect(() => {
    loadMatches();
  }, [loadMatches]);

  const flush = useCallback((): Promise<boolean> => {
    const save = async () => {
      while (saved.current !== current.current.model) {
        const { model } = current.current;
        setState('saving');
        try {
          const next = await api.updateAnalysis(analysis.id, {
            revision: revision.current,
            model,
          });
          revision.current = next.revision;
          saved.current = model;
          setSavedRevision(next.revision);
        } catch (error) {
          const isConflict =
            ResponseError.is(error) && error.response.status === 409;
          setRefusal(error);
          setState(isConflict ? 'conflict' : 'failed');
          return false;
        }
        loadMatches();
      }
      setState('saved');
      return true;
    };
    running.current ??= save().finally(() => {
      running.current = undefined;
    });
    return running.current;
  }, [api, analysis.id, loadMatches]);

  useEffect(() => {
    if (state !== 'unsaved') {
      return undefined;
    }
    const timer = setTimeout(flush, REST);
    return () => clearTimeout(timer);
  }, [state, history, flush]);

  const isUnsaved = state !== 'saved';
  useEffect(() => {
    if (!isUnsaved) {
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
  // Leaving the page inside the portal saves what the timer has not reached.
  useEffect(() => () => void flush(), [flush]);

  const edit = useCallback(
    (step: ModelEdit) => {
      if (!isEditable) {
        return;
      }
      const { past, model } = current.current;
      try {
        const next = applyEdit(model, step);
        show({
          past: [...past, model].slice(-MAX_STEPS),
          model: next,
          future: [],
        });
      } catch (error) {
        setRefusal(error);
      }
    },
    [isEditable, show],
  );
  const undo = useCallback(() => {
    const { past, model, future } = current.current;
    if (isEditable && past.length > 0) {
      show({
        past: past.slice(0, -1),
        model: past[past.length - 1],
        future: [model, ...future],
      });
    }
  }, [isEditable, show]);
  const redo = useCallback(() => {
    const { past, model, future } = current.current;
    if (isEditable && future.length > 0) {
      show({
        past: [...past, model],
        model: future[0],
        future: future.slice(1),
      });
    }
  }, [isEditable, show]);

  const problems = useDraftProblems(history.model, matches);

  return useMemo(
    () => ({
      model: history.model,
      isEditable,
      edit,
      undo,
      redo,
      canUndo: isEditable && history.past.length > 0,
      canRedo: isEditable && history.future.length > 0,
      state,
      refusal,
      problems,
      matches,
      flush,
      revision: savedRevision,
    }),
    [
      history,
      isEditable,
      edit,
      undo,
      redo,
      state,
      refusal,
      problems,
      matches,
      flush,
      savedRevision,
    ],
  );
}
