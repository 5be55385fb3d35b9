/** One field of an entity that changes. @public */
export interface FieldChange {
  /** `spec.type`, `metadata.annotations`. */
  path: string;
  /** Short text of the value, or of the entries that go; absent when there was none. */
  before?: string;
  /** Short text of the value, or of the entries that come; absent when it is removed. */
  after?: string;
}

/** What happens to one entity of a repository. @public */
export interface EntityChange {
  /** Reference under which the catalog knows it: that of the existing entity where there is one. */
  entityRef: string;
  title?: string;
  /**
   * `missing`: published by this plugin earlier, no longer found, and left in place; `removed`: the same, taken out as was
   * asked; `unchanged`: there already, so that nothing is written.
   */
  kind: 'added' | 'changed' | 'removed' | 'missing' | 'unchanged';
  /** Fields that change, as paths: `spec.type`, `metadata.tags`. */
  fields: string[];
  /** The same with their values; of a `changed` one. */
  details?: FieldChange[];
  /** What the element was called before, when it was matched under another name. */
  renamedFrom?: string;
}

/** What happens to one file of a repository. @public */
export interface FileChange {
  path: string;
  kind: 'added' | 'changed' | 'removed';
  /** Unified diff. */
  patch: string;
}

/** What an update of a repository changes. @public */
export interface UpdateChanges {
  entities: EntityChange[];
  files: FileChange[];
  /** What the person should know: a file that was left alone, a field that a person changed and that was kept. */
  notes: string[];
}
