import { parseEntityRef } from '@backstage/catalog-model';

/**
 * The ways to write an owner, in lower case: `group:default/shop` is also `default/shop`, `group:shop` and `shop`. What is
 * no reference is itself.
 */
export function ownerSpellings(owner: string): string[] {
  try {
    const { kind, namespace, name } = parseEntityRef(owner.toLowerCase(), {
      defaultKind: 'group',
    });
    const names = [
      `${namespace}/${name}`,
      ...(namespace === 'default' ? [name] : []),
    ];
    return names.flatMap(one => [
      `${kind}:${one}`,
      ...(kind === 'group' ? [one] : []),
    ]);
  } catch {
    return [owner.toLowerCase()];
  }
}
