import { useCallback, useEffect, useState } from 'react';
import { isAbort } from '../api';
import { pause } from './followAnalysis';

export interface Loaded<T> {
  /** The last answer; it stays when a later request fails. */
  value?: T;
  /** True once there was an answer, which may be `undefined`. */
  isLoaded: boolean;
  /** Of the last request; gone with the next answer. */
  error?: unknown;
  reload: () => void;
}

const EMPTY = { isLoaded: false };

/**
 * Loads a value and keeps it current.
 *
 * @param load - memoized: another function means another value
 * @param interval - milliseconds until the next request, by the last answer; `undefined` for none
 */
export function useLoaded<T>(
  load: (options: { signal: AbortSignal }) => Promise<T>,
  interval?: (value: T | undefined) => number | undefined,
): Loaded<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<
    Omit<Loaded<T>, 'reload'> & { of?: typeof load }
  >(EMPTY);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setState(last => (last.of === load ? last : { ...EMPTY, of: load }));
    const poll = async () => {
      let last: T | undefined;
      while (!signal.aborted) {
        try {
          const value = await load({ signal });
          last = value;
          if (!signal.aborted) {
            setState({ value, isLoaded: true, of: load });
          }
        } catch (error) {
          if (!signal.aborted && !isAbort(error)) {
            setState(current => ({ ...current, error }));
          }
        }
        const next = interval?.(last);
        if (next === undefined) {
          return;
        }
        do {
          await pause(next, signal);
          // A tab that nobody looks at asks for nothing.
        } while (!signal.aborted && document.visibilityState === 'hidden');
      }
    };
    poll();
    return () => controller.abort();
  }, [load, interval, round]);

  const reload = useCallback(() => setRound(current => current + 1), []);
  const { value, isLoaded, error } = state;
  return { value, isLoaded, error, reload };
}
