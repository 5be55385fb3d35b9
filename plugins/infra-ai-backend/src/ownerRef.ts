import {
  KubernetesValidatorFunctions as valid,
  parseEntityRef,
} from '@backstage/catalog-model';

/** Whether a text refers to an entity that can own others, e.g. `group:default/payments` or `payments`. */
export function isOwnerRef(text: string): boolean {
  try {
    const { kind, namespace, name } = parseEntityRef(text, {
      defaultKind: 'group',
    });
    return (
      /^[A-Za-z][A-Za-z0-9]*$/.test(kind) &&
      valid.isValidNamespace(namespace) &&
      valid.isValidObjectName(name)
    );
  } catch {
    return false;
  }
}
