/**
 * What a technology is to a reader of an architecture.
 *
 * - `product`: runs or is bought as a thing of its own (a database, a broker, a SaaS); becomes an element
 * - `compute`: a managed place where code runs (Lambda, App Service); an element where it acts, else the host of one
 * - `implementation`: what a component is written with (React, Go); becomes the `technology` of an element
 * - `platform`: what everything runs on (Kubernetes, AWS); never an element of its own
 * - `tool`: builds, ships or describes the system (Terraform, Jenkins); never an element of its own
 *
 * @public
 */
export type TechnologyRole =
  | 'product'
  | 'compute'
  | 'implementation'
  | 'platform'
  | 'tool';

/**
 * One entry of the vocabulary. `kind` and `type` are those of the catalog.
 *
 * @public
 */
export interface Technology {
  name: string;
  /** Every spelling it is found by. One that starts with `=` counts only in exactly this case (`=Go`). */
  aliases: string[];
  kind: 'component' | 'resource';
  type: string;
  role: TechnologyRole;
}

/**
 * Rows of `[name, ...aliases]` that share everything else. A name that starts with `=` is found only in exactly this
 * case, because in another case it is an ordinary word.
 */
export function group(
  shared: Pick<Technology, 'kind' | 'type'> & { role?: TechnologyRole },
  rows: string[][],
): Technology[] {
  return rows.map(aliases => ({
    name: aliases[0].replace(/^=/, ''),
    aliases: [...new Set(aliases)],
    kind: shared.kind,
    type: shared.type,
    role: shared.role ?? 'product',
  }));
}
