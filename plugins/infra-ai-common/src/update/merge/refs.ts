import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import { isObject } from '../source/plain';

/** Kind that a reference in a field has when it names none; `dependsOn` and `dependencyOf` have to name it. */
export const REF_FIELDS: Record<string, string | undefined> = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  subcomponentOf: 'component',
  providesApis: 'api',
  consumesApis: 'api',
  dependsOn: undefined,
  dependencyOf: undefined,
};

/** A reference in the one form in which equal ones are equal; a text that is no reference stays as it is. */
export function canonicalRef(
  ref: string,
  defaultKind?: string,
  defaultNamespace = 'default',
): string {
  try {
    const { kind, namespace, name } = parseEntityRef(ref, {
      defaultKind,
      defaultNamespace,
    });
    return `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
  } catch {
    return ref;
  }
}

/**
 * An entity that points at what the repository already has under another name, by the references of `targets`
 * (canonical → canonical). For an entity outside the default namespace each reference is written out.
 */
export function withRefs(
  entity: Entity,
  targets: ReadonlyMap<string, string>,
  namespace = 'default',
): Entity {
  if (!isObject(entity.spec)) {
    return entity;
  }
  const spec = { ...entity.spec };
  for (const [field, kind] of Object.entries(REF_FIELDS)) {
    const value = spec[field];
    if (typeof value === 'string') {
      spec[field] = rewrite(value, kind, targets, namespace);
    } else if (Array.isArray(value)) {
      const refs = value.map(ref =>
        typeof ref === 'string' ? rewrite(ref, kind, targets, namespace) : ref,
      );
      spec[field] = [...new Set(refs)];
    }
  }
  return { ...entity, spec };
}

function rewrite(
  ref: string,
  kind: string | undefined,
  targets: ReadonlyMap<string, string>,
  namespace: string,
): string {
  const own = canonicalRef(ref, kind);
  if (namespace !== 'default') {
    return targets.get(own) ?? own;
  }
  const target = targets.get(own);
  if (!target) {
    return ref;
  }
  // As short as it was: `shop`, not `system:default/shop`.
  const prefix = `${kind}:default/`;
  return !ref.includes(':') && target.startsWith(prefix)
    ? target.slice(prefix.length)
    : target;
}

/** Canonical references of all that the specs of entities point at. */
export function referencedBy(entities: Entity[]): Set<string> {
  const referenced = new Set<string>();
  for (const entity of entities) {
    const spec = isObject(entity.spec) ? entity.spec : {};
    for (const [field, kind] of Object.entries(REF_FIELDS)) {
      for (const ref of [spec[field]].flat()) {
        if (typeof ref === 'string') {
          referenced.add(canonicalRef(ref, kind, entity.metadata.namespace));
        }
      }
    }
  }
  return referenced;
}
