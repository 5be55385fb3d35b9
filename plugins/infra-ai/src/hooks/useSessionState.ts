import { useCallback, useState } from 'react';

/**
 * State that survives a reload of the tab. What cannot be stored (a full or blocked store) is kept in memory only: the
 * form still works.
 *
 * @param key - key in the tab's session storage
 * @param initial - value while nothing is stored
 */
export function useSessionState<T>(
  key: string,
  initial: T,
): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => readSessionState(key) ?? initial);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      write(key, next);
    },
    [key],
  );
  return [value, set];
}

/** What is stored under that key; undefined when nothing is. */
export function readSessionState<T>(key: string): T | undefined {
  try {
    const text = window.sessionStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function write(key: string, value: unknown): void {
  try {
    window.sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // See above.
  }
}
