import type { ProseContext } from '../context';
import type { Entity } from '../entities';
import type { Role } from '../grammar';
import type { Phrase } from '../phrases';
import { relateActive } from './active';
import { relateBetween } from './between';
import type { Predicate } from './effect';
import { relatePassive } from './passive';

export type { Predicate };

/** Turns a verb and one of its objects into relations. */
export function applyObject(
  context: ProseContext,
  predicate: Predicate,
  role: Role | undefined,
  objects: Entity[],
  phrases: readonly Phrase[],
): void {
  if (/^(?:as|like|instead|without)$/.test(role ?? '')) return;
  const effect = { context, predicate, role, objects, phrases };
  if (role === 'between') {
    relateBetween(effect);
    return;
  }
  if (predicate.passive) relatePassive(effect);
  else relateActive(effect);
  predicate.seen.push({ role, entities: objects });
}
