import { wordsOf } from '../match/nameForms';
import type {
  Element,
  InfrastructureModel,
  Relation,
  RelationType,
} from '../model';
import { isTellingId } from '../update/merge/names';

const ELEMENT_FIELDS = [
  'name',
  'title',
  'kind',
  'type',
  'technology',
  'description',
  'owner',
  'lifecycle',
  'tags',
  'definition',
  'catalog',
] as const satisfies ReadonlyArray<keyof Element>;
const SYSTEM_FIELDS = [
  'name',
  'title',
  'description',
  'owner',
  'domain',
  'tags',
] as const;
/** What of elements, relations and the system is compared. @public */
export type ComparedField =
  | (typeof ELEMENT_FIELDS)[number]
  | (typeof SYSTEM_FIELDS)[number];

/** @public */
export type ModelChange = 'added' | 'removed' | 'changed' | 'unchanged';

/** A field that differs, as text; absent where it has no value. @public */
export interface FieldDifference {
  field: ComparedField;
  before?: string;
  after?: string;
}

/** An element of one model or of both. @public */
export interface ElementComparison {
  change: ModelChange;
  before?: Element;
  after?: Element;
  /** Of a `changed` one. */
  fields: FieldDifference[];
}

/** A relation of one model or of both, between the names that its ends have. @public */
export interface RelationComparison {
  change: ModelChange;
  from: string;
  to: string;
  /** Of the later model, else of the earlier. */
  type: RelationType;
  /** Of a `changed` one. */
  fields: FieldDifference[];
}

/** How one model differs from another; what changed comes first, what is the same last. @public */
export interface ModelComparison {
  /** What is said of the system itself. */
  system: FieldDifference[];
  elements: ElementComparison[];
  relations: RelationComparison[];
}

type System = NonNullable<InfrastructureModel['system']>;

const RANK: Record<ModelChange, number> = {
  changed: 0,
  added: 1,
  removed: 2,
  unchanged: 3,
};

/**
 * Compares two models by what they say, not by where they found it: evidence and confidence are left out. An element is
 * the same when its id says what it is and is the same, else when its name is, in any spelling, of the same kind before
 * another one.
 *
 * @public
 */
export function compareModels(
  before: InfrastructureModel,
  after: InfrastructureModel,
): ModelComparison {
  const pairs = pairElements(before.elements, after.elements);
  return {
    system: differences<Partial<System>>(
      SYSTEM_FIELDS,
      before.system ?? {},
      after.system ?? {},
    ),
    elements: byChange(pairs.map(compareElements)),
    relations: byChange(compareRelations(before, after, pairs)),
  };
}

interface Pair<T> {
  before?: T;
  after?: T;
}

function pairElements(before: Element[], after: Element[]): Pair<Element>[] {
  const partner = new Map<Element, Element>();
  const open = new Set(before);
  const nameOf = ({ name }: Element) => wordsOf(name).join('-');
  const keys: Array<(element: Element) => string | undefined> = [
    ({ id, kind }) => (isTellingId(id) ? `${kind}:${id}` : undefined),
    element => `${element.kind}:${nameOf(element)}`,
    nameOf,
  ];
  for (const keyOf of keys) {
    const candidates = new Map<string, Element[]>();
    for (const element of open) {
      const key = keyOf(element);
      if (key) {
        candidates.set(key, [...(candidates.get(key) ?? []), element]);
      }
    }
    for (const element of after) {
      const key = partner.has(element) ? undefined : keyOf(element);
      const found = key && candidates.get(key)?.shift();
      if (found) {
        partner.set(element, found);
        open.delete(found);
      }
    }
  }
  return [
    ...after.map(element => ({ before: partner.get(element), after: element })),
    ...[...open].map(element => ({ before: element })),
  ];
}

function compareElements(pair: Pair<Element>): ElementComparison {
  const { before, after } = pair;
  const fields =
    before && after ? differences(ELEMENT_FIELDS, before, after) : [];
  return { change: changeOf(pair, fields), before, after, fields };
}

function compareRelations(
  before: InfrastructureModel,
  after: InfrastructureModel,
  elements: Pair<Element>[],
): RelationComparison[] {
  const place = new Map<string, number>();
  const names = elements.map(pair => {
    const shown = (pair.after ?? pair.before)!;
    return shown.title ?? shown.name;
  });
  elements.forEach((pair, index) => {
    place.set(`before ${pair.before?.id}`, index);
    place.set(`after ${pair.after?.id}`, index);
  });
  const ends = (side: 'before' | 'after', { from, to }: Relation) =>
    [from, to].map(id => place.get(`${side} ${id}`)!);

  // Between the same two elements, first those of the same type, then what is left over of another one.
  const open = new Map<string, Relation[]>();
  for (const relation of before.relations) {
    const key = ends('before', relation).join();
    open.set(key, [...(open.get(key) ?? []), relation]);
  }
  const take = (key: string, type?: RelationType) => {
    const rest = open.get(key) ?? [];
    const index = rest.findIndex(one => !type || one.type === type);
    return index < 0 ? undefined : rest.splice(index, 1)[0];
  };
  const keyed = after.relations.map(relation => ({
    key: ends('after', relation).join(),
    after: relation,
    before: undefined as Relation | undefined,
  }));
  for (const pair of keyed) {
    pair.before = take(pair.key, pair.after.type);
  }
  for (const pair of keyed) {
    pair.before ??= take(pair.key);
  }
  const removed = [...open].flatMap(([key, relations]) =>
    relations.map(relation => ({ key, before: relation, after: undefined })),
  );
  return [...keyed, ...removed].map(pair => {
    const [from, to] = pair.key.split(',').map(index => names[Number(index)]);
    const fields =
      pair.before && pair.after
        ? differences(['type', 'description'], pair.before, pair.after)
        : [];
    const { type } = (pair.after ?? pair.before)!;
    return { change: changeOf(pair, fields), from, to, type, fields };
  });
}

function changeOf<T>(
  { before, after }: Pair<T>,
  fields: FieldDifference[],
): ModelChange {
  if (!before) {
    return 'added';
  }
  if (!after) {
    return 'removed';
  }
  return fields.length > 0 ? 'changed' : 'unchanged';
}

function differences<T extends object>(
  fields: ReadonlyArray<keyof T & ComparedField>,
  before: T,
  after: T,
): FieldDifference[] {
  return fields
    .map(field => ({
      field,
      before: toText(before[field]),
      after: toText(after[field]),
    }))
    .filter(difference => difference.before !== difference.after);
}

function toText(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') {
    return value;
  }
  if (Array.isArray(value)) {
    // The order of tags says nothing.
    return value.length > 0 ? [...value].sort().join(', ') : undefined;
  }
  return Object.values(value as object).join(', ');
}

function byChange<T extends { change: ModelChange }>(items: T[]): T[] {
  return [...items].sort((a, b) => RANK[a.change] - RANK[b.change]);
}
