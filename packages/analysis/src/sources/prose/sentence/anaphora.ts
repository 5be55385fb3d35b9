import { applyObject } from '../effects';
import { stem } from '../entities';
import type { Token } from '../tokens';
import { isBehindRole } from './lookahead';
import type { SentenceState } from './state';

const EVENTS = /^(?:events?|messages?|eventos?|mensajes?|jobs?|topics?)$/;
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
    !/^(?:it|them|ella|ellas|ello|ellos)$/.test(state.low(index)) ||
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
  const { predicate, context } = state;
  const channel = context.lastChannel;
  if (
    !channel ||
    !predicate ||
    predicate.passive ||
    predicate.reading.class !== 'receive' ||
    predicate.seen.length ||
    predicate.subject.includes(channel) ||
    !state.plain.some(({ low }) => EVENTS.test(low))
  ) {
    return;
  }
  for (const subject of predicate.subject) {
    context.relate(
      subject,
      channel,
      state.range,
      0.7,
      `What "${subject.name}" takes was last said to be in "${channel.name}"`,
    );
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
