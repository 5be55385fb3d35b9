import { analyzerVersion, isExactPicture } from '@infra-ai/analysis';
import type {
  AnalyzerInput,
  ImageInput,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  AnalyzeOptions,
  AnalyzerResult,
  InfrastructureAnalyzer,
} from '@infra-ai/backstage-plugin-infra-ai-node';
import { readPixelsAndText, TextRecognizer } from '@infra-ai/pictures';
import { AnalysisThreads } from './AnalysisThreads';

/** `@infra-ai/analysis` as an analyzer of the back end. */
export class EmbeddedAnalyzer implements InfrastructureAnalyzer {
  readonly id = 'embedded';
  readonly title = 'Embedded';
  readonly version = analyzerVersion;
  readonly #threads = new AnalysisThreads();
  readonly #recognizer = new TextRecognizer();

  accepts(input: AnalyzerInput): boolean {
    return (
      input.kind !== 'image' || isRaster(input) || this.readsExactly(input)
    );
  }

  /** Pictures that carry the source they were drawn from, and SVG; of text and files nothing better can be said. */
  readsExactly(input: AnalyzerInput): boolean {
    return input.kind === 'image' && isExactPicture(input);
  }

  async analyze(
    input: AnalyzerInput,
    options: AnalyzeOptions,
  ): Promise<AnalyzerResult> {
    if (input.kind !== 'image' || !isRaster(input) || isExactPicture(input)) {
      return { model: await this.#threads.analyze(input, options) };
    }
    options.onProgress({
      step: 'read',
      message: 'Reading the text in the picture',
    });
    const pixels = await readPixelsAndText(input, this.#recognizer, {
      signal: options.signal,
    });
    return { model: await this.#threads.analyze(input, options, pixels) };
  }

  async close(): Promise<void> {
    await Promise.all([this.#threads.close(), this.#recognizer.close()]);
  }
}

function isRaster({ mediaType }: ImageInput): boolean {
  return mediaType !== 'image/svg+xml';
}
