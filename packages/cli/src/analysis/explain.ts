import type {
  AnalyzerInput,
  Evidence,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { formatTable } from '../lib/table';
import { SourceLines } from './SourceLines';

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
