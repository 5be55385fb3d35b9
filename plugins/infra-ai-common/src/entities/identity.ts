import {
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  elementKinds,
  type Element,
  type ElementKind,
  type InfrastructureModel,
  type ModelWarning,
} from '../model';
import { qualifyEntityName, UniqueNames } from './names';

/** What an element is in the catalog. */
export interface ElementIdentity {
  kind: ElementKind;
  /** Of an entity that is written; `default` is left out of files. */
  namespace: string;
  name: string;
  /** `kind:namespace/name`, as the catalog compares references. */
  ref: string;
  /** False for an entity that is there and only pointed at. */
  written: boolean;
}

const validators = makeValidator();

/**
 * Decides for each element which entity it is: the one of the catalog that a person chose, else one of its own with a legal
 * name that no other has.
 */
export function identifyElements(
  model: InfrastructureModel,
  systemName: string,
  warnings: ModelWarning[],
): Map<string, ElementIdentity> {
  const identities = new Map<string, ElementIdentity>();
  const names = {
    component: new UniqueNames(),
    resource: new UniqueNames(),
    api: new UniqueNames(),
  };
  const written = new Map<string, Element>();
  // First, as a name that the catalog has is not free for another element.
  for (const element of model.elements) {
    const chosen = chosenEntity(element, warnings);
    if (!chosen) {
      continue;
    }
    const before = written.get(chosen.ref);
    if (chosen.written && before) {
      warnings.push({
        message: `"${element.name}" and "${before.name}" both update ${chosen.ref}; it gets what is said of "${before.name}"`,
      });
      chosen.written = false;
    } else if (chosen.written) {
      written.set(chosen.ref, element);
    }
    identities.set(element.id, chosen);
    if (chosen.namespace.toLowerCase() === 'default') {
      names[chosen.kind].reserve(chosen.name.toLowerCase());
    }
  }
  for (const { id, kind, name: called } of model.elements) {
    if (!identities.has(id)) {
      const name = names[kind].take(qualifyEntityName(systemName, called));
      const namespace = 'default';
      const ref = stringifyEntityRef({ kind, namespace, name });
      identities.set(id, { kind, namespace, name, ref, written: true });
    }
  }
  return identities;
}

function chosenEntity(
  { name: called, catalog }: Element,
  warnings: ModelWarning[],
): ElementIdentity | undefined {
  if (!catalog) {
    return undefined;
  }
  const entity = parseElementRef(catalog.entityRef);
  if (!entity) {
    warnings.push({
      message: `"${catalog.entityRef}" refers to no component, resource or API; "${called}" is an entity of its own instead`,
    });
    return undefined;
  }
  return {
    ...entity,
    ref: stringifyEntityRef(entity),
    written: catalog.use === 'update',
  };
}

/** A full reference of an entity that an element can be; `parseEntityRef` alone takes any characters for a name. */
function parseElementRef(ref: string) {
  try {
    const { kind, namespace, name } = parseEntityRef(ref);
    const elementKind = elementKinds.find(one => one === kind.toLowerCase());
    return elementKind &&
      validators.isValidNamespace(namespace) &&
      validators.isValidEntityName(name)
      ? { kind: elementKind, namespace, name }
      : undefined;
  } catch {
    return undefined;
  }
}
