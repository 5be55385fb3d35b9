import {
  ANNOTATION_ANALYSIS_ID,
  ANNOTATION_ELEMENT_ID,
} from '../../entities/annotations';
import { annotation, specOf, tagsOf, type FoundEntity } from './entity';
import { isTellingId, nameComparison, namesOf, systemOf } from './names';

/** How two entities were found to be one. */
export type MatchReason = 'ref' | 'element-id' | 'name' | 'similarity';

export interface Match {
  theirs: FoundEntity;
  reason: MatchReason;
}

type Pair = [ours: FoundEntity, theirs: FoundEntity];
type Test = (ours: FoundEntity, theirs: FoundEntity) => boolean;

/** Names that are less alike are two things; a wrong match is worse than an addition. */
const SIMILAR = 0.75;
/** How much better than the next one the best has to be. */
const MARGIN = 0.15;

/**
 * Finds for each entity of a plan the one of the repository that is the same thing. One to one; where more than one could
 * be it, none is. References come first, then this plugin's id of the element, then the name, then type, technology and
 * a similar name.
 *
 * @param guess - whether what is only likely counts; not for what was published there, which left its traces
 */
export function matchEntities(
  ours: FoundEntity[],
  theirs: FoundEntity[],
  guess = true,
): Map<FoundEntity, Match> {
  const matches = new Map<FoundEntity, Match>();
  const taken = new Set<FoundEntity>();
  const take = (reason: MatchReason, pairs: Pair[]) => {
    for (const [one, other] of pairs) {
      matches.set(one, { theirs: other, reason });
      taken.add(other);
    }
  };
  const candidates = (keys: (found: FoundEntity) => string[], test?: Test) =>
    findCandidates(
      ours.filter(one => !matches.has(one)),
      theirs.filter(other => !taken.has(other)),
      keys,
      test,
    );

  take('ref', uniquePairs(candidates(({ ref }) => [ref])));
  take('element-id', uniquePairs(candidates(elementKeys, sameAnalysis)));

  const system = ours.find(isSystem);
  if (guess && system && !matches.has(system)) {
    const other = findSystem(system, ours, theirs, matches);
    take('name', other ? [[system, other]] : []);
  }
  // Two systems in one repository may both have a "redis".
  const systemRef = system && (matches.get(system)?.theirs.ref ?? system.ref);
  const compatible: Test = (_, other) => {
    const theirSystem = systemOf(other);
    return theirSystem === undefined || theirSystem === systemRef;
  };

  take(
    'element-id',
    uniquePairs(
      candidates(
        elementKeys,
        (one, other) => compatible(one, other) && sameElement(one, other),
      ),
    ),
  );
  take('name', uniquePairs(candidates(nameKeys, compatible)));
  if (guess) {
    take('similarity', bestPairs(candidates(technologyKeys, compatible)));
  }
  return matches;
}

function findCandidates(
  ours: FoundEntity[],
  theirs: FoundEntity[],
  keys: (found: FoundEntity) => string[],
  test: Test = () => true,
): Map<FoundEntity, FoundEntity[]> {
  const byKey = new Map<string, FoundEntity[]>();
  for (const other of theirs) {
    for (const key of new Set(keys(other))) {
      byKey.set(key, [...(byKey.get(key) ?? []), other]);
    }
  }
  return new Map(
    ours.map(one => {
      const found = new Set(keys(one).flatMap(key => byKey.get(key) ?? []));
      return [one, [...found].filter(other => test(one, other))];
    }),
  );
}

/** Pairs in which each is the only candidate of the other. */
function uniquePairs(candidates: Map<FoundEntity, FoundEntity[]>): Pair[] {
  const rivals = new Map<FoundEntity, number>();
  for (const others of candidates.values()) {
    for (const other of others) {
      rivals.set(other, (rivals.get(other) ?? 0) + 1);
    }
  }
  return [...candidates].flatMap(([one, others]): Pair[] =>
    others.length === 1 && rivals.get(others[0]) === 1
      ? [[one, others[0]]]
      : [],
  );
}

/** Pairs that are alike, and clearly more so than either is to another. */
function bestPairs(candidates: Map<FoundEntity, FoundEntity[]>): Pair[] {
  const compare = nameComparison();
  const scores = [...candidates].flatMap(([one, others]) =>
    others.map(other => ({ one, other, score: compare(one, other) })),
  );
  /** The two best scores of each entity of either side. */
  const best = new Map<FoundEntity, [first: number, second: number]>();
  for (const { one, other, score } of scores) {
    for (const entity of [one, other]) {
      const [first, second] = best.get(entity) ?? [0, 0];
      best.set(
        entity,
        score > first ? [score, first] : [first, Math.max(second, score)],
      );
    }
  }
  return scores
    .filter(
      ({ one, other, score }) =>
        score >= SIMILAR &&
        [one, other].every(entity => {
          const [first, second] = best.get(entity)!;
          return score === first && second <= score - MARGIN;
        }),
    )
    .map(({ one, other }) => [one, other]);
}

function isSystem({ entity }: FoundEntity): boolean {
  return kindOf({ entity }) === 'system';
}

function kindOf({ entity }: Pick<FoundEntity, 'entity'>): string {
  return entity.kind.toLowerCase();
}

function nameKeys(found: FoundEntity): string[] {
  return isSystem(found)
    ? []
    : namesOf(found).map(name => `${kindOf(found)}:${name}`);
}

function technologyKeys(found: FoundEntity): string[] {
  const { type } = specOf(found.entity);
  return tagsOf(found.entity).map(tag => `${kindOf(found)}:${type}:${tag}`);
}

function elementKeys(found: FoundEntity): string[] {
  // No element stands for the System: there is one in an analysis.
  const id = isSystem(found)
    ? annotation(found.entity, ANNOTATION_ANALYSIS_ID)
    : annotation(found.entity, ANNOTATION_ELEMENT_ID);
  return id ? [`${kindOf(found)}:${id}`] : [];
}

function sameAnalysis(one: FoundEntity, other: FoundEntity): boolean {
  const id = annotation(one.entity, ANNOTATION_ANALYSIS_ID);
  return (
    id !== undefined && id === annotation(other.entity, ANNOTATION_ANALYSIS_ID)
  );
}

function sameElement(one: FoundEntity, other: FoundEntity): boolean {
  const id = annotation(one.entity, ANNOTATION_ELEMENT_ID);
  return (
    id !== undefined &&
    isTellingId(id) &&
    specOf(one.entity).type === specOf(other.entity).type
  );
}

/** The System under another name: the only one of its file, of a like name or with most of the elements in it. */
function findSystem(
  system: FoundEntity,
  ours: FoundEntity[],
  theirs: FoundEntity[],
  matches: ReadonlyMap<FoundEntity, Match>,
): FoundEntity | undefined {
  const systems = theirs.filter(isSystem);
  if (systems.length !== 1) {
    return undefined;
  }
  const [other] = systems;
  if (namesOf(other).some(name => namesOf(system).includes(name))) {
    return other;
  }
  const parts = ours.filter(one => one !== system);
  const members = theirs.filter(one => systemOf(one) === other.ref);
  const matched = parts.filter(part =>
    members.includes(matches.get(part)?.theirs as FoundEntity),
  );
  const named = uniquePairs(
    findCandidates(
      parts.filter(part => !matches.has(part)),
      members,
      nameKeys,
    ),
  );
  const known = matched.length + named.length;
  return known >= 2 && known * 2 >= parts.length ? other : undefined;
}
