import type { VerbReading } from '../grammar';
import type { SentenceState } from './state';

/** Words that may stand between a subject and its verb. */
const BEFORE_VERB =
  /^(?:se|lo|la|los|las|le|les|nos|also|then|only|does|do|has|have|directly|now|currently|tambien|solo|nunca|ya|just|ha|han|always|typically|itself|ademas|luego|will|each)$|(?:[^m]ly|mente)$/;
const BEFORE_PARTICIPLE =
  /(?:ly|mente)$|^(?:not|also|been|being|then|only|never|always|sido|siendo|tambien|both|all)$/;
const MAX_PARENTHESES = 12;
const IN_TURN = /^(?:in turn|a su vez)(?= |$)/;

/** Whether the main verb of a clause starts here, behind adverbs, "no", "se" and auxiliaries. */
export function finiteVerbAt(state: SentenceState, index: number): boolean {
  const { grammar } = state.context;
  for (let i = index; i < Math.min(index + 5, state.tokens.length); i++) {
    const { isWord, text, low } = state.tokens[i];
    if (!isWord) {
      const close = text === '(' ? closingAfter(state, i) : -1;
      return (
        close > 0 &&
        close - i < MAX_PARENTHESES &&
        finiteVerbAt(state, close + 1)
      );
    }
    // "which in turn reads", "que a su vez lee"
    const aside = IN_TURN.exec(
      `${low} ${state.low(i + 1)} ${state.low(i + 2)}`,
    );
    if (aside) {
      i += aside[0].split(' ').length - 1;
      continue;
    }
    const reading = state.isVerb(i);
    if (reading) {
      return (
        reading.form === 'finite' ||
        (reading.form === 'infinitive' &&
          grammar.language === 'en' &&
          state.low(i - 1) !== 'to') ||
        (reading.form === 'participle' &&
          i > index &&
          grammar.passives.has(state.low(i - 1)))
      );
    }
    if (grammar.modals.has(low) && low !== 'to') return true;
    if (
      !grammar.negations.has(low) &&
      !grammar.passives.has(low) &&
      !BEFORE_VERB.test(low)
    ) {
      return false;
    }
  }
  return false;
}

function closingAfter(state: SentenceState, index: number): number {
  return state.tokens.findIndex(({ text }, j) => j > index && text === ')');
}

/** Whether a verb of any form starts here, as it does behind "which". */
export function anyVerbAt(state: SentenceState, index: number): boolean {
  return finiteVerbAt(state, index) || state.isVerb(index) !== undefined;
}

/** The verb that an auxiliary before `index` belongs to. */
export function nextVerb(
  state: SentenceState,
  index: number,
): { index: number; reading: VerbReading } | undefined {
  for (let i = index; i < Math.min(index + 3, state.tokens.length); i++) {
    if (state.groupAt.has(i)) return undefined;
    const reading = state.isVerb(i);
    if (reading) return { index: i, reading };
    if (!BEFORE_PARTICIPLE.test(state.low(i))) return undefined;
  }
  return undefined;
}

/** Whether a preposition stands before a phrase, with at most articles and adjectives between. */
export function isBehindRole(state: SentenceState, index: number): boolean {
  const { roles, determiners, plainAdjectives, possessives } =
    state.context.grammar;
  for (let i = index - 1; i >= Math.max(0, index - 4); i--) {
    const low = state.low(i);
    if (roles.has(low)) return true;
    if (
      !determiners.has(low) &&
      !plainAdjectives.has(low) &&
      !possessives.has(low)
    ) {
      return false;
    }
  }
  return false;
}

/** Whether "it", "they" … is the subject of the verb at `index`. */
export function isPronounBefore(state: SentenceState, index: number): boolean {
  for (let i = index - 1; i >= Math.max(0, index - 3); i--) {
    const low = state.low(i);
    if (state.context.grammar.pronouns.has(low)) return true;
    if (!/ly$|mente$|^(?:also|then|tambien|se)$/.test(low)) return false;
  }
  return false;
}
