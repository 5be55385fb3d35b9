import type { ProseContext } from '../context';
import { isPassive, isSupport, type Entity } from '../entities';
import type { Role, VerbReading } from '../grammar';
import type { Range } from '../markdown';
import type { Phrase } from '../phrases';

/** One verb with what is known about it when an object comes. */
export interface Predicate {
  reading: VerbReading;
  passive: boolean;
  /** Who acts; of a passive, what is acted upon. */
  subject: Entity[];
  subjectKind: 'explicit' | 'hint' | 'implicit' | 'system' | 'none';
  /** Objects seen so far, by role. */
  seen: Array<{ role: Role | undefined; entities: Entity[] }>;
  range: Range;
  certainty: number;
  /** "systems that have …": said of something that is no part. */
  isStray?: boolean;
  /** Objects of the verb before it in the sentence. */
  before?: Entity[];
}

/** A verb and one of its objects. */
export interface Effect {
  context: ProseContext;
  predicate: Predicate;
  /** What the preposition before the object says. */
  role: Role | undefined;
  objects: readonly Entity[];
  phrases: readonly Phrase[];
}

/** Who acts, and how sure that is. */
export interface Actors {
  actors: readonly Entity[];
  confidence: number;
  why?: string;
}

/** Records that each of `from` depends on each of `to`. */
export function relateAll(
  { context, predicate }: Effect,
  from: readonly Entity[],
  to: readonly Entity[],
  confidence: number,
  why?: string,
): void {
  for (const a of from) {
    for (const b of to) {
      context.relate(a, b, predicate.range, confidence, why);
    }
  }
}

/** Whoever acts: the subject, or the component that the text is about. */
export function actorsOf({ context, predicate, objects }: Effect): Actors {
  const { subject, subjectKind, certainty } = predicate;
  if (subject.length) {
    const confidence = (subjectKind === 'hint' ? 0.85 : 0.95) * certainty;
    return { actors: subject, confidence };
  }
  const isSignIn = objects.some(({ type }) => /identity/.test(type));
  const focus = (isSignIn && context.frontEnd()) || context.focus;
  if (
    subjectKind !== 'implicit' ||
    !focus ||
    objects.includes(focus) ||
    isBystander(context, focus) ||
    !objects.every(object => isPassive(object) || isSupport(object))
  ) {
    return { actors: [], confidence: 0 };
  }
  return {
    actors: [focus],
    confidence: 0.6 * certainty,
    why: context.grammar.notes.spokenOf(focus.name),
  };
}

/** "the dashboards": pages on what others do are not taken for whoever acts. */
function isBystander(context: ProseContext, entity: Entity): boolean {
  const words = entity.name.split(' ');
  const isPlural = /s$/.test(words[0]) || /s$/.test(words[words.length - 1]);
  return entity.type === 'website' && isPlural && context.isOutdone(entity);
}

/** Relates whoever acts, though the passive does not say who. */
export function relateUnsaid(effect: Effect): void {
  const { context, predicate, objects } = effect;
  const { actors, confidence, why } = actorsOf({
    ...effect,
    predicate: { ...predicate, subject: [] },
  });
  const [focus] = actors;
  const main =
    focus && /^(?:website|worker|job)$/.test(focus.type)
      ? context.mainService()
      : undefined;
  if (main) {
    relateAll(
      effect,
      [main],
      objects,
      0.5 * predicate.certainty,
      context.grammar.notes.doesMost(main.name),
    );
  } else relateAll(effect, actors, objects, confidence, why);
}

/** Asks others, where stores and brokers are only asked. */
export const isCaller = (entity: Entity): boolean => !isPassive(entity);
/** What is "hosted" there is files: a bucket or a CDN. */
export const keepsFiles = ({ type }: Entity): boolean =>
  type === 'storage' || type === 'cdn';
