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

/** What an installation without a vision model can do with a picture. */
const NO_ANALYZER_FOR_PICTURE =
  'Reading the pixels of a picture needs a vision model: an administrator has to set GEMINI_API_KEY. Until then give an SVG, or a draw.io or Excalidraw picture that was exported with its source, or describe the picture in words.';

/** One small input per kind, to ask analyzers what they take. */
const SAMPLES: AnalyzerInput[] = [
  { kind: 'text', text: 'A web shop with a database' },
  {
    kind: 'image',
    bytes: new Uint8Array(),
    mediaType: 'image/png',
    width: 1,
    height: 1,
  },
  {
    kind: 'files',
    files: [{ path: 'compose.yaml', content: new Uint8Array() }],
  },
];

/** Which analyzer runs, and what the person should know of the choice. */
export interface SelectedAnalyzer {
  analyzer: InfrastructureAnalyzer;
  note?: string;
}

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
   * The analyzer for an input: one that reads exactly what the material itself states, whichever was named; else the
   * named one; else the default; else another one that takes the input.
   *
   * @throws InputError that says which ones there are, or what to give instead
   */
  select(id: string | undefined, input: AnalyzerInput): SelectedAnalyzer {
    const named = id === undefined ? undefined : this.#named(id);
    const usual = named ?? this.#accepting(input);
    const exact = this.all().find(analyzer => analyzer.readsExactly?.(input));
    if (exact && exact !== usual) {
      return {
        analyzer: exact,
        note: `"${
          exact.title
        }" reads this exactly from the source that it carries${
          usual ? `, so it runs instead of "${usual.title}"` : ''
        }.`,
      };
    }
    if (named && !named.accepts(input)) {
      throw new InputError(this.#refusal(named, input));
    }
    if (!usual) {
      throw new InputError(this.#noneFor(input));
    }
    return { analyzer: usual };
  }

  #named(id: string): InfrastructureAnalyzer {
    const analyzer = this.#analyzers.get(id);
    if (!analyzer) {
      throw new InputError(`There is no analyzer "${id}": ${this.#known()}`);
    }
    return analyzer;
  }

  /** The first that takes the input: the default, then the preferred ones, then any. */
  #accepting(input: AnalyzerInput): InfrastructureAnalyzer | undefined {
    const ids = [this.#defaultId, ...PREFERRED, ...this.#analyzers.keys()];
    return ids
      .map(id => (id === undefined ? undefined : this.#analyzers.get(id)))
      .find(analyzer => analyzer?.accepts(input));
  }

  #refusal(named: InfrastructureAnalyzer, input: AnalyzerInput): string {
    if (input.kind !== 'image') {
      return `The analyzer "${named.id}" takes no input of the kind "${input.kind}". Choose another one.`;
    }
    const other = this.#accepting(input);
    return `The analyzer "${named.id}" cannot read this picture. ${
      other
        ? `Choose "${other.id}", or leave the choice open.`
        : NO_ANALYZER_FOR_PICTURE
    }`;
  }

  #noneFor(input: AnalyzerInput): string {
    if (this.#analyzers.size === 0) {
      return 'No analyzer is installed: an administrator has to add one of the infra-ai analyzer modules to the back end';
    }
    return input.kind === 'image'
      ? NO_ANALYZER_FOR_PICTURE
      : `No installed analyzer takes input of the kind "${
          input.kind
        }": ${this.#known()}`;
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
