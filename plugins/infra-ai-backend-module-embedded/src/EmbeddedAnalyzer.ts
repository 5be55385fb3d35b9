import { analyzerVersion, isExactPicture } from '@infra-ai/analysis';
import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  AnalyzeOptions,
  AnalyzerResult,
  InfrastructureAnalyzer,
} from '@infra-ai/backstage-plugin-infra-ai-node';
import { AnalysisThreads } from './AnalysisThreads';

/** `@infra-ai/analysis` as an analyzer of the back end. */
export class EmbeddedAnalyzer implements InfrastructureAnalyzer {
  readonly id = 'embedded';
  readonly title = 'Embedded';
  readonly version = analyzerVersion;
  readonly #threads = new AnalysisThreads();

  accepts(input: AnalyzerInput): boolean {
    return input.kind !== 'image' || this.readsExactly(input);
  }

  /** Pictures that carry the source they were drawn from, and SVG; of text and files nothing better can be said. */
  readsExactly(input: AnalyzerInput): boolean {
    return input.kind === 'image' && isExactPicture(input);
  }

  async analyze(
    input: AnalyzerInput,
    options: AnalyzeOptions,
  ): Promise<AnalyzerResult> {
    return { model: await this.#threads.analyze(input, options) };
  }

  async close(): Promise<void> {
    await this.#threads.close();
  }
}
