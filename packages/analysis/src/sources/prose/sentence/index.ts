import type { ProseContext } from '../context';
import { isPassive } from '../entities';
import type { Token } from '../tokens';
import { takeEvents } from './anaphora';
import { takeEverything } from './everything';
import { readGroup } from './group';
import { readVerb } from './predicate';
import { SentenceState, type SentenceHint } from './state';
import { readWord } from './word';

/** Longest fragment that says what the one spoken of uses. */
const SHORT = 12;

/** Reads one sentence, word by word from the left, and records what it says in the context. */
export function readSentence(
  context: ProseContext,
  tokens: readonly Token[],
  hint: SentenceHint,
): void {
  const state = new SentenceState(context, tokens, hint);
  if (isOfWhole(state)) state.whole = true;
  for (let i = takeEverything(state); i < state.endsAt; ) {
    const group = state.groupAt.get(i);
    if (group) {
      readGroup(state, group);
      i = group.to;
      continue;
    }
    const reading = state.isVerb(i);
    if (reading) readVerb(state, i, reading);
    else readWord(state, i);
    i++;
  }
  takeEvents(state);
  warnOfDenied(state);
  rememberAntecedents(state);
  if (!state.hadVerb) readFragment(state);
}

/** "A web app to share recipes, using Lambda, …": a first sentence without a verb is about the whole. */
function isOfWhole({ context, tokens, isVerb, hint }: SentenceState): boolean {
  return (
    !hint.entity &&
    context.isFirstSentence(tokens[0].start) &&
    /^(?:an?|una?)$/.test(tokens[0].low) &&
    !tokens.some((_, i) => isVerb(i)?.form === 'finite')
  );
}

function warnOfDenied({
  context,
  deniedNames,
  range,
  skipFrom,
}: SentenceState): void {
  if (!deniedNames.length) return;
  const names = [...new Set(deniedNames.map(({ name }) => name))];
  const { denied, excluded } = context.grammar.notes;
  const say = skipFrom < Infinity ? excluded : denied;
  context.warn(
    say(names.join(', '), context.quote(range)),
    deniedNames[0].range,
  );
}

/** What "it" and "both" mean in the next sentence. */
function rememberAntecedents({
  context,
  mentioned,
  subject,
}: SentenceState): void {
  context.lastNamed = mentioned;
  const components = mentioned.filter(({ kind }) => kind === 'component');
  const subjects = subject.filter(({ kind }) => kind === 'component');
  // "both" are the two that act, else the two named last
  const previous = context.lastSubject;
  const [actor] = subjects;
  if (subjects.length === 2) context.lastPair = subjects;
  else if (components.length > 1) context.lastPair = components.slice(-2);
  else if (previous && actor && previous !== actor) {
    // "A is a mobile app. B is a website. Both call …"
    context.lastPair = [previous, actor];
  }
  context.lastSubject = subjects.length === 1 ? actor : undefined;
  const own = components.find(({ type }) => !type.startsWith('external'));
  if (!own) return;
  // "Both call the API. It …": one thing is meant, so it is no subject of two
  const single =
    subjects.length > 1
      ? [...components].reverse().find(entity => !subjects.includes(entity))
      : subjects[0];
  context.antecedent = single ?? own;
}

/** "PostgreSQL for the orders", "Stack: React, Redis": lists what there is. */
function readFragment({
  context,
  mentioned,
  hint,
  tokens,
  range,
}: SentenceState): void {
  const about = hint.entity?.kind === 'component' ? hint.entity : undefined;
  for (const entity of mentioned) {
    entity.involved = true;
    // "orders-service: …. Database: PostgreSQL."
    if (
      about &&
      isPassive(entity) &&
      tokens.length <= SHORT &&
      !entity.generic
    ) {
      context.relate(about, entity, range, 0.8);
    }
  }
}
