import { makeValidator, parseEntityRef } from '@backstage/catalog-model';

const validators = makeValidator();

/**
 * Whether a text refers to an entity that can own others, as in `group:default/payments` or `payments`. Stricter than
 * `parseEntityRef`, which takes any characters for a name.
 *
 * @public
 */
export function isOwnerRef(text: string): boolean {
  try {
    const { kind, namespace, name } = parseEntityRef(text, {
      defaultKind: 'group',
    });
    return (
      validators.isValidKind(kind) &&
      validators.isValidNamespace(namespace) &&
      validators.isValidEntityName(name)
    );
  } catch {
    return false;
  }
}
