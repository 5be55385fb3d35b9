import type {
  AnalyzerInput,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  AnalyzeOptions,
  AnalyzerResult,
  InfrastructureAnalyzer,
} from '@infra-ai/backstage-plugin-infra-ai-node';

/** A small valid model. */
export function shopModel(): InfrastructureModel {
  return {
    system: { name: 'shop' },
    elements: [
      {
        id: 'web',
        kind: 'component',
        type: 'website',
        name: 'web shop',
        evidence: [{ kind: 'text', start: 0, end: 8 }],
        confidence: 1,
      },
      {
        id: 'db',
        kind: 'resource',
        type: 'database',
        name: 'orders',
        technology: 'PostgreSQL',
        evidence: [],
        confidence: 0.9,
      },
    ],
    relations: [
      { from: 'web', to: 'db', type: 'dependsOn', evidence: [], confidence: 1 },
    ],
    warnings: [],
    source: { kind: 'text', format: 'prose/en' },
  };
}

/** An analyzer whose behavior a test decides. */
export class FakeAnalyzer implements InfrastructureAnalyzer {
  readonly title = 'Fake';
  version = '1';
  calls = 0;
  /** Kinds of input it takes. */
  accepted: Array<AnalyzerInput['kind']> = ['text'];
  /** Whether it finds its answer in the material itself. */
  exact: (input: AnalyzerInput) => boolean = () => false;
  /** The last input. */
  input?: AnalyzerInput;
  health?: () => Promise<void>;

  constructor(
    public readonly id = 'embedded',
    public behavior: (
      text: string,
      options: AnalyzeOptions,
    ) => Promise<AnalyzerResult> = async () => ({ model: shopModel() }),
  ) {}

  accepts(input: AnalyzerInput): boolean {
    return this.accepted.includes(input.kind);
  }

  readsExactly(input: AnalyzerInput): boolean {
    return this.exact(input);
  }

  async analyze(
    input: AnalyzerInput,
    options: AnalyzeOptions,
  ): Promise<AnalyzerResult> {
    this.calls++;
    this.input = input;
    return this.behavior(input.kind === 'text' ? input.text : '', options);
  }

  async checkHealth(): Promise<void> {
    await this.health?.();
  }
}
