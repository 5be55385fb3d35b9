import { isMessaging, type Entity } from '../entities';
import { relateAll, type Effect } from './effect';

const PROCESSING = /^(?:process|handle|procesar|manejar|gestionar|atender)$/;

/** "events are consumed by the worker": the one who acts comes last. */
export function relateAgent(effect: Effect): void {
  const { predicate, objects: agents } = effect;
  const { subject, certainty, reading } = predicate;
  if (subject.length) {
    relateAll(effect, agents, subject, 0.95 * certainty);
    return;
  }
  const targets = predicate.seen.filter(
    ({ role }) =>
      role !== 'by' &&
      role !== 'for' &&
      (role !== 'from' || reading.class === 'receive'),
  );
  if (targets.length && /^(?:send|store|use|receive)$/.test(reading.class)) {
    for (const { entities } of targets) {
      relateAll(effect, agents, entities, 0.95 * certainty);
      dropGuesses(effect, entities);
    }
  } else takeFromChannel(effect);
}

/** Before the agent was known, the component spoken of was taken for it. */
function dropGuesses(
  { context, objects }: Effect,
  targets: readonly Entity[],
): void {
  const { focus, relations } = context;
  if (!focus || objects.includes(focus)) return;
  for (const { index } of targets) {
    const key = `${focus.index} ${index}`;
    if (relations.get(key)?.why === context.grammar.notes.spokenOf(focus.name))
      relations.delete(key);
  }
}

/** What is processed was last said to be in a channel, so it is taken from there. */
function takeFromChannel(effect: Effect): void {
  const { context, predicate, objects: agents } = effect;
  const isTold =
    predicate.reading.class === 'receive' ||
    (PROCESSING.test(predicate.reading.lemma) &&
      predicate.before?.some(isMessaging));
  const channel = isTold
    ? context.entities.lastBefore(predicate.range.end, isMessaging)
    : undefined;
  // "metrics are collected by X": of everything
  if (!channel || agents.some(({ type }) => type === 'monitoring')) return;
  relateAll(
    effect,
    agents,
    [channel],
    0.7 * predicate.certainty,
    context.grammar.notes.lastIn(agents[0].name, channel.name),
  );
}
