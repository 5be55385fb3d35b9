import { makeValidator } from '@backstage/catalog-model';
import {
  elementKinds,
  elementSchema,
  isOwnerRef,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { YamlProblem } from './problems';
import type { EntityDocument } from './readDocuments';

const validators = makeValidator();

/** Fields whose values the model's schema limits. */
const FIELDS = {
  title: ['metadata', 'title'],
  description: ['metadata', 'description'],
  tags: ['metadata', 'tags'],
  type: ['spec', 'type'],
  owner: ['spec', 'owner'],
  lifecycle: ['spec', 'lifecycle'],
  definition: ['spec', 'definition'],
} as const;
const valuesSchema = elementSchema.pick({
  title: true,
  description: true,
  tags: true,
  type: true,
  owner: true,
  lifecycle: true,
  definition: true,
});

/** Fields of a `spec` that hold references to other entities, with the kind that a reference without one means. */
export const RELATION_FIELDS = {
  dependsOn: undefined,
  dependencyOf: undefined,
  providesApis: 'api',
  consumesApis: 'api',
} as const;

/** What of a document keeps it from being an entity of this file, on its own. */
export function checkDocument(document: EntityDocument): YamlProblem[] {
  const { kind, metadata, spec } = document;
  const isSystem = kind === 'system';
  if (!isSystem && !elementKinds.some(known => known === kind)) {
    return [document.problem('kind', ['kind'], String(document.value.kind))];
  }
  const problems: YamlProblem[] = [];
  if (!validators.isValidEntityName(metadata.name)) {
    problems.push(
      document.problem('name', ['metadata', 'name'], String(metadata.name)),
    );
  }
  const schema = schemaOf(kind);
  const values = Object.fromEntries(
    Object.entries(FIELDS).flatMap(([field, [part, key]]) => {
      const value = document[part][key];
      // An empty value is none, as in the catalog.
      return value === undefined || value === null || value === ''
        ? []
        : [[field, value]];
    }),
  );
  const result = schema.safeParse(values);
  for (const { path } of result.error?.issues ?? []) {
    const [field, ...rest] = path as [keyof typeof FIELDS, ...number[]];
    problems.push(
      document.problem(
        'value',
        [...FIELDS[field], ...rest],
        FIELDS[field].join('.'),
      ),
    );
  }
  if (typeof spec.owner === 'string' && !isOwnerRef(spec.owner)) {
    problems.push(document.problem('owner', ['spec', 'owner'], spec.owner));
  }
  for (const [index, tag] of [metadata.tags ?? []].flat().entries()) {
    if (typeof tag === 'string' && !validators.isValidTag(tag)) {
      problems.push(document.problem('tag', ['metadata', 'tags', index], tag));
    }
  }
  for (const field of Object.keys(RELATION_FIELDS)) {
    const value = spec[field];
    const isList =
      Array.isArray(value) && value.every(item => typeof item === 'string');
    if (value !== undefined && value !== null && !isList) {
      problems.push(document.problem('list', ['spec', field]));
    }
  }
  return problems;
}

function schemaOf(kind: string) {
  switch (kind) {
    case 'system':
      return valuesSchema.partial();
    case 'resource':
      return valuesSchema.required({ owner: true });
    default:
      return valuesSchema.required({ owner: true, lifecycle: true });
  }
}
