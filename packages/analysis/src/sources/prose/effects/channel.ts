import { isEdge, isMessaging, isPassive, type Entity } from '../entities';
import { relateAll, type Actors, type Effect } from './effect';

/** "A talks to B via C": both ends need a channel; a proxy passes on. */
export function passThrough(effect: Effect & Actors): void {
  const { predicate, objects: channels, actors, confidence, why } = effect;
  if (!actors.length) return;
  relateAll(effect, actors, channels, confidence, why);
  for (const { role, entities } of predicate.seen) {
    if (role === 'via' || role === 'from') continue;
    for (const target of entities) {
      if (channels.includes(target) || isPassive(target)) continue;
      for (const channel of channels) insert(effect, channel, target);
    }
  }
}

/** Puts a channel between the actors and what they were said to reach directly. */
function insert(
  { context, predicate, actors, confidence }: Effect & Actors,
  channel: Entity,
  target: Entity,
): void {
  const { range } = predicate;
  if (isMessaging(channel)) context.relate(target, channel, range, confidence);
  else if (isEdge(channel)) context.relate(channel, target, range, confidence);
  else return;
  for (const actor of actors) {
    const key = `${actor.index} ${target.index}`;
    const direct = context.relations.get(key);
    if (direct?.ranges.every(said => said === range)) {
      context.relations.delete(key);
    }
  }
}
