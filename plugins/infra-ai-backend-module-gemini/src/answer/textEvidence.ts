import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Found } from './answerSchema';
import { QuoteFinder } from './QuoteFinder';

/** Most that a finding may be sure of when the model says that it concluded it. */
const MAX_INFERRED = 0.5;
/** Most that a finding may be sure of when the words it rests on are not in the text. */
const MAX_MISQUOTED = 0.3;
const MAX_WHY = 500;

/** Evidence as the suite's model holds it. */
export interface ResolvedEvidence {
  evidence: Evidence[];
  confidence: number;
  /** The model quoted words that are not in the material. */
  misquoted: boolean;
}

/** Turns what the model offers as evidence into places of the material. Each kind of material has its own. */
export type EvidenceResolver = (found: Found) => ResolvedEvidence;

/** Finds quotes in a text. What no quote supports is marked as inferred, whatever the model claims. */
export function textEvidence(text: string): EvidenceResolver {
  const finder = new QuoteFinder(text);
  return ({ evidence: quotes, inferredBecause, confidence }) => {
    const spans = quotes
      .map(quote => finder.find(quote))
      .filter(span => span !== undefined);
    const misquoted = spans.length < quotes.length;
    if (spans.length > 0) {
      return {
        evidence: spans.map(span => ({ kind: 'text' as const, ...span })),
        confidence,
        misquoted,
      };
    }
    const why = misquoted
      ? 'Gemini named words as its source that are not in the text'
      : inferredBecause ?? 'Gemini named no source for it';
    return {
      evidence: [{ kind: 'inferred', why: why.slice(0, MAX_WHY) }],
      confidence: Math.min(
        confidence,
        misquoted ? MAX_MISQUOTED : MAX_INFERRED,
      ),
      misquoted,
    };
  };
}
