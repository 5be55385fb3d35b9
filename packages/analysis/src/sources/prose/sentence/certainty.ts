import type { Grammar } from '../grammar';
import type { VerbTest } from '../phrases';
import type { Token } from '../tokens';

/** What a plan or one of several choices counts, against 1 for what is. */
const UNDECIDED = 0.5;
const ENGLISH_FUTURE = /^(?:will|either)$/;
const SPANISH_FUTURE =
  /^(?:migrar[ae]mos|migrara|reemplazara|reemplazaremos|vamos)$/;

/** "usará", "usarán", "usaremos" */
const FUTURE_TENSE = /[aei]r(?:á|án|emos)$/i;

/** For each token how sure it is: plans and choices ("will move to", "either A or B") are less so, from their clause on. */
export function certaintiesOf(
  tokens: readonly Token[],
  grammar: Grammar,
  isVerb: VerbTest,
): number[] {
  const certainties = new Array<number>(tokens.length).fill(1);
  const future = grammar.language === 'en' ? ENGLISH_FUTURE : SPANISH_FUTURE;
  const isBreak = ({ low, text }: Token) =>
    /^(?:,|;|:|\(|\))$/.test(text) ||
    grammar.relatives.has(low) ||
    /^(?:and|but|y|pero)$/.test(low);
  tokens.forEach(({ low, text }, i) => {
    const isFuture =
      grammar.futures.has(low) ||
      future.test(low) ||
      (grammar.language === 'es' && FUTURE_TENSE.test(text) && isVerb(i));
    if (!isFuture) return;
    let from = i;
    while (from > 0 && !isBreak(tokens[from - 1])) from--;
    // "In the future, A …": what comes behind the comma
    const end = tokens.findIndex(({ text: mark }, j) => j > i && mark === ',');
    const isLeading =
      from === 0 && end > 0 && !tokens.slice(0, end).some((_, j) => isVerb(j));
    const goesOn = (j: number) =>
      low === 'either' ||
      j <= i ||
      (isLeading && j <= end) ||
      !isBreak(tokens[j]);
    for (let j = from; j < tokens.length && goesOn(j); j++) {
      certainties[j] = UNDECIDED;
    }
  });
  return certainties;
}
