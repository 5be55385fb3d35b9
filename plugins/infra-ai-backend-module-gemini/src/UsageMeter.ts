import type { AnalyzerUsage } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { GeminiUsage } from './client/GeminiClient';
import { costUsd } from './cost/cost';
import type { Prices } from './cost/listPrices';

/** Adds up what the calls of one analysis were billed, those that failed half way included. */
export class UsageMeter {
  readonly #calls: GeminiUsage[] = [];

  /** Answers the function that takes the reports of one call; each report replaces the one before. */
  startCall(): (usage: GeminiUsage) => void {
    let index: number | undefined;
    return usage => {
      index ??= this.#calls.length;
      this.#calls[index] = usage;
    };
  }

  /** The sum, or undefined when Gemini counted nothing. */
  total(model: string, prices: Prices, at: Date): AnalyzerUsage | undefined {
    if (this.#calls.length === 0) {
      return undefined;
    }
    const input = this.#calls.reduce((sum, call) => sum + call.input, 0);
    const output = this.#calls.reduce((sum, call) => sum + call.output, 0);
    const cost = costUsd(prices, model, { input, output }, at);
    return {
      model,
      inputTokens: input,
      outputTokens: output,
      ...(cost === undefined ? {} : { costUsd: cost }),
    };
  }
}
