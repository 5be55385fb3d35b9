import type { Role, VerbReading } from '../grammar';
import { MESSAGES } from './anaphora';
import { anyVerbAt } from './lookahead';
import type { Gap, SentenceState } from './state';

/** "which", "that": a clause about what stands before it, or the end of one. */
export function readRelative(state: SentenceState, index: number): void {
  const { grammar } = state.context;
  if (!anyVerbAt(state, index + 1)) {
    state.gap = gapBefore(state, index);
    state.subject = [];
    state.subjectKind = 'implicit';
    state.endClause();
    return;
  }
  const before = state.tokens[index - 1];
  state.relativePending = true;
  state.strayRelative =
    Boolean(before?.isWord) &&
    state.lastEnd !== index &&
    !grammar.determiners.has(before.low) &&
    !grammar.roles.has(before.low) &&
    !grammar.conjunctions.has(before.low);
  // "creates the minutes, which are kept in X": of what the verb is about, not of a part named before
  state.farRelative =
    before?.text === ',' &&
    state.lastEnd >= 0 &&
    state.lastEnd < index - 2 &&
    state.tokens[index - 2].isWord &&
    state.plain.includes(state.tokens[index - 2]);
  state.content = false;
}

/** What "which" stands for, where the verb of its clause has a subject of its own. */
function gapBefore(state: SentenceState, index: number): Gap | undefined {
  const start = prepositionBefore(state, index);
  const isNear =
    state.lastEnd === start ||
    (state.lastEnd === start - 1 && state.low(start - 1) === ',');
  if (isNear) {
    return { entities: state.last, role: roleBefore(state, start, index) };
  }
  const { predicate } = state;
  const isTaken = predicate?.reading.class === 'receive' && !predicate.passive;
  return isTaken && MESSAGES.test(state.low(index - 1))
    ? { entities: [], taker: predicate }
    : undefined;
}

/** Where "from which", "de la que", "al cual" begins. */
function prepositionBefore(state: SentenceState, index: number): number {
  const { roles } = state.context.grammar;
  let at = index;
  if (/^(?:el|la|los|las)$/.test(state.low(at - 1))) at--;
  return roles.has(state.low(at - 1)) ? at - 1 : index;
}

function roleBefore(
  state: SentenceState,
  start: number,
  index: number,
): Role | undefined {
  return start < index
    ? state.context.grammar.roles.get(state.low(start))
    : undefined;
}

/**
 * "una API que consumen la web y la app", "el bucket del que lee la CDN": behind the verb of a relative clause stands its
 * subject, where the verb is plural and what it is about is not, or where a preposition says that it is about something
 * else.
 */
export function isSubjectLast(
  state: SentenceState,
  index: number,
  reading: VerbReading,
): boolean {
  const [last, ...others] = state.last;
  if (
    state.context.grammar.language !== 'es' ||
    reading.form !== 'finite' ||
    !state.relativePending ||
    state.strayRelative ||
    last === undefined ||
    !/^(?:el|la|los|las|un|una)$/.test(state.low(index + 1))
  ) {
    return false;
  }
  const relative = index - 1;
  if (!/^(?:que|cual|cuales|donde)$/.test(state.low(relative))) return false;
  if (prepositionBefore(state, relative) < relative) return true;
  return (
    state.low(relative) === 'que' &&
    !others.length &&
    !/s$/.test(last.name.split(' ')[0]) &&
    /n$/.test(state.low(index))
  );
}
