import {
  toEntities,
  toEntityName,
  type InfrastructureModel,
  type ToEntitiesOptions,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { applyEdit } from '../applyEdit';
import type { ModelEdit, SystemChange } from '../edits';
import { checkDocument } from './checkDocument';
import { elementChange, newElement, textOf, titleOf } from './elementChange';
import { pairDocuments, writtenElements } from './pairDocuments';
import type { YamlProblem } from './problems';
import { readDocuments, type EntityDocument } from './readDocuments';
import { relationEdits, wantedRelations } from './relationEdits';
import { keptFields } from './keptFields';

/** Taking a relation of an API away changes what its providers say; this many rounds settle it. */
const MAX_ROUNDS = 4;

/** What an edited catalog file means for the model. */
export interface YamlResult {
  /** Steps that make the model say what the file says; none while there is an error. */
  edits: ModelEdit[];
  /** By line. */
  problems: YamlProblem[];
}

/**
 * Reads an edited `catalog-info.yaml` back into the steps that lead from a model to it. Only what differs from what the
 * model is written as becomes a step, so everything that the file does not tell (evidence, confidence, technology, what is
 * only pointed at) is kept. What it tells but the model has no place for is a warning, and kept as it was. Pure.
 *
 * @param options - with which the model was written as the text that was edited
 */
export function applyYaml(
  model: InfrastructureModel,
  text: string,
  options: Omit<ToEntitiesOptions, 'systemName'>,
): YamlResult {
  const { documents, problems } = readDocuments(text);
  if (hasError(problems)) {
    // What cannot be read may hold what would be missed.
    return failed(problems);
  }
  problems.push(...documents.flatMap(checkDocument), ...checkFile(documents));
  if (hasError(problems)) {
    return failed(problems);
  }
  const write = (one: InfrastructureModel) =>
    toEntities(one, { ...options, systemName: one.system?.name });
  const before = write(model);
  const pairs = pairDocuments(documents, writtenElements(before));
  const ids = new Map<EntityDocument, string>();
  const system = documents.find(({ kind }) => kind === 'system')!;
  const elements = documents.filter(document => document !== system);
  const edits = [
    ...systemEdits(system, model, before.entities[0].metadata.name),
    ...elementEdits({ model, elements, pairs, ids, before }),
  ];

  const kinds = new Map(
    Object.entries(before.refs).map(([id, ref]) => [id, ref.split(':', 1)[0]]),
  );
  ids.forEach((id, { kind }) => kinds.set(id, kind));
  const { wanted, problems: unknown } = wantedRelations(elements, {
    ids,
    before,
    kindOf: id => kinds.get(id),
  });
  problems.push(...unknown);
  if (hasError(problems)) {
    return failed(problems);
  }

  let next = applyEdit(model, { op: 'all', edits });
  let mapping = write(next);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const more = [
      ...inheritedEdits(elements, ids, mapping),
      ...relationEdits(next, mapping, wanted),
    ];
    if (more.length === 0) {
      break;
    }
    next = applyEdit(next, { op: 'all', edits: more });
    mapping = write(next);
    edits.push(...more);
  }
  problems.push(...keptFields({ documents, ids, before, after: mapping }));
  return { edits, problems: byLine(problems) };
}

function checkFile(documents: readonly EntityDocument[]): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const systems = documents.filter(({ kind }) => kind === 'system');
  if (systems.length === 0) {
    problems.push({ severity: 'error', line: 1, code: 'noSystem', what: '' });
  }
  systems
    .slice(1)
    .forEach(one => problems.push(one.problem('twoSystems', ['kind'])));
  const seen = new Set<string>();
  for (const document of documents) {
    if (typeof document.metadata.name === 'string') {
      if (seen.has(document.ref)) {
        problems.push(
          document.problem('sameName', ['metadata', 'name'], document.ref),
        );
      }
      seen.add(document.ref);
    }
  }
  return problems;
}

