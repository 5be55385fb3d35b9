/**
 * Loads one of our modules when it is needed, so that `--help` does not pay for it. Unwraps what Node.js makes of
 * a CommonJS module, in the form of which ours run, when it is imported dynamically.
 */
export async function lazy<T extends object>(
  load: () => Promise<T>,
): Promise<T> {
  const loaded = (await load()) as T & {
    default?: T & { __esModule?: boolean };
  };
  return loaded.default?.__esModule ? loaded.default : loaded;
}
