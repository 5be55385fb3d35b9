import {
  inferred,
  MAX_INFERRED,
  MAX_UNFOUNDED,
  type EvidenceResolver,
} from './evidence';
import { QuoteFinder } from './QuoteFinder';
import type { TextAnswer } from './textAnswer';

/** An element or a relation, as far as its evidence goes. */
export type QuotedFinding = Pick<
  TextAnswer['elements'][number],
  'evidence' | 'inferredBecause' | 'confidence'
>;

const MISQUOTED =
  'Gemini gave a source for these that is not in the material, please check them';

/** Finds quotes in a text. What no quote supports is marked as inferred, whatever the model claims. */
export function textEvidence(text: string): EvidenceResolver<QuotedFinding> {
  const finder = new QuoteFinder(text);
  return ({ evidence: quotes, inferredBecause, confidence }) => {
    const spans = quotes
      .map(quote => finder.find(quote))
      .filter(span => span !== undefined);
    const misquoted = spans.length < quotes.length;
    const doubt = misquoted ? { doubt: MISQUOTED } : {};
    if (spans.length > 0) {
      return {
        evidence: spans.map(span => ({ kind: 'text' as const, ...span })),
        confidence,
        ...doubt,
      };
    }
    const why = misquoted
      ? 'Gemini named words as its source that are not in the text'
      : inferredBecause ?? 'Gemini named no source for it';
    return {
      evidence: [inferred(why)],
      confidence: Math.min(
        confidence,
        misquoted ? MAX_UNFOUNDED : MAX_INFERRED,
      ),
      ...doubt,
    };
  };
}
