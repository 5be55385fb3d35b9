import type { UpdateChanges } from './types';

/**
 * Body of a pull request in Markdown: what is added, changed, removed and left in place.
 *
 * @public
 */
export function describeUpdate(_changes: UpdateChanges): string {
  throw new Error('not built yet');
}
