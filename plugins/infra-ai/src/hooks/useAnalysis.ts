import { useApi } from '@backstage/core-plugin-api';
import type {
  Analysis,
  AnalysisEvent,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useEffect, useState } from 'react';
import { infraAiApiRef, isAbort } from '../api';
import { followAnalysis } from './followAnalysis';

export type ProgressEvent = Extract<AnalysisEvent, { type: 'progress' }>;

interface AnalysisView {
  /** Undefined until the first answer. */
  analysis?: Analysis;
  /** Steps reported so far, oldest first. */
  progress: ProgressEvent[];
  /** False while the live connection is broken and being restored. */
  connected: boolean;
  error?: unknown;
  /** Loads again, after an error or a change made elsewhere. */
  reload: () => void;
}

const EMPTY = { progress: [], connected: true };

/** Loads the analysis with that id and keeps it current while it runs. */
export function useAnalysis(id: string): AnalysisView {
  const api = useApi(infraAiApiRef);
  const [round, setRound] = useState(0);
  const [view, setView] = useState<Omit<AnalysisView, 'reload'>>(EMPTY);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const update = (change: Partial<AnalysisView>) => {
      if (!signal.aborted) {
        setView(current => ({ ...current, ...change }));
      }
    };
    setView(current =>
      current.analysis?.id === id
        ? { ...current, progress: [], error: undefined }
        : EMPTY,
    );
    followAnalysis(api, id, signal, {
      onAnalysis: analysis => update({ analysis, connected: true }),
      onConnection: connected => update({ connected }),
      onEvent: event => {
        if (event.type === 'progress' && !signal.aborted) {
          setView(current => ({
            ...current,
            progress: [...current.progress, event],
          }));
        }
      },
    }).catch(error => {
      if (!isAbort(error)) {
        update({ error });
      }
    });
    return () => controller.abort();
  }, [api, id, round]);

  const reload = useCallback(() => setRound(current => current + 1), []);
  return { ...view, reload };
}
