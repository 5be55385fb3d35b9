import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_ANALYSIS_ID,
  searchTerms,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';

type Query = NonNullable<Parameters<CatalogService['queryEntities']>[0]>;
type Predicate = NonNullable<Extract<Query, { query?: unknown }>['query']>;

/** What a match looks at. */
const FIELDS = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.tags',
  'metadata.annotations',
  'spec.type',
  'spec.owner',
  'spec.system',
];
/** The catalog reads bodies of up to 100 kB. */
const MAX_QUERY_BYTES = 30_000;
const MAX_QUERY_NAMES = 500;
/** Prefixes are slower to find than names, and only lead to what is alike. */
const MAX_PREFIXES = 300;
const MAX_QUERY_PREFIXES = 50;
const MAX_ENTITIES_PER_QUERY = 500;
const MAX_REFS_PER_QUERY = 500;
const PARALLEL = 4;

/**
 * Finds in the catalog what the elements of a model may be, as far as the caller may see it. The number of requests and of
 * entities follows the model, not the catalog.
 */
export class CatalogSearch {
  readonly #catalog: CatalogService;
  readonly #credentials: BackstageCredentials;
  readonly #fields: string[];

  constructor(options: {
    catalog: CatalogService;
    credentials: BackstageCredentials;
    /** Beside those that a match looks at. */
    fields?: string[];
  }) {
    this.#catalog = options.catalog;
    this.#credentials = options.credentials;
    this.#fields = [...FIELDS, ...(options.fields ?? [])];
  }

  async candidates(
    model: InfrastructureModel,
    options: { systemName: string; systemEntity: string; analysisId: string },
  ): Promise<Entity[]> {
    const { systemName, systemEntity, analysisId } = options;
    const terms = model.elements.map(element =>
      searchTerms(element, model, { systemName }),
    );
    const names = new Set(terms.flatMap(one => one.names));
    const prefixes = new Set(
      terms.flatMap(({ prefix }) => (prefix ? [prefix] : [])),
    );
    const queries: Predicate[] = [
      {
        $any: [
          { [`metadata.annotations.${ANNOTATION_ANALYSIS_ID}`]: analysisId },
          { 'spec.system': { $in: systemSpellings(systemEntity) } },
        ],
      },
      ...inChunks([...names]).map(some => anyOf([{ $in: some }])),
      ...chunk([...prefixes].slice(0, MAX_PREFIXES), MAX_QUERY_PREFIXES).map(
        some => anyOf(some.map(prefix => ({ $hasPrefix: prefix }))),
      ),
    ];
    const found: Entity[] = [];
    for (const some of chunk(queries, PARALLEL)) {
      const answers = await Promise.all(some.map(one => this.#query(one)));
      found.push(...answers.flat());
    }
    return found;
  }

  /** References of what the catalog has of an analysis, whether it is still found or not. */
  async published(analysisId: string): Promise<string[]> {
    const found = await this.#query({
      [`metadata.annotations.${ANNOTATION_ANALYSIS_ID}`]: analysisId,
    });
    return found.map(entity => stringifyEntityRef(entity));
  }

  /** The entities with these references; undefined where there is none. */
  async byRefs(entityRefs: string[]): Promise<Map<string, Entity | undefined>> {
    const found = new Map<string, Entity | undefined>();
    for (const some of chunk(entityRefs, MAX_REFS_PER_QUERY)) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: some, fields: this.#fields },
        { credentials: this.#credentials },
      );
      some.forEach((ref, index) => found.set(ref, items[index]));
    }
    return found;
  }

  async #query(query: Predicate): Promise<Entity[]> {
    const kind = { $in: ['component', 'resource', 'api'] };
    const { items } = await this.#catalog.queryEntities(
      {
        query: { $all: [{ kind }, query] },
        fields: this.#fields,
        limit: MAX_ENTITIES_PER_QUERY,
        totalItems: 'exclude',
      },
      { credentials: this.#credentials },
    );
    return items;
  }
}

/** Entities whose name or title is one of these. */
function anyOf(values: Array<{ $in: string[] } | { $hasPrefix: string }>) {
  return {
    $any: values.flatMap((value): Predicate[] => [
      { 'metadata.name': value },
      { 'metadata.title': value },
    ]),
  };
}

function systemSpellings(name: string): string[] {
  return [name, `default/${name}`, `system:${name}`, `system:default/${name}`];
}

function inChunks(names: string[]): string[][] {
  const chunks: string[][] = [];
  let bytes = Infinity;
  for (const name of names) {
    const size = Buffer.byteLength(JSON.stringify(name)) + 1;
    const last = chunks.at(-1);
    if (
      !last ||
      bytes + size > MAX_QUERY_BYTES ||
      last.length >= MAX_QUERY_NAMES
    ) {
      chunks.push([name]);
      bytes = size;
    } else {
      last.push(name);
      bytes += size;
    }
  }
  return chunks;
}

function chunk<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
