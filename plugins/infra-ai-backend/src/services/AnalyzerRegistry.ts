import { InputError } from '@backstage/errors';
import type {
  AnalyzerInfo,
  AnalyzerInput,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  InfraAiAnalyzersExtensionPoint,
  InfrastructureAnalyzer,
} from '@infra-ai/backstage-plugin-infra-ai-node';

/** Tried in this order when neither the request nor the configuration names one. */
const PREFERRED = ['gemini', 'embedded'];

/** One small input per kind, to ask analyzers what they take. */
const SAMPLES: AnalyzerInput[] = [
  { kind: 'text', text: 'A web shop with a database' },
  { kind: 'image', bytes: new Uint8Array(), mediaType: 'image/png' },
  {
    kind: 'files',
    files: [{ path: 'compose.yaml', content: new Uint8Array() }],
  },
];

/** The analyzers of this back end. Modules fill it before the plugin starts. */
export class AnalyzerRegistry implements InfraAiAnalyzersExtensionPoint {
  readonly #analyzers = new Map<string, InfrastructureAnalyzer>();
  #defaultId?: string;

  addAnalyzer(analyzer: InfrastructureAnalyzer): void {
    if (this.#analyzers.has(analyzer.id)) {
      throw new Error(
        `Two analyzers have the id "${analyzer.id}": remove one of the modules that register it`,
      );
    }
    this.#analyzers.set(analyzer.id, analyzer);
  }

  /**
   * Decides which analyzer runs when none is named.
   *
   * @throws InputError when the configured one does not exist
   */
  setDefault(configured: string | undefined): void {
    if (configured && !this.#analyzers.has(configured)) {
      throw new InputError(
        `infraAi.defaultAnalyzer names "${configured}", but ${this.#known()}`,
      );
    }
    this.#defaultId =
      configured ??
      PREFERRED.find(id => this.#analyzers.has(id)) ??
      this.#analyzers.keys().next().value;
  }

  /** Undefined when no such analyzer is installed (any more). */
  find(id: string): InfrastructureAnalyzer | undefined {
    return this.#analyzers.get(id);
  }

  /**
   * The analyzer for an input.
   *
   * @throws InputError that names the known ones
   */
  select(id: string | undefined, input: AnalyzerInput): InfrastructureAnalyzer {
    const wanted = id ?? this.#defaultId;
    const analyzer = wanted && this.#analyzers.get(wanted);
    if (!analyzer) {
      throw new InputError(
        wanted
          ? `There is no analyzer "${wanted}": ${this.#known()}`
          : 'No analyzer is installed: an administrator has to add one of the infra-ai analyzer modules to the back end',
      );
    }
    if (!analyzer.accepts(input)) {
      throw new InputError(
        `The analyzer "${analyzer.id}" takes no input of the kind "${input.kind}". Choose another one.`,
      );
    }
    return analyzer;
  }

  all(): InfrastructureAnalyzer[] {
    return [...this.#analyzers.values()];
  }

  list(): AnalyzerInfo[] {
    return this.all().map(analyzer => ({
      id: analyzer.id,
      title: analyzer.title,
      version: analyzer.version,
      default: analyzer.id === this.#defaultId,
      accepts: SAMPLES.filter(sample => analyzer.accepts(sample)).map(
        sample => sample.kind,
      ),
    }));
  }

  #known(): string {
    const ids = [...this.#analyzers.keys()];
    return ids.length
      ? `the known ones are ${ids.map(id => `"${id}"`).join(', ')}`
      : 'none is installed';
  }
}
