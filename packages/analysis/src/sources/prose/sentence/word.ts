import type { Role } from '../grammar';
import type { Token } from '../tokens';
import { takeChannel, takeNamed } from './anaphora';
import { anyVerbAt, finiteVerbAt } from './lookahead';
import { readRelative } from './relative';
import { readEverything } from './requests';
import type { SentenceState } from './state';

/** Prepositions of two words, by both. */
const TWO_WORDS: Array<[RegExp, Role]> = [
  [/^front of$/, 'before'],
  [/^(?:traves|medio) de$|^means of$/, 'via'],
  [/^(?:parte|partir) de$/, 'from'],
  [/^top of$/, 'via'],
  [/^frente (?:a|de|al|del)$|^delante del?$/, 'before'],
  [/^detras del?$/, 'behind'],
];
/** Roles that an "of" behind them does not change: "on behalf of". */
const KEPT_BEFORE_OF = /^(?:via|for|before|behind|from|in)$/;

/** Reads a word that is neither a verb nor part of a phrase. */
export function readWord(state: SentenceState, index: number): void {
  const { grammar } = state.context;
  const token = state.tokens[index];
  const { low } = token;
  if (!token.isWord) {
    goOnBehindColon(state, index);
    return readMark(state, token.text);
  }
  if (readPreposition(state, index)) return undefined;
  if (isUnknownDeed(state, index)) return undefined;
  if (grammar.conjunctions.has(low)) {
    if (!state.predicate) state.content = false;
    return undefined;
  }
  if (isBothBeforeVerb(state, index)) {
    state.subject = [...state.context.lastPair];
    state.subjectKind = 'explicit';
    state.predicate = undefined;
    state.content = false;
    return undefined;
  }
  if (isOneOfPair(state, index) || isTheLatter(state, index)) return undefined;
  if (grammar.everything.has(low) && finiteVerbAt(state, index + 1)) {
    return readEverything(state);
  }
  if (takeChannel(state, index)) return undefined;
  if (grammar.relatives.has(low)) return readRelative(state, index);
  if (grammar.pronouns.has(low)) {
    state.content = false;
  } else if (!grammar.stops.has(low) && !/(?:[^m]ly|mente)$/.test(low)) {
    readPlainWord(state, token, index);
  }
  return undefined;
}

/** "The grader is a function that X triggers: lee …": the one that the sentence began with goes on. */
function goOnBehindColon(state: SentenceState, index: number): void {
  const isVerbNext =
    state.tokens[index].text === ':' &&
    state.isVerb(index + 1)?.form === 'finite' &&
    state.context.grammar.language === 'es';
  if (!isVerbNext || state.firstSubject.length !== 1) return;
  state.subject = state.firstSubject;
  state.subjectKind = 'explicit';
  state.predicate = undefined;
  state.content = false;
}

function readMark(state: SentenceState, text: string): void {
  if (!/^[,:—–]$/.test(text)) return;
  if (text !== ',') state.role = undefined;
  if (!state.predicate) state.content = false;
}

/** Takes the role that a preposition gives to the phrase behind it. */
function readPreposition(state: SentenceState, index: number): boolean {
  const low = state.low(index);
  const both = `${low} ${state.low(index + 1)}`;
  const two = TWO_WORDS.find(([pattern]) => pattern.test(both));
  if (two) {
    state.role = two[1];
    return true;
  }
  const role = state.context.grammar.roles.get(low);
  if (!role) return false;
  const keeps =
    (role === 'of' &&
      KEPT_BEFORE_OF.test(state.role ?? '') &&
      !/^(?:,|y|e|and)$/.test(state.low(index - 1))) ||
    (role === 'to' &&
      (state.role === 'before' || state.isVerb(index + 1) !== undefined));
  if (!keeps) state.role = role;
  return true;
}

/** "which can shed load by calling B": whatever the verb behind "can", what stands before it is the subject. */
function isUnknownDeed(state: SentenceState, index: number): boolean {
  const { modals } = state.context.grammar;
  if (!state.relativePending || state.strayRelative) return false;
  if (!modals.has(state.low(index)) || state.isVerb(index + 1)) return false;
  state.subject = state.last;
  state.subjectKind = state.last.length ? 'explicit' : 'implicit';
  state.relativePending = false;
  state.predicate = undefined;
  return true;
}

/** "The first one reads …", "el segundo guarda …": of the two spoken of. */
function isOneOfPair(state: SentenceState, index: number): boolean {
  const { lastPair } = state.context;
  const isSecond = /^(?:latter|second|segund[oa])$/.test(state.low(index));
  const isFirst = /^(?:former|first|primer[oa])$/.test(state.low(index));
  if (lastPair.length !== 2 || (!isFirst && !isSecond)) return false;
  if (!/^(?:the|el|la)$/.test(state.low(index - 1))) return false;
  const next = state.low(index + 1) === 'one' ? index + 2 : index + 1;
  if (!finiteVerbAt(state, next)) return false;
  state.subject = [lastPair[isSecond ? 1 : 0]];
  state.subjectKind = 'explicit';
  state.endClause();
  return true;
}

const isOutside = (type: string): boolean => type.startsWith('external');

/** "este a su vez lee …", "y esta los deja en …": the one named last. */
function isTheLatter(state: SentenceState, index: number): boolean {
  if (state.context.grammar.language !== 'es') return false;
  if (!/^est[ea]$/.test(state.low(index))) return false;
  if (!finiteVerbAt(state, index + 1)) return false;
  const named = state.mentioned.length
    ? state.mentioned
    : state.context.lastNamed;
  const latter = [...named]
    .reverse()
    .find(({ kind, type }) => kind === 'component' && !isOutside(type));
  if (!latter) return false;
  state.subject = [latter];
  state.subjectKind = 'explicit';
  state.endClause();
  return true;
}

/** "Both read …", "los dos leen …": the two spoken of. */
function isBothBeforeVerb(state: SentenceState, index: number): boolean {
  const low = state.low(index);
  const isBoth =
    /^(?:both|ambos|ambas|they|ellos|ellas)$/.test(low) ||
    (low === 'dos' && /^l[oa]s$/.test(state.low(index - 1)));
  return (
    isBoth && state.context.lastPair.length > 1 && anyVerbAt(state, index + 1)
  );
}

/** A noun that is no building block: of the clause to come it may be the subject. */
function readPlainWord(
  state: SentenceState,
  token: Token,
  index: number,
): void {
  state.plain.push(token);
  takeNamed(state, token, index);
  // "Sensors in the vans publish …": the sensors do
  const isOfSubject =
    state.subjectKind === 'explicit' &&
    state.lastEnd >= 0 &&
    /^(?:in|of|for)$/.test(state.role ?? '');
  if (!state.predicate) state.content ||= !isOfSubject;
  else if (
    finiteVerbAt(state, index + 1) &&
    (state.context.grammar.persons.has(token.low) ||
      (state.role !== 'for' && state.role !== 'of'))
  ) {
    state.content = true;
  }
}
