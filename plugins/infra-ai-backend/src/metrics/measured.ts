import type { MetricsServiceHistogram } from '@backstage/backend-plugin-api/alpha';

/** Measures how long work takes, in seconds, by whether it succeeded. */
export async function measured<T>(
  histogram: MetricsServiceHistogram,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let outcome = 'failed';
  try {
    const result = await work();
    outcome = 'completed';
    return result;
  } finally {
    histogram.record((performance.now() - started) / 1_000, { outcome });
  }
}