function systemEdits(
  document: EntityDocument,
  model: InfrastructureModel,
  nameBefore: string,
): ModelEdit[] {
  const { metadata, spec, name } = document;
  const system = model.system ?? { name: nameBefore };
  const change: SystemChange = {};
  if (name !== nameBefore) {
    change.name = name;
  }
  const title = titleOf(document);
  const titleBefore = system.title ?? system.name;
  if (title !== (titleBefore === nameBefore ? undefined : titleBefore)) {
    change.title = title;
    if (title === undefined) {
      change.name = name;
    }
  } else if (change.name && title !== undefined) {
    change.title = title;
  }
  const description = textOf(metadata.description);
  if (description !== textOf(system.description)) {
    change.description = description;
  }
  const domain = textOf(spec.domain);
  if (domain !== (system.domain && toEntityName(system.domain))) {
    change.domain = domain;
  }
  return Object.keys(change).length ? [{ op: 'setSystem', change }] : [];
}

function elementEdits(options: {
  model: InfrastructureModel;
  elements: readonly EntityDocument[];
  pairs: ReturnType<typeof pairDocuments>;
  /** Filled with the element of each document. */
  ids: Map<EntityDocument, string>;
  before: ReturnType<typeof toEntities>;
}): ModelEdit[] {
  const { model, elements, pairs, ids, before } = options;
  const system = before.entities[0].metadata.name;
  const taken = new Set(model.elements.map(({ id }) => id));
  const byId = new Map(model.elements.map(element => [element.id, element]));
  const edits: ModelEdit[] = [];
  const stays = new Set([...pairs.values()].map(({ id }) => id));
  const removed = writtenElements(before)
    .map(({ id }) => id)
    .filter(id => !stays.has(id));
  if (removed.length > 0) {
    edits.push({ op: 'removeElements', ids: removed });
  }
  for (const document of elements) {
    const pair = pairs.get(document);
    if (pair) {
      const { id, entity } = pair;
      ids.set(document, id);
      const change = elementChange(document, byId.get(id)!, entity, system);
      if (Object.keys(change).length > 0) {
        edits.push({ op: 'setElement', id, change });
      }
    } else {
      const id = freeId(taken, toEntityName(document.name));
      taken.add(id);
      ids.set(document, id);
      edits.push({
        op: 'addElement',
        element: newElement(document, id, system),
      });
    }
  }
  return edits;
}

/** Owner and lifecycle, which an element has from elsewhere unless it says so itself. */
function inheritedEdits(
  documents: readonly EntityDocument[],
  ids: ReadonlyMap<EntityDocument, string>,
  mapping: ReturnType<typeof toEntities>,
): ModelEdit[] {
  const entities = new Map(
    writtenElements(mapping).map(({ id, entity }) => [id, entity]),
  );
  return documents.flatMap((document): ModelEdit[] => {
    const id = ids.get(document)!;
    const before = entities.get(id)?.spec;
    const owner = textOf(document.spec.owner);
    const lifecycle = textOf(document.spec.lifecycle);
    const change = {
      ...(before &&
      owner !== undefined &&
      document.refAt(owner, 'group') !== document.refAt(before.owner, 'group')
        ? { owner }
        : {}),
      ...(before?.lifecycle !== undefined && lifecycle !== before.lifecycle
        ? { lifecycle }
        : {}),
    };
    return Object.keys(change).length ? [{ op: 'setElement', id, change }] : [];
  });
}

function freeId(taken: ReadonlySet<string>, stem: string): string {
  let id = stem;
  for (let count = 2; taken.has(id); count++) {
    id = `${stem}-${count}`;
  }
  return id;
}

function hasError(problems: readonly YamlProblem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

function failed(problems: YamlProblem[]): YamlResult {
  return { edits: [], problems: byLine(problems) };
}

function byLine(problems: YamlProblem[]): YamlProblem[] {
  return [...problems].sort((a, b) => a.line - b.line);
}
