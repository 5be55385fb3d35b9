import type {
  CaseScore,
  Counts,
  EvaluationCase,
  LabelledComponent,
  Prediction,
  RelationMode,
} from './types';

const MODES: RelationMode[] = ['strict', 'lenient', 'undirected'];
/** Only longer names may differ by one letter. */
const FUZZY_LENGTH = 5;

const normalize = (name: string) =>
  String(name)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
/** Without the parentheses that tell repeated labels apart. */
const base = (name: string) => normalize(name.replace(/\(.*?\)/g, ''));

/** Whether two words are at most one insertion, deletion or substitution apart. */
function nearlyEqual(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let i = 0;
  while (i < short.length && short[i] === long[i]) i++;
  return short.length === long.length
    ? short.slice(i + 1) === long.slice(i + 1)
    : short.slice(i) === long.slice(i + 1);
}

function similarity(
  predicted: Prediction['components'][number],
  labelled: LabelledComponent,
): number {
  const theirs = [
    normalize(predicted.name),
    base(predicted.name),
    ...(predicted.aliases ?? []).map(normalize),
  ].filter(Boolean);
  let best = 0;
  [labelled.name, ...(labelled.aliases ?? [])].forEach((label, index) => {
    for (const own of new Set([normalize(label), base(label)])) {
      if (!own) continue;
      for (const their of theirs) {
        if (their === own) best = Math.max(best, index ? 0.9 : 1);
        else if (
          Math.min(their.length, own.length) > FUZZY_LENGTH &&
          nearlyEqual(their, own)
        ) {
          best = Math.max(best, 0.8);
        }
      }
    }
  });
  return best;
}

/** Greedy, best first, one to one; a required label wins over an optional one on a tie. */
function matchComponents(
  labelled: readonly LabelledComponent[],
  predicted: Prediction['components'],
) {
  const candidates: Array<[score: number, p: number, g: number]> = [];
  predicted.forEach((p, i) =>
    labelled.forEach((g, j) => {
      const score = similarity(p, g);
      if (score) candidates.push([score - (g.optional ? 0.05 : 0), i, j]);
    }),
  );
  candidates.sort((a, b) => b[0] - a[0]);
  const labelOf = new Map<number, number>();
  const taken = new Set<number>();
  for (const [, i, j] of candidates) {
    if (labelOf.has(i) || taken.has(j)) continue;
    labelOf.set(i, j);
    taken.add(j);
  }
  return labelOf;
}

/**
 * Compares what an analyzer found with the labels of a case.
 *
 * @public
 */
export function scoreCase(
  truth: EvaluationCase,
  prediction: Prediction,
): CaseScore {
  const labels = truth.components;
  const labelOf = matchComponents(labels, prediction.components);
  const matched = [...labelOf];
  const required = labels.filter(label => !label.optional).length;
  const tp = matched.filter(([, j]) => !labels[j].optional).length;
  const kindOk = matched.filter(
    ([i, j]) =>
      !labels[j].optional && prediction.components[i].kind === labels[j].kind,
  ).length;

  const indexOfName = new Map(
    prediction.components.map((component, i) => [component.name, i]),
  );
  const indexOfLabel = (name: string) =>
    labels.findIndex(label => label.name === name);
  const predictedEnds = prediction.relations.map(({ from, to }) =>
    [from, to].map(name => {
      const index = indexOfName.get(name);
      return index === undefined ? undefined : labelOf.get(index);
    }),
  );
  const labelledEnds = truth.relations.map(relation => ({
    relation,
    from: indexOfLabel(relation.from),
    to: indexOfLabel(relation.to),
  }));
  const same = (a: number, b: number) =>
    a === b ||
    (a >= 0 && b >= 0 && base(labels[a].name) === base(labels[b].name));
  const fits = (
    { relation, from, to }: (typeof labelledEnds)[number],
    [a, b]: Array<number | undefined>,
    mode: RelationMode,
  ) => {
    if (a === undefined || b === undefined) return false;
    if (same(a, from) && same(b, to)) return true;
    const eitherWay =
      mode === 'undirected' || (mode === 'lenient' && relation.drawn);
    return Boolean(eitherWay) && same(a, to) && same(b, from);
  };

  const relations = {} as Record<RelationMode, Counts>;
  for (const mode of MODES) {
    const used = new Set<number>();
    let hits = 0;
    let optional = 0;
    for (const ends of predictedEnds) {
      const hit = labelledEnds.findIndex(
        (label, i) =>
          !used.has(i) && !label.relation.optional && fits(label, ends, mode),
      );
      if (hit >= 0) {
        used.add(hit);
        hits++;
      } else if (labelledEnds.some(label => fits(label, ends, mode))) {
        optional++;
      }
    }
    relations[mode] = {
      tp: hits,
      fp: predictedEnds.length - hits - optional,
      fn: truth.relations.filter(relation => !relation.optional).length - hits,
    };
  }

  const negatives = [
    ...(truth.negatives?.components ?? []).filter(name =>
      prediction.components.some(component =>
        normalize(component.name).includes(normalize(name)),
      ),
    ),
    ...(truth.negatives?.relations ?? [])
      .filter(([from, to]) =>
        predictedEnds.some(
          ([a, b]) => a === indexOfLabel(from) && b === indexOfLabel(to),
        ),
      )
      .map(([from, to]) => `${from} > ${to}`),
  ];

  return {
    components: {
      tp,
      fp: prediction.components.length - matched.length,
      fn: required - tp,
      kindOk,
    },
    relations,
    negatives,
  };
}
