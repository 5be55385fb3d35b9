import type { MetricsService } from '@backstage/backend-plugin-api/alpha';

/** Bounds of durations, in seconds: from what the store answers to what a slow model takes. */
const ANALYSIS_SECONDS = [
  0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300,
];
const PUBLICATION_SECONDS = [0.5, 1, 2, 3, 5, 10, 20, 40, 60, 120, 300, 600];
const PICTURE_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * What the plugin measures. Names and units follow OpenTelemetry's conventions. Attributes take few values: never a
 * repository, a person or an id.
 */
export function createInstruments(metrics: MetricsService) {
  return {
    analyses: metrics.createCounter('infra_ai.analyses', {
      description:
        'Analyses that ended, by analyzer, kind of input and outcome: completed, failed, timeout, cancelled, abandoned or reused',
      unit: '{analysis}',
    }),
    analysisDuration: metrics.createHistogram('infra_ai.analysis.duration', {
      description: 'Time an analyzer worked on an analysis, without its wait',
      unit: 's',
      advice: { explicitBucketBoundaries: ANALYSIS_SECONDS },
    }),
    tokens: metrics.createCounter('infra_ai.analysis.tokens', {
      description:
        'Tokens that language models were paid for, by model and direction: input or output',
      unit: '{token}',
    }),
    cost: metrics.createCounter('infra_ai.analysis.cost', {
      description: 'What language models cost at list price, in US dollars',
      unit: '{USD}',
    }),
    publications: metrics.createCounter('infra_ai.publications', {
      description:
        'Publications that ended, by action (create, update, none, or unknown when it failed before), outcome and whether it was a dry run',
      unit: '{publication}',
    }),
    publicationDuration: metrics.createHistogram(
      'infra_ai.publication.duration',
      {
        description:
          'Time from the request to publish, or the end of the analysis it waited for, to the end of the publication',
        unit: 's',
        advice: { explicitBucketBoundaries: PUBLICATION_SECONDS },
      },
    ),
    queueDepth: metrics.createObservableGauge('infra_ai.queue.depth', {
      description: 'Analyses that wait or run now, in all back ends',
      unit: '{analysis}',
    }),
    queueOldest: metrics.createObservableGauge('infra_ai.queue.oldest_age', {
      description: 'How long the oldest waiting analysis has waited',
      unit: 's',
    }),
    pictureDuration: metrics.createHistogram(
      'infra_ai.picture.prepare.duration',
      {
        description:
          'Time to check an uploaded picture and make it readable, by outcome',
        unit: 's',
        advice: { explicitBucketBoundaries: PICTURE_SECONDS },
      },
    ),
  };
}

/** @see {@link createInstruments} */
export type Instruments = ReturnType<typeof createInstruments>;
