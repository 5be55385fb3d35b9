/** A range in one of the sources of an extraction. */
export interface Place {
  source: number;
  start: number;
  end: number;
}

/** A mention of another resource. */
export interface Reference {
  /** {@link CloudResource.key} of the resource. */
  target: string;
  /** What of it is used (`arn`, `endpoint`), where the source says so. */
  attribute?: string;
}

/** One setting of a resource: where it stands in it, what it says, and which resources it names. */
export interface Fact {
  /** Names of the settings down to it, joined by dots, in snake case, without list positions. */
  path: string;
  /** The value, when it is known in full. */
  text?: string;
  /** Whether the value is written down as it is, without interpolation. */
  literal?: boolean;
  /** The known parts of a value that is not known in full. */
  hint?: string;
  refs: readonly Reference[];
  place: Place;
}

/** A resource of a template, whatever the template's language. */
export interface CloudResource {
  /** Unique in the extraction. */
  key: string;
  /** Type in Terraform's names (`aws_lambda_function`); other languages translate theirs. */
  type: string;
  /** What the template calls it. */
  label: string;
  /** Its address as users of the language write it. */
  address: string;
  /** Name of the module call that makes it, innermost. */
  module?: string;
  /** The module is called more than once, so the label alone tells nothing. */
  repeated?: boolean;
  facts: readonly Fact[];
  place: Place;
  /** Not made here, only looked up. */
  external?: boolean;
  /** Made only when a setting says so. */
  optional?: boolean;
}

/** The first fact with one of these paths, in the order of the paths. */
export function factOf(
  resource: CloudResource,
  ...paths: string[]
): Fact | undefined {
  for (const path of paths) {
    const fact = resource.facts.find(candidate => candidate.path === path);
    if (fact) return fact;
  }
  return undefined;
}
