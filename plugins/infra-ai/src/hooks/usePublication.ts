import { useApi } from '@backstage/core-plugin-api';
import {
  isPublicationFinal,
  type Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { useEffect, useState } from 'react';
import { infraAiApiRef } from '../api';
import { pause } from './followAnalysis';

/** Milliseconds between two looks at a publication that is under way. */
const INTERVAL = 700;
/** The same of a pull request, for which people need longer, and each look may cost the server one at GitHub. */
const PULL_REQUEST_INTERVAL = 10_000;

/** True when nothing more can come: a pull request that is open can still be merged. */
function isSettled(publication: Publication): boolean {
  return (
    isPublicationFinal(publication) && publication.pullRequest?.state !== 'open'
  );
}

interface PublicationView {
  publication: Publication;
  /** False while the server does not answer. */
  connected: boolean;
}

/** Keeps a publication current until it is done, its pull request included. */
export function usePublication(
  analysisId: string,
  initial: Publication,
  pullRequestInterval = PULL_REQUEST_INTERVAL,
): PublicationView {
  const api = useApi(infraAiApiRef);
  const [view, setView] = useState<PublicationView>({
    publication: initial,
    connected: true,
  });
  const publication =
    view.publication.id === initial.id ? view.publication : initial;
  const settled = isSettled(publication);

  useEffect(() => {
    if (settled) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const poll = async () => {
      let interval = INTERVAL;
      while (!signal.aborted) {
        // A tab that nobody looks at asks for nothing.
        if (interval === INTERVAL || document.visibilityState !== 'hidden') {
          try {
            const current = await api.getPublication(analysisId, initial.id, {
              signal,
            });
            if (signal.aborted) {
              return;
            }
            interval = isPublicationFinal(current)
              ? pullRequestInterval
              : INTERVAL;
            setView({ publication: current, connected: true });
          } catch {
            if (!signal.aborted) {
              setView(last => ({ ...last, connected: false }));
            }
          }
        }
        await pause(interval, signal);
      }
    };
    poll();
    return () => controller.abort();
  }, [api, analysisId, initial.id, settled, pullRequestInterval]);

  return { publication, connected: view.connected };
}
