import type {
  Element,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** How sure a finding is, as the page marks it. */
export type ConfidenceLevel = 'high' | 'medium' | 'low' | 'inferred';

/** From here on a finding is shown as stated by the source. */
const HIGH = 0.75;
/** Below this a finding is marked for checking. */
const LOW = 0.5;

/**
 * A finding without evidence in the source is inferred, whatever the analyzer's figure says: nothing in the source can
 * be shown for it.
 */
export function confidenceLevel({
  confidence,
  evidence,
}: Pick<Element | Relation, 'confidence' | 'evidence'>): ConfidenceLevel {
  if (evidence.every(({ kind }) => kind === 'inferred')) {
    return 'inferred';
  }
  if (confidence < LOW) {
    return 'low';
  }
  return confidence < HIGH ? 'medium' : 'high';
}

/** True for a finding that a person should look at before it is published, and has not accepted yet. */
export function needsCheck(
  finding: Pick<Element | Relation, 'confidence' | 'evidence' | 'confirmed'>,
) {
  if (finding.confirmed) {
    return false;
  }
  const level = confidenceLevel(finding);
  return level === 'low' || level === 'inferred';
}
