import type { Entity } from '@backstage/catalog-model';
import type { EntityMapping } from '@infra-ai/backstage-plugin-infra-ai-common';
import { RELATION_FIELDS } from './checkDocument';
import { writtenElements } from './pairDocuments';
import type { YamlProblem } from './problems';
import { isObject, type EntityDocument } from './readDocuments';
import { textOf } from './elementChange';

type Path = string[];

/** Relations are compared as relations; where a kind has no such field, it is not kept. */
const RELATIONS: Record<string, string[]> = {
  component: [...Object.keys(RELATION_FIELDS), 'subcomponentOf'],
  resource: ['dependsOn', 'dependencyOf'],
};

/** What a person changed in a file and the file will not say: the model has no place for it, or decides it itself. */
export function keptFields(options: {
  documents: readonly EntityDocument[];
  ids: ReadonlyMap<EntityDocument, string>;
  before: EntityMapping;
  after: EntityMapping;
}): YamlProblem[] {
  const { documents, ids, before, after } = options;
  const entitiesOf = (mapping: EntityMapping) => {
    const byId = new Map(
      writtenElements(mapping).map(({ id, entity }) => [id, entity]),
    );
    const [system] = mapping.entities;
    return (document: EntityDocument): Entity | undefined =>
      document.kind === 'system' ? system : byId.get(ids.get(document)!);
  };
  const beforeOf = entitiesOf(before);
  const afterOf = entitiesOf(after);
  return documents.flatMap(document => {
    const was = beforeOf(document);
    const is = afterOf(document);
    return changedPaths(document, was)
      .filter(path => !isSame(valueAt(document.value, path), valueAt(is, path)))
      .map(path =>
        path.join('.') === 'metadata.name'
          ? document.problem('renamed', path, is?.metadata.name, 'warning')
          : document.problem('kept', path, path.join('.'), 'warning'),
      );
  });
}

/** Fields that a document has otherwise than the entity it was, down to the entries of `metadata` and `spec`. */
function changedPaths(
  document: EntityDocument,
  was: Entity | undefined,
): Path[] {
  const compared = (part: 'metadata' | 'spec' | 'annotations') => {
    const path = part === 'annotations' ? ['metadata', part] : [part];
    const now = valueAt(document.value, path);
    const old = was && valueAt(was, path);
    const keys = new Set([
      ...Object.keys(isObject(now) ? now : {}),
      ...Object.keys(isObject(old) ? old : {}),
    ]);
    return [...keys].map(key => [...path, key]);
  };
  const isRelation = (path: Path) =>
    path[0] === 'spec' && RELATIONS[document.kind]?.includes(path[1]);
  return [
    ['apiVersion'],
    ['kind'],
    ...Object.keys(document.value)
      .filter(key => !['apiVersion', 'kind', 'metadata', 'spec'].includes(key))
      .map(key => [key]),
    ...compared('metadata').filter(path => path[1] !== 'annotations'),
    ...compared('annotations'),
    ...compared('spec'),
  ].filter(
    path =>
      !isRelation(path) &&
      !isSame(valueAt(document.value, path), was && valueAt(was, path)),
  );
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined,
    value,
  );
}

/** Texts without the space around them, lists in any order, and nothing for what is empty. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length ? value.map(item => JSON.stringify(item)).sort() : null;
  }
  return typeof value === 'string' ? textOf(value) ?? null : value ?? null;
}
