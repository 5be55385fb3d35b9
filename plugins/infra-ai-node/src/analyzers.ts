import {
  createExtensionPoint,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  AnalyzerInput,
  AnalyzerProgress,
  AnalyzerUsage,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** @public */
export interface AnalyzeOptions {
  /** Aborts when the person cancels or the job runs out of time; reject with the signal's reason. */
  signal: AbortSignal;
  /** Reports a step for the person who waits. Cheap, and may be called often. */
  onProgress(progress: AnalyzerProgress): void;
  /** Writes lines that carry the analysis' id. Left out outside a back end. */
  logger?: LoggerService;
}

/** @public */
export interface AnalyzerResult {
  /** Checked against the model's schema by the caller, whatever the analyzer promises. */
  model: InfrastructureModel;
  /** For analyzers that cost money. */
  usage?: AnalyzerUsage;
}

/**
 * Turns material into an infrastructure model.
 *
 * An analyzer that fails throws; it never answers with something it did not find. Throw the types of
 * `@backstage/errors` with a message that says what the person can do next: `InputError` for material it cannot use,
 * `ServiceUnavailableError` for a service that did not answer. An error of an analysis that cost money all the
 * same may carry `usage`, an `AnalyzerUsage`, so that it is counted.
 *
 * @public
 */
export interface InfrastructureAnalyzer {
  /** Stable id, as named in requests and in `infraAi.defaultAnalyzer`. */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  /**
   * Changes whenever the same input may get another answer: stored answers of other versions are not used again.
   */
  readonly version: string;
  /** Whether it can do anything with this input. Must not do I/O. */
  accepts(input: AnalyzerInput): boolean;
  /**
   * Whether it would read this input from what the material itself states, such as the source that a picture carries, and
   * not estimate it. Such an analyzer runs whichever one the caller named; the result names the one that ran. Must not do
   * I/O. Left out: never.
   */
  readsExactly?(input: AnalyzerInput): boolean;
  /**
   * @throws InputError when nothing can be made of the input
   */
  analyze(
    input: AnalyzerInput,
    options: AnalyzeOptions,
  ): Promise<AnalyzerResult>;
  /**
   * Whether it could work now, for the health page. Left out: always.
   */
  checkHealth?(options: { signal: AbortSignal }): Promise<void>;
}

/** @public */
export interface InfraAiAnalyzersExtensionPoint {
  /**
   * Registers an analyzer.
   *
   * @throws Error when the id is taken
   */
  addAnalyzer(analyzer: InfrastructureAnalyzer): void;
}

/**
 * Where backend modules register analyzers.
 *
 * @example
 * ```ts
 * createBackendModule({
 *   pluginId: 'infra-ai',
 *   moduleId: 'my-analyzer',
 *   register(reg) {
 *     reg.registerInit({
 *       deps: { analyzers: infraAiAnalyzersExtensionPoint },
 *       async init({ analyzers }) {
 *         analyzers.addAnalyzer(new MyAnalyzer());
 *       },
 *     });
 *   },
 * });
 * ```
 *
 * @public
 */
export const infraAiAnalyzersExtensionPoint =
  createExtensionPoint<InfraAiAnalyzersExtensionPoint>({
    id: 'infra-ai.analyzers',
  });
