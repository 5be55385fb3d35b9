import { useCallback, useRef } from 'react';

/** The same function each time, which calls the latest one: what is memoized by it is kept. */
export function useStable<T>(latest: (value: T) => void): (value: T) => void {
  const current = useRef(latest);
  current.current = latest;
  return useCallback(value => current.current(value), []);
}
