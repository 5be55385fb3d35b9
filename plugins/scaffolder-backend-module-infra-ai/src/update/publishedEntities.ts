import { ANNOTATION_ANALYSIS_ID } from '@infra-ai/backstage-plugin-infra-ai-common';
import { isMap, parseAllDocuments, stringify } from 'yaml';

type Plain = { [key: string]: unknown };

/**
 * What our commits published into a catalog file, put together from what each of them changed: a field that a commit
 * found and left is a person's, although the commit holds it.
 */
export class PublishedEntities {
  readonly #entities = new Map<string, Plain>();

  /** Takes in one commit, from the oldest on; `before` is the file of its parent. */
  add(before: string | undefined, after: string): void {
    const previous = readEntities(before ?? '');
    const current = readEntities(after);
    for (const [ref, entity] of current) {
      const found = previous.get(ref);
      if (!found) {
        this.#entities.set(ref, entity);
      } else if (isOurs(entity)) {
        const known = this.#entities.get(ref);
        const changed = takeChanges(known, found, entity) as Plain;
        this.#entities.set(ref, withIdentity(changed, entity));
      }
    }
    for (const ref of previous.keys()) {
      if (!current.has(ref)) {
        this.#entities.delete(ref);
      }
    }
  }

  toString(): string {
    return [...this.#entities.values()]
      .map(entity => `---\n${stringify(entity)}`)
      .join('');
  }
}

/** A file that is no YAML, or one made to blow up, has no entities. */
function readEntities(text: string): Map<string, Plain> {
  try {
    return new Map(
      [...parseAllDocuments(text)].flatMap(document => {
        if (document.errors.length > 0 || !isMap(document.contents)) {
          return [];
        }
        const entity: Plain = JSON.parse(JSON.stringify(document.toJS()));
        const { kind, metadata } = entity;
        if (!isPlain(metadata)) {
          return [];
        }
        const { namespace = 'default', name } = metadata;
        return [[`${kind}:${namespace}/${name}`.toLowerCase(), entity]];
      }),
    );
  } catch {
    return new Map();
  }
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOurs({ metadata }: Plain): boolean {
  const annotations = isPlain(metadata) ? metadata.annotations : undefined;
  return isPlain(annotations) && ANNOTATION_ANALYSIS_ID in annotations;
}

/** An entity is none without these fields. */
function withIdentity(published: Plain, entity: Plain): Plain {
  const { name, namespace } = entity.metadata as Plain;
  return {
    spec: {},
    ...published,
    apiVersion: entity.apiVersion,
    kind: entity.kind,
    metadata: {
      ...(published.metadata as Plain | undefined),
      name,
      ...(namespace === undefined ? {} : { namespace }),
    },
  };
}

/** `published` after a commit that turned `before` into `after`; undefined where nothing is known of it. */
function takeChanges(
  published: unknown,
  before: unknown,
  after: unknown,
): unknown {
  if (isPlain(before) && isPlain(after)) {
    const known = isPlain(published) ? published : {};
    const keys = [...Object.keys(known), ...Object.keys(after)];
    return Object.fromEntries(
      [...new Set(keys)]
        .map(key => [key, takeChanges(known[key], before[key], after[key])])
        .filter(([, value]) => value !== undefined),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const known = Array.isArray(published) ? published : [];
    const added = after.filter(item => !includes(before, item));
    const kept = known.filter(
      item => !includes(before, item) || includes(after, item),
    );
    const all = [...kept, ...added.filter(item => !includes(kept, item))];
    return all.length > 0 ? all : published;
  }
  return isSame(before, after) ? published : after;
}

function includes(list: unknown[], item: unknown): boolean {
  return list.some(other => isSame(other, item));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
