import { useSyncExternalStore } from 'react';

/**
 * Something in a form that is kept in memory, so that a look at another page of the portal does not lose it: a tab's
 * session storage is too small for files.
 */
export function createMemoryDraft<T>(initial: T) {
  let current = initial;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get: () => current,
    set(next: T) {
      current = next;
      listeners.forEach(listener => listener());
    },
    use: (): T => useSyncExternalStore(subscribe, () => current),
  };
}
