import { isEdge, isMessaging } from '../entities';
import { relateAll, type Effect } from './effect';

/** "Kafka is put between A and B", "the proxy sits between A and B": both ends use a channel; a proxy passes on. */
export function relateBetween(effect: Effect): void {
  const { predicate, objects } = effect;
  const [first, second, ...others] = objects;
  if (!first || !second || others.length) return;
  const middle = [
    ...predicate.seen.flatMap(({ entities }) => entities),
    ...predicate.subject,
  ].find(
    entity =>
      (isMessaging(entity) || isEdge(entity)) && !objects.includes(entity),
  );
  if (!middle) return;
  const sure = 0.85 * predicate.certainty;
  if (isMessaging(middle)) relateAll(effect, objects, [middle], sure);
  else {
    relateAll(effect, [first], [middle], sure);
    relateAll(effect, [middle], [second], sure);
  }
}
