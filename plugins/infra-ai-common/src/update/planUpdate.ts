import type { PlannedFile } from '../files';
import type { UpdateChanges } from './types';

/** @public */
export interface UpdateOptions {
  /** What publishing would write into a new repository; has a `catalog-info.yaml`. */
  ours: PlannedFile[];
  /** What the repository holds now: the content by path, of the paths that are in `ours` (others are ignored). */
  theirs: ReadonlyMap<string, string>;
  /**
   * What this plugin published there last, where it is known: a field that a person changed since then is kept. Its absence
   * makes it a two-way merge.
   */
  base?: PlannedFile[];
  /** Take out the entities and relations that this plugin published earlier and that `ours` no longer has. */
  removeMissing?: boolean;
}

/** @public */
export interface UpdatePlan extends UpdateChanges {
  /** The files to write, whole; empty when all is there already. */
  writes: PlannedFile[];
  /** References of the entities of the analysis, as the repository then has them. */
  entityRefs: string[];
}

/**
 * Plans the smallest change that brings an analysis into a repository that exists: entities are matched by reference, by
 * the `infra-ai/element-id` annotation and by what they are; unknown fields, comments, key order, indentation and quoting
 * of `catalog-info.yaml` stay as they are; nothing is removed without `removeMissing`. Pure.
 *
 * @throws InputError when the existing `catalog-info.yaml` cannot be read as YAML, with the line
 * @public
 */
export function planUpdate(_options: UpdateOptions): UpdatePlan {
  throw new Error('not built yet');
}
