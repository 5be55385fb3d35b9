import type { ProseContext } from '../context';
import { nounTries } from '../matcher';
import type { VerbTest } from '../phrases';
import type { Token } from '../tokens';

/** Whether an ordinary word stands for the part that it was introduced as: "the mailer", "calls checkout". */
export function isCommonName(
  { commonNames, grammar }: ProseContext,
  tokens: readonly Token[],
  index: number,
  isVerb: VerbTest,
): boolean {
  const use = commonNames.get(tokens[index].low);
  if (!use || isVerb(index)) return false;
  let at = index - 1;
  while (at > 0 && grammar.plainAdjectives.has(tokens[at].low)) at--;
  const before = tokens[at];
  const isDefinite =
    /^(?:the|our|this|its|an?|el|la|al|del|nuestr[oa]|est[ea]|su|una?)$/.test(
      before?.low ?? '',
    );
  const isAlone =
    use === 'proper' &&
    (!before?.isWord ||
      isVerb(at) !== undefined ||
      grammar.roles.has(before.low) ||
      grammar.conjunctions.has(before.low) ||
      grammar.relatives.has(before.low));
  return (
    (isDefinite || isAlone) &&
    endsPhrase({ grammar }, tokens, index + 1, isVerb)
  );
}

function endsPhrase(
  { grammar }: Pick<ProseContext, 'grammar'>,
  tokens: readonly Token[],
  index: number,
  isVerb: VerbTest,
): boolean {
  const next = tokens[index];
  if (!next?.isWord || grammar.language === 'es') return true;
  return (
    isVerb(index) !== undefined ||
    grammar.stops.has(next.low) ||
    grammar.roles.has(next.low) ||
    grammar.conjunctions.has(next.low) ||
    /ly$/.test(next.low) ||
    (!nounTries.en.longest(tokens, index) && /s$/.test(next.low))
  );
}
