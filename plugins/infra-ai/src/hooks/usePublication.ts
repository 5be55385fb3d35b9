import { useApi } from '@backstage/core-plugin-api';
import type { Publication } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useState } from 'react';
import { infraAiApiRef } from '../api';
import { pause } from './followAnalysis';

/** Milliseconds between two looks at a publication that is under way. */
const INTERVAL = 700;

/** True for a publication that is done, well or not. */
export function isPublicationFinal({ state }: Publication): boolean {
  return state === 'completed' || state === 'failed';
}

interface PublicationView {
  publication: Publication;
  /** False while the server does not answer. */
  connected: boolean;
}

/** Keeps a publication current until it is done. */
export function usePublication(
  analysisId: string,
  initial: Publication,
): PublicationView {
  const api = useApi(infraAiApiRef);
  const [view, setView] = useState<PublicationView>({
    publication: initial,
    connected: true,
  });
  const publication =
    view.publication.id === initial.id ? view.publication : initial;
  const final = isPublicationFinal(publication);

  useEffect(() => {
    if (final) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const poll = async () => {
      while (!signal.aborted) {
        try {
          const current = await api.getPublication(analysisId, initial.id, {
            signal,
          });
          if (signal.aborted) {
            return;
          }
          setView({ publication: current, connected: true });
        } catch {
          if (!signal.aborted) {
            setView(last => ({ ...last, connected: false }));
          }
        }
        await pause(INTERVAL, signal);
      }
    };
    poll();
    return () => controller.abort();
  }, [api, analysisId, initial.id, final]);

  return { publication, connected: view.connected };
}
