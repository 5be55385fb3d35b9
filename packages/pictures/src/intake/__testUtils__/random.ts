/** The same numbers from 0 to below 1 at every run: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    /* eslint-disable no-bitwise */
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
    /* eslint-enable no-bitwise */
  };
}
