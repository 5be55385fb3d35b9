import type {
  CaseScore,
  Counts,
  EvaluationCase,
  EvaluationReport,
  Measures,
  RelationMode,
  ScoreSummary,
} from './types';

const MODES: RelationMode[] = ['strict', 'lenient', 'undirected'];

function measure({ tp, fp, fn }: Counts): Measures {
  const precision = tp + fp ? tp / (tp + fp) : 1;
  const recall = tp + fn ? tp / (tp + fn) : 1;
  const sum = precision + recall;
  return { precision, recall, f1: sum ? (2 * precision * recall) / sum : 0 };
}

function add(a: Counts, b: Counts): Counts {
  return { tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn };
}

function summaryOf(scores: readonly CaseScore[]): ScoreSummary {
  const zero: Counts = { tp: 0, fp: 0, fn: 0 };
  const components = scores.map(score => score.components);
  const total = components.reduce<Counts>(add, zero);
  const kindOk = components.reduce((sum, score) => sum + score.kindOk, 0);
  return {
    components: {
      ...measure(total),
      kindAccuracy: total.tp ? kindOk / total.tp : 0,
    },
    relations: Object.fromEntries(
      MODES.map(mode => [
        mode,
        measure(scores.map(score => score.relations[mode]).reduce(add, zero)),
      ]),
    ) as Record<RelationMode, Measures>,
    negatives: scores.reduce((sum, score) => sum + score.negatives.length, 0),
  };
}

/**
 * Sums scores over cases (micro average): per case, per kind of material, prose also per language, and over all.
 *
 * @public
 */
export function summarize(
  results: ReadonlyArray<{
    case: Pick<EvaluationCase, 'id' | 'kind' | 'language'>;
    score: CaseScore;
  }>,
): EvaluationReport {
  const cases: EvaluationReport['cases'] = {};
  const groups = new Map<string, CaseScore[]>();
  for (const { case: truth, score } of results) {
    cases[truth.id] = summaryOf([score]);
    const names = [truth.kind];
    if (truth.kind === 'prose' && truth.language) {
      names.push(`prose/${truth.language}`);
    }
    for (const name of names) {
      const group = groups.get(name);
      if (group) group.push(score);
      else groups.set(name, [score]);
    }
  }
  return {
    cases,
    kinds: Object.fromEntries(
      [...groups].map(([name, scores]) => [name, summaryOf(scores)]),
    ),
    all: summaryOf(results.map(({ score }) => score)),
  };
}
