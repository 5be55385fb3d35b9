import type { Grammar } from '../grammar';
import type { VerbTest } from '../phrases';
import type { Token } from '../tokens';

/** Where a "not" stands, and what kind it is. */
type Negation = 'clause' | 'without' | 'instead';

const NO_NEGATION_BEFORE =
  /^(?:only|solo|solamente|relacional|relacionales|sql|necesariamente|just|matter)$/;
const CONTRAST =
  /^(?:but|pero|sino|because|porque|aunque|although|however|while|mientras|so|hence)$/;
const OR = /^(?:or|nor|o|ni|u)$/;

/** Marks the tokens that a "not", "no", "without" or "instead of" takes back. */
export function negationsOf(
  tokens: readonly Token[],
  grammar: Grammar,
  isVerb: VerbTest,
): boolean[] {
  const rejected = rejectedUntil(tokens);
  const negated = tokens.map((_, i) => i < rejected);
  tokens.forEach(({ low }, i) => {
    const negation = negationAt(tokens, i, grammar, isVerb);
    if (!negation) return;
    if (grammar.language === 'es' && low === 'ningun' && negated[i]) return;
    for (let j = i + 1; j < tokens.length; j++) {
      if (endsNegation(negation, tokens, i, j, isVerb)) break;
      negated[j] = true;
    }
  });
  return negated;
}

/** "We considered A but rejected it", "Se descartaron A y B": said of what was not chosen. */
const REJECTED =
  /\b(?:(?:we|was|were|been|but|and) (?:then |also |finally )?(?:rejected|discarded|dismissed|ruled out|abandoned|dropped)|decided against|no longer used?|se (?:descart|desech|rechaz|abandon)[a-z]+|(?:fue|fueron|ha sido|han sido|pero|y) (?:se )?(?:descart|desech|rechaz)[a-z]+|descartamos)\b/;
/** "We looked at A and at B": what was chosen in the end is said elsewhere. */
const CONSIDERED =
  /^(?:\S+ ){0,4}?(?:we (?:\S+ )?(?:looked (?:at|into)|evaluated|considered|compared|explored|investigated|assessed)|(?:evaluamos|consideramos|comparamos|estudiamos|valoramos)|se (?:evalu|consider|valor|estudi)(?:o|aron))\b/;
const CHOSEN =
  /\b(?:in favou?r of|a favor de|(?:and|but) (?:chose|picked|selected|settled on|went (?:with|for))|(?:y|pero) (?:elegimos|escogimos|se eligio|optamos por|nos quedamos con))\b/;

/** Whether a sentence says what was not chosen. */
export const isRejection = (tokens: readonly Token[]): boolean =>
  rejectedUntil(tokens) > 0;

/** How many tokens from the start a rejection takes back: all of the sentence, but for what was chosen instead. */
function rejectedUntil(tokens: readonly Token[]): number {
  const low = tokens.map(token => token.low).join(' ');
  if (!REJECTED.test(low) && !CONSIDERED.test(low)) return 0;
  const chosen = CHOSEN.exec(low);
  return chosen
    ? low.slice(0, chosen.index).split(' ').length - 1
    : tokens.length;
}

function negationAt(
  tokens: readonly Token[],
  index: number,
  grammar: Grammar,
  isVerb: VerbTest,
): Negation | undefined {
  const { low } = tokens[index];
  const next = tokens[index + 1]?.low ?? '';
  if (NO_NEGATION_BEFORE.test(next)) return undefined;
  if (/^(?:instead of|rather than|lugar de|vez de)$/.test(`${low} ${next}`)) {
    return 'instead';
  }
  const isNoBeforeNoun =
    low === 'no' &&
    (grammar.language === 'en' ||
      (!isVerb(index + 1) &&
        !/^(?:se|lo|la|los|las|le|les|hay|existe)$/.test(next)));
  if (grammar.without.has(low) || isNoBeforeNoun) return 'without';
  return grammar.negations.has(low) ? 'clause' : undefined;
}

/** Whether what was denied from `start` on ends before the token at `index`. */
function endsNegation(
  negation: Negation,
  tokens: readonly Token[],
  start: number,
  index: number,
  isVerb: VerbTest,
): boolean {
  const { low, text } = tokens[index];
  if (CONTRAST.test(low) || /^[;:)]$/.test(text)) return true;
  const isList = OR.test(low) || OR.test(tokens[index + 1]?.low ?? '');
  const isComma = text === ',';
  if (negation === 'instead' && isComma) return true;
  if (negation !== 'clause' && !isList) {
    if (negation === 'without' && isComma) return true;
    if (
      isVerb(index)?.form === 'finite' ||
      /^(?:and|y|in|en|para|for|to)$/.test(low)
    ) {
      return true;
    }
  }
  return (
    (/^(?:and|y)$/.test(low) || isComma) &&
    index > start + 1 &&
    verbSoon(tokens, index + 1, isVerb)
  );
}

/** A finite verb follows at once, so a new clause with the same subject begins; or a name and then a verb. */
function verbSoon(
  tokens: readonly Token[],
  index: number,
  isVerb: VerbTest,
): boolean {
  for (let i = index; i < Math.min(index + 4, tokens.length); i++) {
    const form = isVerb(i)?.form;
    if (form === 'finite' || (form === 'infinitive' && i === index)) {
      return true;
    }
    if (/^(?:or|nor|ni|o|no)$/.test(tokens[i].low)) return false;
  }
  return false;
}
