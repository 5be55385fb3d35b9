import { applyObject } from '../effects';
import type { Predicate } from '../effects';
import { isMessaging, stem, type Entity } from '../entities';
import type { Token } from '../tokens';
import { isBehindRole } from './lookahead';
import { takeMessages } from './messages';
import type { SentenceState } from './state';

export const MESSAGES =
  /^(?:events?|messages?|eventos?|mensajes?|jobs?|topics?)$/;
const CALLING =
  /^(?:orchestrate|coordinate|call|invoke|orquestar|coordinar|llamar|invocar)$/;

/** "consumes them", "los consume": what was put into a channel is taken from there. */
export function takePronoun(state: SentenceState, index: number): void {
  const { predicate, context } = state;
  if (!predicate || predicate.passive || !context.lastChannel) return;
  if (predicate.reading.class !== 'receive') return;
  const isPronoun =
    context.grammar.language === 'en'
      ? /^(?:them|it|these|those)$/.test(state.low(index + 1))
      : /^(?:los|las|lo)$/.test(state.low(index - 1)) ||
        (/(?:los|las|lo)$/.test(state.low(index)) &&
          predicate.reading.form === 'infinitive');
  if (!isPronoun || /^(?:from|of|de|desde)$/.test(state.low(index + 2))) {
    return;
  }
  applyObject(context, predicate, undefined, [context.lastChannel], []);
}

/** "publishes them to it": the channel spoken of. */
export function takeChannel(state: SentenceState, index: number): boolean {
  const { predicate, context } = state;
  if (
    !/^(?:it|them|there|ella|ellas|ello|ellos|ahi|alli)$/.test(
      state.low(index),
    ) ||
    !predicate ||
    !context.lastChannel ||
    state.negated[index] ||
    !isBehindRole(state, index) ||
    (predicate.reading.class !== 'send' &&
      predicate.reading.class !== 'receive')
  ) {
    return false;
  }
  applyObject(context, predicate, state.role, [context.lastChannel], []);
  return true;
}

/** "listens to these events" without saying where: in the channel spoken of. */
export function takeEvents(state: SentenceState): void {
  takeMessages(state);
  const { predicate, context } = state;
  const channel = context.lastChannel;
  if (
    !channel ||
    !predicate ||
    predicate.passive ||
    predicate.reading.class !== 'receive' ||
    predicate.seen.length ||
    predicate.subject.includes(channel) ||
    !state.plain.some(({ low }) => MESSAGES.test(low))
  ) {
    return;
  }
  for (const subject of predicate.subject) {
    context.relate(
      subject,
      channel,
      state.range,
      0.7,
      context.grammar.notes.lastIn(subject.name, channel.name),
    );
  }
}

/** "the Fleet API, which B provides": what stands before the relative clause is the object of its verb. */
export function takeGap(state: SentenceState): void {
  const { gap, predicate, context } = state;
  if (!gap || !predicate) return;
  state.gap = undefined;
  if (predicate.passive || predicate.subjectKind !== 'explicit') return;
  if (gap.entities.length) {
    const objects = gap.entities.filter(
      entity => !predicate.subject.includes(entity),
    );
    if (objects.length) {
      // most verbs say themselves what they do; others leave it to the preposition
      const role = predicate.reading.class === 'none' ? gap.role : undefined;
      applyObject(context, predicate, role, objects, []);
    }
  }
  const isSent = predicate.reading.class === 'send';
  if (gap.taker && isSent) takeFrom(state, gap.taker, predicate.subject);
}

/** "consumes events that B emits": from where B puts them, or else from B. */
function takeFrom(
  { context, range }: SentenceState,
  { subject: takers, certainty }: Predicate,
  senders: readonly Entity[],
): void {
  for (const sender of senders) {
    const channels = [...context.relations.values()]
      .filter(({ from, to }) => from === sender && isMessaging(to))
      .map(({ to }) => to);
    for (const taker of takers) {
      for (const target of channels.length ? channels : [sender]) {
        const why = context.grammar.notes.takesFrom(taker.name, sender.name);
        context.relate(taker, target, range, 0.75 * certainty, why);
      }
    }
  }
}

/** "orchestrates the payment and the shipping": services of a table, meant by their first word. */
export function takeNamed(
  state: SentenceState,
  token: Token,
  index: number,
): void {
  const { predicate, context, role } = state;
  if (!predicate || predicate.passive || state.negated[index]) return;
  if (!CALLING.test(predicate.reading.lemma)) return;
  if (role !== undefined && role !== 'to') return;
  const entity = context.entities.withModifiers(stem(token.low));
  if (
    !entity?.defined ||
    entity.kind !== 'component' ||
    predicate.subject.includes(entity)
  ) {
    return;
  }
  entity.ranges.push({ start: token.start, end: token.end });
  applyObject(context, predicate, undefined, [entity], []);
}
