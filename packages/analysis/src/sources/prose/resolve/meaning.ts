import type { Entity } from '../entities';

/** What a phrase means here. */
export interface Meaning {
  entities: Entity[];
  /** "the services", "all workers": every one of a kind, named elsewhere. */
  isGroup: boolean;
  /** "the system": the whole. */
  isSystem: boolean;
}

/** It means no building block. */
export const NOTHING: Meaning = {
  entities: [],
  isGroup: false,
  isSystem: false,
};

export const one = (entity: Entity): Meaning => ({
  entities: [entity],
  isGroup: false,
  isSystem: false,
});
