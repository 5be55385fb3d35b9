/**
 * A label as it is compared: without case, accents, spaces and punctuation.
 *
 * @public
 */
export function normalizeLabel(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Whether two labels are the same but for what text recognition gets wrong.
 *
 * @public
 */
export function sameLabel(a: string, b: string): boolean {
  return normalizeLabel(a) === normalizeLabel(b);
}
