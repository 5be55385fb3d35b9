import { useCallback, useEffect, useMemo, useState } from 'react';
import { adjustLayout, isAnotherGraph } from './adjustLayout';
import { computeLayout } from './computeLayout';
import type { GraphLayout, LayoutInput } from './layoutGraph';

/**
 * The layout of a graph; undefined until the first is there. Edits keep the places, `arrange` makes new ones, and the
 * previous layout is shown while a new one is computed.
 */
export function useLayout(input: LayoutInput) {
  const [computed, setComputed] = useState<GraphLayout>();
  const [arrangedFor, setArrangedFor] = useState<LayoutInput['direction']>();
  const [round, setRound] = useState(0);
  const [shownRound, setShownRound] = useState(0);
  const [error, setError] = useState<unknown>();
  const isNeeded =
    !computed ||
    arrangedFor !== input.direction ||
    round !== shownRound ||
    isAnotherGraph(computed, input);

  useEffect(() => {
    let isWanted = true;
    if (isNeeded) {
      computeLayout(input).then(
        layout => {
          if (isWanted) {
            setComputed(layout);
            setArrangedFor(input.direction);
            setShownRound(round);
          }
        },
        reason => isWanted && setError(reason),
      );
    }
    return () => {
      isWanted = false;
    };
  }, [isNeeded, input, round]);

  const layout = useMemo(
    () => computed && adjustLayout(computed, input),
    [computed, input],
  );
  if (error !== undefined) {
    throw error;
  }
  const arrange = useCallback(() => setRound(current => current + 1), []);
  return { layout, arrangedFor, arrange, isArranging: isNeeded };
}
