import type { Grammar } from '../grammar';
import type { VerbTest } from '../phrases';
import type { Token } from '../tokens';

/** A sentence in which names are looked for. */
export interface Clauses {
  tokens: readonly Token[];
  grammar: Grammar;
  isVerb: VerbTest;
}

/** What stands between a subject and its verb. */
export interface Aside {
  from: number;
  to: number;
  /** "written in Go", without commas */
  isReduced?: boolean;
}

/** Words that stand before a verb as its subject. */
export interface SubjectWords {
  from: number;
  to: number;
  /** "the", "our", "a", or nothing before a proper name. */
  determiner: 'definite' | 'indefinite' | 'none';
  /** What stands between it and the verb. */
  aside?: Aside;
}

const MAX_WORDS = 4;
const MAX_ASIDE = 14;
/** Words between a subject and its verb. */
const BETWEEN =
  /^(?:se|lo|la|los|las|le|les|also|then|only|just|now|currently|directly|still|always|never|simply|itself|tambien|solo|ya|todavia|aun|luego|siempre|nunca|simplemente)$|(?:[^m]ly|mente)$/;

/** The words before the verb at `verb` that are its subject, where they look like a name of something. */
export function subjectBefore(
  { tokens, grammar, isVerb }: Clauses,
  verb: number,
  anywhere = false,
): SubjectWords | undefined {
  let to = verb;
  while (
    to > 0 &&
    isBetween(tokens[to - 1], grammar) &&
    !(to > 1 && tokens[to - 1].capital)
  ) {
    to--;
  }
  const aside = asideBefore(tokens, to, isVerb);
  if (aside) to = aside.isReduced ? aside.from : aside.from - 1;
  let from = to;
  while (from > 0 && to - from < MAX_WORDS + 1) {
    const token = tokens[from - 1];
    const isOf =
      from < to &&
      from > 1 &&
      /^(?:of|de)$/.test(token.low) &&
      isNameWord(tokens[from - 2], grammar) &&
      !isVerb(from - 2);
    // "Repara Ya"
    const isNamePart =
      token.capital && token.text.length > 1 && tokens[from - 2]?.capital;
    if (
      !isOf &&
      !isNamePart &&
      (!isNameWord(token, grammar) || (isVerb(from - 1) && !token.strong))
    ) {
      break;
    }
    from--;
  }
  const begin = from;
  while (from < to && grammar.plainAdjectives.has(tokens[from].low)) from++;
  if (from === to) return undefined;
  const before = tokens[begin - 1];
  const determiner = determinerBefore(before, grammar);
  if (!determiner) return undefined;
  const beginsAt = determiner === 'none' ? begin : begin - 1;
  return anywhere || startsClause(tokens, beginsAt, grammar, isVerb)
    ? { from, to, determiner, aside }
    : undefined;
}

function isBetween({ low, isWord }: Token, grammar: Grammar): boolean {
  return (
    isWord &&
    (BETWEEN.test(low) ||
      (grammar.modals.has(low) && low !== 'to') ||
      grammar.negations.has(low) ||
      /^(?:has|have|had|ha|han|does|do|did|doesn't|don't)$/.test(low))
  );
}

/** ", a Java service," and "(Go)" before a token. */
function asideBefore(
  tokens: readonly Token[],
  end: number,
  isVerb: VerbTest,
): Aside | undefined {
  const reduced = reducedBefore(tokens, end, isVerb);
  // "a loader, written in Rust, reads …" stands between commas
  if (reduced && tokens[reduced.from - 1]?.text !== ',') return reduced;
  const close = tokens[end - 1]?.text;
  if (close !== ',' && close !== ')') return undefined;
  const open = close === ',' ? ',' : '(';
  for (let i = end - 2; i > 0 && end - i < MAX_ASIDE; i--) {
    if (tokens[i].text === open) return { from: i + 1, to: end - 1 };
  }
  return undefined;
}

/** "a bridge written in Go reads …" */
function reducedBefore(
  tokens: readonly Token[],
  end: number,
  isVerb: VerbTest,
): Aside | undefined {
  for (let i = end - 2; i > 0 && end - i < 6; i--) {
    if (!tokens[i].isWord) return undefined;
    if (isVerb(i)?.form === 'participle') {
      return { from: i, to: end, isReduced: true };
    }
  }
  return undefined;
}

function isNameWord(token: Token | undefined, grammar: Grammar): boolean {
  return Boolean(
    token?.isWord &&
      !token.possessive &&
      token.text.length < 40 &&
      !/^\d/.test(token.text) &&
      !grammar.stops.has(token.low) &&
      !grammar.roles.has(token.low) &&
      !grammar.determiners.has(token.low) &&
      !grammar.relatives.has(token.low) &&
      !grammar.conjunctions.has(token.low),
  );
}

function determinerBefore(
  token: Token | undefined,
  grammar: Grammar,
): SubjectWords['determiner'] | undefined {
  if (!token?.isWord) return 'none';
  if (/^(?:this|that|these|those|est[aeo]s?|es[aeo]s?)$/.test(token.low)) {
    return undefined;
  }
  if (/^(?:an?|una?)$/.test(token.low)) return 'indefinite';
  if (/^(?:the|our|el|la|nuestr[oa])$/.test(token.low)) return 'definite';
  const isFree =
    grammar.conjunctions.has(token.low) || grammar.relatives.has(token.low);
  return isFree ? 'none' : undefined;
}

/** Whether a clause may begin at a token: it is no object and no part of a phrase with a preposition. */
function startsClause(
  tokens: readonly Token[],
  index: number,
  grammar: Grammar,
  isVerb: VerbTest,
): boolean {
  const before = tokens[index - 1];
  if (!before?.isWord) return true;
  if (grammar.conjunctions.has(before.low)) return true;
  if (
    /^(?:because|while|when|where|until|after|before|so|que|porque|mientras|cuando|donde|hasta|asi)$/.test(
      before.low,
    )
  ) {
    return true;
  }
  return !grammar.roles.has(before.low) && !isVerb(index - 1);
}
