import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';

/** Most that a finding may be sure of when the model says that it concluded it. */
export const MAX_INFERRED = 0.5;
/** Most that a finding may be sure of when what it is said to rest on is not in the material. */
export const MAX_UNFOUNDED = 0.3;
const MAX_WHY = 500;

/** Evidence as the suite's model holds it. */
export interface ResolvedEvidence {
  evidence: Evidence[];
  confidence: number;
  /**
   * What the reader has to be told: a sentence that the names of all findings with the same doubt are put behind, e.g.
   * `The picture shows no such label for these`.
   */
  doubt?: string;
  /** Goes behind the description. */
  note?: string;
}

/** Turns what the model offers as evidence into places of the material. */
export type EvidenceResolver<Found> = (found: Found) => ResolvedEvidence;

export function inferred(why: string): Evidence {
  return { kind: 'inferred', why: why.slice(0, MAX_WHY) };
}
