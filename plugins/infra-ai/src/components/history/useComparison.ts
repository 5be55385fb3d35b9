import type { AnalysisSummary } from '@infra-ai/backstage-plugin-infra-ai-common';
import { useCallback, useMemo } from 'react';
import { useSessionState } from '../../hooks';

/** An analysis that was chosen. */
export type Chosen = Pick<AnalysisSummary, 'id' | 'name' | 'createdAt'>;

const NONE: Chosen[] = [];

/** Up to two analyses to be compared, which may be on different pages of the list. */
export function useComparison() {
  const [chosen, setChosen] = useSessionState('infra-ai.compare', NONE);
  const toggle = useCallback(
    ({ id, name, createdAt }: Chosen) =>
      setChosen(
        chosen.some(other => other.id === id)
          ? chosen.filter(other => other.id !== id)
          : [...chosen, { id, name, createdAt }].slice(0, 2),
      ),
    [chosen, setChosen],
  );
  const clear = useCallback(() => setChosen(NONE), [setChosen]);
  return useMemo(
    () => ({
      chosen,
      toggle,
      clear,
      isChosen: (id: string) => chosen.some(other => other.id === id),
      /** Only what has a result can be compared, and no more than two. */
      canChoose: ({ id, state }: AnalysisSummary) =>
        state === 'completed' &&
        (chosen.length < 2 || chosen.some(other => other.id === id)),
    }),
    [chosen, toggle, clear],
  );
}

export type Comparison = ReturnType<typeof useComparison>;
