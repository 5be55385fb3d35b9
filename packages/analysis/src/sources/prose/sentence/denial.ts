import type { Entity } from '../entities';
import type { Phrase } from '../phrases';
import { resolve, type Meaning } from '../resolve';
import type { Group } from './coordination';
import { finiteVerbAt } from './lookahead';
import { isRejection } from './negation';
import type { SentenceState } from './state';

/** Takes back what the sentence denies: these mentions are none, and their relations are not. */
export function readDenied(state: SentenceState, group: Group): void {
  for (const phrase of group.phrases) {
    const meaning = resolve(phrase, state.context.entities, {
      create: false,
      sentence: [],
    });
    denyPhrase(state, phrase, meaning);
    const isVerbDenied = state.negated
      .slice(group.to, group.to + 4)
      .some(Boolean);
    if (finiteVerbAt(state, group.to) && !isVerbDenied) {
      state.subject = meaning.entities;
      state.subjectKind = meaning.entities.length ? 'explicit' : 'implicit';
    }
  }
}

function denyPhrase(
  state: SentenceState,
  phrase: Phrase,
  meaning: Meaning,
): void {
  const { context } = state;
  const range = { start: phrase.start, end: phrase.end };
  // "no relational database": any, not the one that was spoken of
  const isAny = !phrase.isProduct && !phrase.entity && !phrase.modifiers;
  const targets =
    meaning.isGroup ||
    (isAny && meaning.entities.some(({ product }) => product))
      ? []
      : meaning.entities;
  // the name stays known, this mention is none
  for (const entity of targets) entity.ranges.pop();
  const denied = meaning.entities.length ? targets : madeWith(state, phrase);
  for (const from of spokenOf(state)) {
    for (const to of denied) if (from !== to) context.deny(from, to, range);
  }
  if (phrase.product && isRejection(state.tokens)) {
    context.refused.add(phrase.product);
  }
  if (phrase.product || phrase.strong || meaning.entities.length) {
    state.deniedNames.push({ name: phrase.name, range });
  }
}

/** "nor Django": the one component that is made with it. */
function madeWith(
  { context }: SentenceState,
  { made: [made], noun }: Phrase,
): Entity[] {
  if (!made || noun) return [];
  const by = context.entities.all.filter(({ technologies }) =>
    technologies.includes(made),
  );
  return by.length === 1 ? by : [];
}

/** The subject, or what the sentence is about when it has none. */
function spokenOf(state: SentenceState): Entity[] {
  if (state.subject.length) return state.subject;
  if (state.hint.entity) return [state.hint.entity];
  const { antecedent } = state.context;
  return antecedent && !state.content ? [antecedent] : [];
}
