import { useApi } from '@backstage/core-plugin-api';
import type { RepositoryAvailability } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useEffect, useState } from 'react';
import { infraAiApiRef, isAbort, toProblem } from '../../api';
import { pause } from '../../hooks';
import { useProblemText } from '../shared';

/** Milliseconds without a change before GitHub is asked: nobody wants an answer for each letter. */
const REST = 350;

/** What is known of a repository's name; `checking` until there is an answer. */
export type Availability =
  | { state: 'checking' }
  | (RepositoryAvailability & { again: () => void });

/**
 * Whether a repository of that name could be made, asked as it is typed.
 *
 * @param target - undefined while there is none to ask about
 */
export function useAvailability(
  target: { owner: string; repo: string } | undefined,
): Availability | undefined {
  const api = useApi(infraAiApiRef);
  const speak = useProblemText();
  const key = target ? JSON.stringify(target) : '';
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<
    RepositoryAvailability & { key: string }
  >();

  useEffect(() => {
    if (!key) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const ask = async () => {
      await pause(REST, signal);
      signal.throwIfAborted();
      return api.checkRepository(JSON.parse(key), { signal });
    };
    ask().then(
      found => !signal.aborted && setAnswer({ ...found, key }),
      error => {
        if (!signal.aborted && !isAbort(error)) {
          setAnswer({
            state: 'unknown',
            message: speak(toProblem(error)),
            key,
          });
        }
      },
    );
    return () => controller.abort();
  }, [api, key, round, speak]);

  const again = useCallback(() => {
    setAnswer(undefined);
    setRound(current => current + 1);
  }, []);
  if (!key) {
    return undefined;
  }
  return answer?.key === key ? { ...answer, again } : { state: 'checking' };
}
