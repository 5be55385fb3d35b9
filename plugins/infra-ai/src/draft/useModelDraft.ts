import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  infraAiAnalysisUpdatePermission,
  type Analysis,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { infraAiApiRef } from '../api';
import { applyEdit } from './applyEdit';
import type { ModelDraft } from './DraftContext';
import type { ModelEdit } from './edits';
import { after, rebased, redone, undone, type History } from './history';
import { useDraftProblems } from './useDraftProblems';
import { useMatches } from './useMatches';

/** Milliseconds without a step before the model is saved. */
const REST = 800;

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
  // A policy's "allow" is about one's own analyses, which the portal's permission API cannot know.
  const isEditable =
    permission.allowed && analysis.allowed?.update !== false && !isPublishing;
  const [history, setHistory] = useState<History>(() => ({
    past: [],
    model: named(initial, analysis.name),
    future: [],
  }));
  const [state, setState] = useState<ModelDraft['state']>('saved');
  const [savedRevision, setSavedRevision] = useState(analysis.revision);
  const [refusal, setRefusal] = useState<unknown>();
  const [lostSteps, setLostSteps] = useState(0);
  const {
    matches,
    error: matchesError,
    load: loadMatches,
  } = useMatches(analysis.id);
  // What the asynchronous saving looks at must be current, not of some render.
  const current = useRef(history);
  const saved = useRef(history.model);
  const revision = useRef(analysis.revision);
  const running = useRef<Promise<boolean>>();

  const show = useCallback((next: History) => {
    current.current = next;
    setHistory(next);
    setRefusal(undefined);
    setLostSteps(0);
    // A conflict is settled by the person; saving would only meet it once more.
    setState(last => (last === 'conflict' ? last : 'unsaved'));
  }, []);

  const flush = useCallback((): Promise<boolean> => {
    const save = async () => {
      while (saved.current !== current.current.model) {
        const { model } = current.current;
        setState('saving');
        try {
          const next = await api.updateAnalysis(analysis.id, {
            revision: revision.current,
            model,
            ...(model.system?.name !== saved.current.system?.name
              ? { name: model.system?.name }
              : {}),
          });
          revision.current = next.revision;
          saved.current = model;
          setSavedRevision(next.revision);
        } catch (error) {
          const isConflict =
            ResponseError.is(error) && error.response.status === 409;
          setRefusal(isConflict ? undefined : error);
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
      try {
        show(
          after(current.current, applyEdit(current.current.model, step), step),
        );
      } catch (error) {
        setRefusal(error);
      }
    },
    [isEditable, show],
  );
  const go = useCallback(
    (to: (from: History) => History) => {
      if (isEditable && to(current.current) !== current.current) {
        show(to(current.current));
      }
    },
    [isEditable, show],
  );
  const undo = useCallback(() => go(undone), [go]);
  const redo = useCallback(() => go(redone), [go]);

  const settle = useCallback(
    async (keep: 'mine' | 'theirs') => {
      try {
        const latest = await api.getAnalysis(analysis.id);
        const theirs = named(latest.model ?? initial, latest.name);
        const next =
          keep === 'mine'
            ? rebased(current.current, saved.current, theirs)
            : { history: after(current.current, theirs), lost: 0 };
        revision.current = latest.revision;
        saved.current = theirs;
        setSavedRevision(latest.revision);
        setState('unsaved');
        show(next.history);
        setLostSteps(next.lost);
        loadMatches();
      } catch (error) {
        setRefusal(error);
      }
    },
    [api, analysis.id, initial, show, loadMatches],
  );

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
      matchesError,
      loadMatches,
      settle,
      lostSteps,
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
      matchesError,
      loadMatches,
      settle,
      lostSteps,
      flush,
      savedRevision,
    ],
  );
}

/** An analysis has its system's name: the files are written with it, whatever the source called the system. */
function named(model: InfrastructureModel, name: string): InfrastructureModel {
  return { ...model, system: { ...model.system, name } };
}
