import { isEdge, type Entity } from '../entities';
import type { SentenceState } from './state';

const REQUEST =
  /^(?:requests?|traffic|trafico|peticion|peticiones|solicitud|solicitudes)$/;
const ALL = /^(?:all|every|todo|todas|todos|toda)$/;

/** "The request then lands on B": the one spoken of before passes it on to B. */
export function takeRequest(
  state: SentenceState,
  objects: readonly Entity[],
): boolean {
  const { context } = state;
  const [target] = objects;
  if (!isRequestMoving(state) || !target) return false;
  if (target.kind !== 'component' && !isEdge(target)) return false;
  if (!/^(?:to|in|by|via)?$/.test(state.role ?? '')) return false;
  const from = context.flow;
  if (from && from !== target) {
    context.relate(
      from,
      target,
      state.range,
      0.7,
      context.grammar.notes.requestAt(from.name),
    );
  }
  target.involved = true;
  if (ALL.test(state.low(0)) && isEdge(target)) passOnAll(state, target);
  context.flow = target;
  if (target.kind === 'component') context.focus = target;
  return true;
}

function isRequestMoving({
  predicate,
  beforeVerb,
  context,
}: SentenceState): boolean {
  if (
    !predicate ||
    predicate.subject.length ||
    predicate.subjectKind !== 'implicit'
  ) {
    return false;
  }
  const { class: verb, lemma } = predicate.reading;
  const moves =
    verb === 'sit' || verb === 'send' || /^(?:reach|handle|hit)$/.test(lemma);
  return (
    moves &&
    beforeVerb.some(
      ({ low }) => context.grammar.requests.has(low) || REQUEST.test(low),
    )
  );
}

/** "All requests go through the gateway": to everything that nobody else calls. */
function passOnAll({ context, range }: SentenceState, gateway: Entity): void {
  const called = new Set(
    [...context.relations.values()]
      .filter(({ from }) => from.kind === 'component')
      .map(({ to }) => to),
  );
  for (const entity of entryPoints(context.entities.all)) {
    if (entity === gateway || called.has(entity)) continue;
    context.relate(
      gateway,
      entity,
      range,
      0.6,
      context.grammar.notes.requestsThrough(gateway.name),
    );
  }
}

/** "Everything sits behind …": all that callers reach directly. */
export function readEverything(state: SentenceState): void {
  const all = entryPoints(state.context.entities.all);
  state.subject = all;
  state.subjectKind = all.length ? 'explicit' : 'implicit';
  state.predicate = undefined;
  state.content = false;
}

/** Components that callers can reach. */
function entryPoints(all: readonly Entity[]): Entity[] {
  return all.filter(
    entity =>
      entity.kind === 'component' &&
      entity.involved &&
      (entity.type === 'service' || entity.type === 'website') &&
      !isEdge(entity) &&
      entity.product?.role !== 'product',
  );
}
