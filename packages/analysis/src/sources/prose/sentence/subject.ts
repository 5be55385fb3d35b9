import type { Phrase } from '../phrases';
import type { Meaning } from '../resolve';
import type { Group } from './coordination';
import { meaningOf } from './meaning';
import { readObjects } from './object';
import type { SentenceState } from './state';

/** Reads phrases with their verb behind them. */
export function readSubjects(state: SentenceState, group: Group): void {
  const { hint } = state;
  let subjects = group.phrases;
  if (state.predicate && subjects.length > 1) {
    // "uses A, B and C calls …": the last one begins a clause
    readObjects(state, subjects.slice(0, -1));
    subjects = subjects.slice(-1);
  }
  // "events of the orders service are …": the phrase is not the subject
  const isHeadless =
    state.content &&
    !state.predicate &&
    /^(?:of|from|to|in|for)$/.test(state.role ?? '');
  const meanings = subjects.map(phrase =>
    meaningOf(state, phrase, !(hint.entity && isBareComponent(phrase))),
  );
  state.lastEnd = group.to;
  const meansHint =
    hint.entity &&
    meanings.every(({ entities, isSystem }) => !entities.length && !isSystem) &&
    subjects.every(
      ({ noun, modifiers, plural }) =>
        noun?.kind === 'component' && !modifiers && !plural,
    );
  if (meansHint) {
    state.subject = [hint.entity!];
    state.subjectKind = 'hint';
    state.last = state.subject;
    state.endClause();
  } else if (isHeadless) {
    state.last = meanings.flatMap(({ entities }) => entities);
    if (state.role === 'of' || state.role === 'from') {
      state.sources = state.last;
    }
  } else {
    setSubject(state, meanings, subjects);
    state.endClause();
  }
}

/** "the service", below a title that names it. */
function isBareComponent({ noun, modifiers, isProduct }: Phrase): boolean {
  return noun?.kind === 'component' && !modifiers && !isProduct;
}

/** From here on the sentence is about what these phrases mean. */
export function setSubject(
  state: SentenceState,
  meanings: readonly Meaning[],
  phrases: readonly Phrase[],
): void {
  const entities = meanings.flatMap(meaning => meaning.entities);
  if (
    !entities.length &&
    phrases.every(({ made }) => made.length) &&
    state.subjectKind === 'hint'
  ) {
    return;
  }
  state.groupSubject = meanings.some(({ isGroup }) => isGroup);
  state.last = entities;
  state.subject = entities;
  if (!state.firstSubject.length) state.firstSubject = entities;
  if (state.whole || meanings.some(({ isSystem }) => isSystem)) {
    state.subject = state.whole ? [] : entities;
    state.subjectKind = 'system';
  } else state.subjectKind = entities.length ? 'explicit' : 'implicit';
  if (phrases.length === 1 && phrases[0].plural && meanings[0].isGroup) return;
  for (const entity of entities) {
    if (entity.kind === 'component' && !entity.type.startsWith('external')) {
      state.context.focus = entity;
    }
  }
}
