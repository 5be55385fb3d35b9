import type { MetricsService } from '@backstage/backend-plugin-api/alpha';

const SECONDS = [0.25, 0.5, 1, 2, 3, 5, 10, 20, 40, 60, 120, 300];

/** How a wait for the catalog ended. */
export type WaitOutcome = 'visible' | 'missing';

/** The histogram of how long published entities took to the catalog. Of those that did not come it has the wait. */
export function createDiscoveryDelay(
  metrics: MetricsService,
): (seconds: number, outcome: WaitOutcome) => void {
  const delay = metrics.createHistogram('infra_ai.discovery.delay', {
    description:
      'Time from the commit to all its entities being visible in the catalog, by outcome: visible or missing',
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS },
  });
  return (seconds, outcome) => delay.record(seconds, { outcome });
}
