/** What is wrong with an edited file; the page says it in the person's language. */
export type YamlProblemCode =
  | 'syntax'
  | 'tooLong'
  | 'notEntity'
  | 'kind'
  | 'name'
  | 'sameName'
  | 'value'
  | 'owner'
  | 'tag'
  | 'list'
  | 'unknownRef'
  | 'wrongKind'
  | 'noSystem'
  | 'twoSystems'
  | 'removedRef'
  | 'renamed'
  | 'kept';

/** Something of an edited file that the person should know; a warning does not keep the rest from being taken over. */
export interface YamlProblem {
  severity: 'error' | 'warning';
  /** Counted from 1. */
  line: number;
  code: YamlProblemCode;
  /** What the sentence is about: a field, a reference, a name. */
  what: string;
}
