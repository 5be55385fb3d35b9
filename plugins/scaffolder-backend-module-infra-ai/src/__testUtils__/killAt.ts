/** What {@link killAt} throws. */
export const KILLED = new Error('killed');

/** Stands for `kill -9` around the nth request: nothing after it runs, not even clean-up. */
export function killAt(nth: number, when: 'before' | 'after'): typeof fetch {
  let count = 0;
  return async (...args) => {
    count += 1;
    if (count === nth && when === 'after') {
      await fetch(...args);
    }
    if (count >= nth) {
      throw KILLED;
    }
    return fetch(...args);
  };
}
