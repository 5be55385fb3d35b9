import { isMessaging, stem, type Entity } from '../entities';
import type { Token } from '../tokens';
import type { SentenceState } from './state';

const TAKING =
  /^(?:feed|trigger|drive|notify|alimentar|nutrir|disparar|activar)$/;
/** Words for any message; what is said of all of them is told elsewhere. */
const ANY =
  /^(?:events?|messages?|jobs?|topics?|data|updates?|requests?|records?|eventos?|mensajes?|datos?|registros?|peticion(?:es)?|cambios?|tareas?|new|nuev[oa]s?|each|every|cada|todos|them|it|json|async\w*)$/;

/** Remembers in which channel the messages that a clause names are put. */
export function rememberMessages(
  state: SentenceState,
  objects: readonly Entity[],
): void {
  const { predicate, context, plain, beforeVerb } = state;
  if (predicate?.reading.class !== 'send') return;
  const channels = objects.filter(isMessaging);
  if (channels.length !== 1) return;
  const named = predicate.passive ? [...beforeVerb, ...plain] : plain;
  for (const key of keysOf(named)) {
    if (!context.carriers.has(key)) context.carriers.set(key, channels[0]);
  }
}

/** "consumes `order.placed`", "is fed by state changes": from the channel where others put them, wherever that is said. */
export function takeMessages(state: SentenceState): void {
  const { predicate, context, plain, range } = state;
  if (!predicate?.subject.length || predicate.seen.length) return;
  const { class: verb, lemma } = predicate.reading;
  const takes =
    (verb === 'receive' && !predicate.passive) || TAKING.test(lemma);
  const keys = takes ? keysOf(plain) : [];
  if (!keys.length) return;
  const takers = [...predicate.subject];
  const { certainty } = predicate;
  context.later.push(() => {
    const key = keys.find(name => context.carriers.has(name));
    const channel = key ? context.carriers.get(key) : undefined;
    if (!channel) return;
    for (const taker of takers) {
      const why = context.grammar.notes.putInto(key!, channel.name);
      if (taker !== channel) {
        context.relate(taker, channel, range, 0.8 * certainty, why);
      }
    }
  });
}

/** Names in code or camel case, and else the last two ordinary words. */
function keysOf(tokens: readonly Token[]): string[] {
  const names = tokens.filter(
    ({ code, text }) => code || /^\p{Lu}\p{Ll}+\p{Lu}/u.test(text),
  );
  if (names.length) return names.map(({ low }) => low);
  const words = tokens.filter(({ isWord, low }) => isWord && !ANY.test(low));
  return words.length >= 2
    ? [
        words
          .slice(-2)
          .map(({ low }) => stem(low))
          .join(' '),
      ]
    : [];
}
