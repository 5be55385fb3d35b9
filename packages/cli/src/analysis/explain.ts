import type {
  AnalyzerInput,
  Evidence,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { formatTable } from '../lib/table';

/** So that a minified file does not fill the terminal. */
const MAX_LINE = 100;

/** Each element and relation beside the place that it comes from, and what is written there. */
export function explain(
  model: InfrastructureModel,
  input: AnalyzerInput,
): string {
  const nameOf = new Map(model.elements.map(({ id, name }) => [id, name]));
  const source = new SourceLines(input);
  const row = (what: string, how: string, evidence: Evidence[]) => {
    const [place, line] = describe(evidence[0], source);
    return { cells: [what, how, place, line].map(printable) };
  };
  return formatTable(
    ['FINDING', 'READ AS', 'FROM', 'LINE'],
    [
      ...model.elements.map(({ name, kind, type, technology, evidence }) =>
        row(
          name,
          [kind, type, technology].filter(Boolean).join(', '),
          evidence,
        ),
      ),
      ...model.relations.map(({ from, to, type, evidence }) =>
        row(`${nameOf.get(from)} -> ${nameOf.get(to)}`, type, evidence),
      ),
    ],
  );
}

class SourceLines {
  private readonly text: string = '';
  private readonly files = new Map<string, string[]>();

  constructor(input: AnalyzerInput) {
    if (input.kind === 'text') this.text = input.text;
    if (input.kind === 'files') {
      for (const { path, content } of input.files) {
        this.files.set(path, new TextDecoder().decode(content).split('\n'));
      }
    }
  }

  inFile(path: string, line: number): string {
    return this.files.get(path)?.[line - 1]?.trim() ?? '';
  }

  /** The line around an offset of the text. */
  at(offset: number): [place: string, line: string] {
    const before = this.text.slice(0, offset).split('\n');
    const end = this.text.indexOf('\n', offset);
    const from = offset - before[before.length - 1].length;
    const line = this.text.slice(from, end < 0 ? undefined : end).trim();
    return [`line ${before.length}`, line];
  }
}

function describe(
  evidence: Evidence | undefined,
  source: SourceLines,
): [place: string, line: string] {
  switch (evidence?.kind) {
    case 'file':
      return [
        `${evidence.path}:${evidence.line}`,
        source.inFile(evidence.path, evidence.line),
      ];
    case 'text':
      return source.at(evidence.start);
    case 'image':
      return [
        `at ${percent(evidence.x)}, ${percent(evidence.y)} of the picture`,
        '',
      ];
    default:
      return ['inferred', evidence?.why ?? ''];
  }
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

/** Input may hold control sequences, which must not reach the terminal. */
function printable(text: string): string {
  const clean = text.replace(/\p{Cc}+/gu, ' ');
  return clean.length > MAX_LINE ? `${clean.slice(0, MAX_LINE - 1)}…` : clean;
}
