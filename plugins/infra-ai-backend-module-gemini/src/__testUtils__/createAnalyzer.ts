import { mockServices } from '@backstage/backend-test-utils';
import type {
  AnalyzerInput,
  AnalyzerProgress,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalyzerResult } from '@infra-ai/backstage-plugin-infra-ai-node';
import type { GeminiOptions } from '../config';
import { listPrices } from '../cost/listPrices';
import type { Recognizer } from '../picture/recognizeText';
import { GeminiAnalyzer, type GeminiSurroundings } from '../GeminiAnalyzer';
import { shopLabels, shopPicture } from './shopPicture';

export interface TestAnalyzer {
  analyzer: GeminiAnalyzer;
  logger: ReturnType<typeof mockServices.logger.mock>;
  /** Waits between attempts, in milliseconds, that were asked for and not slept. */
  waits: number[];
  progress: AnalyzerProgress[];
  analyze(
    input?: string | AnalyzerInput,
    signal?: AbortSignal,
  ): Promise<AnalyzerResult>;
}

/**
 * An analyzer against a server under test, that does not really wait between attempts. Pictures are sent as they are, and
 * the text in them is that of the shop's picture.
 */
export function createAnalyzer(
  baseUrl: string,
  {
    options,
    ...around
  }: Partial<GeminiSurroundings> & {
    options?: Partial<GeminiOptions>;
    recognizer?: Recognizer;
  } = {},
): TestAnalyzer {
  const logger = mockServices.logger.mock();
  const waits: number[] = [];
  const progress: AnalyzerProgress[] = [];
  const analyzer = GeminiAnalyzer.create({
    options: {
      apiKey: 'test-key',
      model: 'gemini-3.8-flash',
      baseUrl,
      timeoutMs: 60_000,
      maxOutputTokens: 4_096,
      prices: listPrices,
      ...options,
    },
    logger,
    recognizer: { recognize: async () => shopLabels },
    scalePicture: async ({ bytes }) => ({
      bytes,
      mediaType: 'image/png',
      width: shopPicture.width,
      height: shopPicture.height,
    }),
    now: () => Date.parse('2026-11-24T12:00:00Z'),
    random: () => 0,
    sleep: async ms => {
      waits.push(ms);
    },
    ...around,
  });
  return {
    analyzer,
    logger,
    waits,
    progress,
    analyze: (
      input = 'The shop uses Redis.',
      signal = new AbortController().signal,
    ) =>
      analyzer.analyze(
        typeof input === 'string' ? { kind: 'text', text: input } : input,
        { signal, onProgress: step => progress.push(step) },
      ),
  };
}
