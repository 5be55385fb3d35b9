import type { ElementKind } from '@infra-ai/backstage-plugin-infra-ai-common';

/**
 * What a component noun means without any name beside it.
 *
 * - `element`: enough to be an element ("a frontend", "the database")
 * - `anaphor`: only points back at something named before ("the service")
 * - `system`: means the whole ("the platform")
 */
export type BareUse = 'element' | 'anaphor' | 'system';

/** A noun that names a kind of building block ("worker", "cola de mensajes"). */
export interface ComponentNoun {
  /** Singular forms, lower case, no accents. */
  forms: string[];
  kind: ElementKind;
  type: string;
  bare: BareUse;
  /** Nouns of one family can name the same thing: an "auth server" is the "auth service". */
  family: string;
}

/** Rows of `type, bare use, family, forms separated by commas`. */
export function nouns(
  kind: ElementKind,
  rows: Array<[type: string, bare: BareUse, family: string, forms: string]>,
): ComponentNoun[] {
  return rows.map(([type, bare, family, forms]) => ({
    kind,
    type,
    bare,
    family,
    forms: forms.split(',').map(form => form.trim()),
  }));
}
