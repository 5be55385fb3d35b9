import type { Grammar } from '../grammar';
import type { Token } from '../tokens';

/** What a plan or one of several choices counts, against 1 for what is. */
const UNDECIDED = 0.5;
const ENGLISH_FUTURE = /^(?:will|either)$/;
const SPANISH_FUTURE =
  /^(?:migrar[ae]mos|migrara|reemplazara|reemplazaremos|vamos)$/;

/** For each token how sure it is: plans and choices ("will move to", "either A or B") are less so, from their clause on. */
export function certaintiesOf(
  tokens: readonly Token[],
  grammar: Grammar,
): number[] {
  const certainties = new Array<number>(tokens.length).fill(1);
  const future = grammar.language === 'en' ? ENGLISH_FUTURE : SPANISH_FUTURE;
  const isBreak = ({ low, text }: Token) =>
    /^(?:,|;|:|\(|\))$/.test(text) ||
    grammar.relatives.has(low) ||
    /^(?:and|but|y|pero)$/.test(low);
  tokens.forEach(({ low }, i) => {
    if (!grammar.futures.has(low) && !future.test(low)) return;
    let from = i;
    while (from > 0 && !isBreak(tokens[from - 1])) from--;
    const goesOn = (j: number) =>
      low === 'either' || j <= i || !isBreak(tokens[j]);
    for (let j = from; j < tokens.length && goesOn(j); j++) {
      certainties[j] = UNDECIDED;
    }
  });
  return certainties;
}
