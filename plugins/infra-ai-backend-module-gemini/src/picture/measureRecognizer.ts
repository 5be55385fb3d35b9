import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Recognizer } from './recognizeText';

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The same recognizer, with a histogram of how long it takes. */
export function measureRecognizer(
  recognizer: Recognizer,
  metrics: MetricsService,
): Recognizer {
  const duration = metrics.createHistogram('infra_ai.picture.ocr.duration', {
    description: 'Time to recognize the text in a picture, by outcome',
    unit: 's',
    advice: { explicitBucketBoundaries: SECONDS },
  });
  return {
    async recognize(...picture) {
      const started = performance.now();
      let outcome = 'failed';
      try {
        const text = await recognizer.recognize(...picture);
        outcome = 'completed';
        return text;
      } finally {
        duration.record((performance.now() - started) / 1_000, { outcome });
      }
    },
  };
}
