import type { Predicate } from '../effects';
import { isEdge, isPassive, type Entity } from '../entities';
import type { VerbReading } from '../grammar';
import type { SentenceState } from './state';

/** Notes the verb around "to query …", "para guardar …", which says what its object is used for. */
export function takePurpose(
  state: SentenceState,
  index: number,
  { form }: VerbReading,
): void {
  const { predicate } = state;
  const isPurpose =
    form === 'infinitive' && /^(?:to|para)$/.test(state.low(index - 1));
  if (!isPurpose) {
    if (form === 'finite') state.purposeOf = undefined;
  } else if (predicate?.seen.length && !predicate.passive) {
    state.purposeOf = predicate;
  }
}

/** "depends on A to …, on B to … and on C": with the same preposition, the verb before the purpose goes on. */
export function leavePurpose(state: SentenceState, from: number): void {
  const outer = state.purposeOf;
  const role = outer?.seen[0]?.role;
  if (!outer || role === undefined || role !== state.role) return;
  const { roles, determiners, possessives } = state.context.grammar;
  let at = from - 1;
  while (determiners.has(state.low(at)) || possessives.has(state.low(at))) at--;
  const isJoined =
    roles.get(state.low(at)) === role &&
    /^(?:,|and|y|e)$/.test(state.low(at - 1));
  if (!isJoined) return;
  state.predicate = outer;
  state.purposeOf = undefined;
}

/** "uses the API to query the database": the API does. */
export function actsFor(
  { purposeOf }: SentenceState,
  { reading, subject }: Predicate,
  objects: readonly Entity[],
): Entity | undefined {
  if (
    purposeOf?.reading.class !== 'use' ||
    reading.form !== 'infinitive' ||
    !/^(?:use|receive|store)$/.test(reading.class) ||
    !objects.every(isPassive)
  ) {
    return undefined;
  }
  const [helper, ...others] = purposeOf.seen.flatMap(
    ({ entities }) => entities,
  );
  const isActor =
    helper !== undefined &&
    !others.length &&
    !isPassive(helper) &&
    !isEdge(helper) &&
    helper.type === 'service' &&
    helper.product === undefined &&
    !subject.includes(helper);
  return isActor ? helper : undefined;
}
