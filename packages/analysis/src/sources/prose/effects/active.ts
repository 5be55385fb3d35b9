import {
  isEdge,
  isMessaging,
  isPassive,
  isSupport,
  type Entity,
} from '../entities';
import type { VerbClass } from '../grammar';
import { passThrough } from './channel';
import {
  actorsOf,
  isCaller,
  keepsFiles,
  relateAll,
  type Actors,
  type Effect,
} from './effect';

type ActiveEffect = Effect & Actors;

const GIVING = new Set(
  'provide expose offer supply serve provee proveer ofrecer exponer proporcionar brindar facilitar suministrar'.split(
    ' ',
  ),
);

/** "decouples A from B" */
const PARTING =
  /^(?:decouple|isolate|separate|abstract|hide|desacoplar|aislar|separar)$/;
/** "makes requests to the API", "hace llamadas a la API" */
const MAKING_CALLS =
  /^(?:make|perform|issue|aggregate|combine|hacer|realizar|agregar|combinar)$/;
/** "opens a websocket to the gateway", "abre un websocket con el gateway" */
const CONNECTING = /^(?:open|establish|initiate|abrir|establecer)$/;

const RELATING: Partial<Record<VerbClass, (effect: ActiveEffect) => void>> = {
  use: relateUse,
  send: relateSend,
  receive: relateReceive,
  store: relateStore,
  serve: relateServe,
  have: relateHave,
  make: relateMake,
  sit: relateSit,
  be: effect => {
    // "is a thin layer over PostgreSQL", "is a service with its own database"
    if (effect.role === 'via' && !effect.actors.some(isPassive)) {
      forward(effect, isPassive, 0.9);
    }
  },
  none: relateOther,
  host: effect => {
    if (effect.role === 'in' || effect.role === 'via') {
      // "runs on a MySQL database"
      forward(
        effect,
        object => keepsFiles(object) || object.type === 'database',
      );
    }
  },
  replace: effect => {
    const { role, actors, objects } = effect;
    if (role === 'to' || role === undefined) {
      relateAll(effect, actors, objects, 0.4);
    }
  },
};

/** "A calls B", "A stores orders in B": relates who acts with what it acts upon. */
export function relateActive(effect: Effect): void {
  // "envía correos por SendGrid"
  const isMeans =
    effect.role === 'by' &&
    effect.context.grammar.language === 'es' &&
    effect.objects.every(object => isSupport(object));
  const active: ActiveEffect = {
    ...effect,
    ...actorsOf(effect),
    role: isMeans ? 'via' : effect.role,
  };
  const { role, actors, objects, predicate } = active;
  if (role === 'to' && MAKING_CALLS.test(predicate.reading.lemma)) {
    forward(active, undefined, 0.9);
    return;
  }
  if (
    (role === 'to' || role === 'via') &&
    CONNECTING.test(predicate.reading.lemma)
  ) {
    forward(active, isCaller, 0.9);
    return;
  }
  if (PARTING.test(predicate.reading.lemma)) return;
  const verb = predicate.reading.class;
  if (role === 'behind') backward(active);
  else if (role === 'before') forward(active);
  else if (role === 'for' && verb !== 'serve') {
    // "Redis stores the sessions for the API"
    if (actors.length && actors.every(isPassive) && !objects.some(isPassive)) {
      backward(active);
    }
  } else RELATING[verb]?.(active);
}

/** The one who acts depends on the objects that pass the test. */
function forward(
  effect: ActiveEffect,
  test: (entity: Entity) => boolean = () => true,
  factor = 1,
): void {
  const { actors, objects, confidence, why } = effect;
  relateAll(effect, actors, objects.filter(test), confidence * factor, why);
}

function backward(
  effect: ActiveEffect,
  test: (entity: Entity) => boolean = () => true,
  factor = 1,
): void {
  const { actors, objects, confidence, why } = effect;
  relateAll(effect, objects.filter(test), actors, confidence * factor, why);
}

function relateUse(effect: ActiveEffect): void {
  const { role } = effect;
  if (role === 'via') passThrough(effect);
  else if (role === 'by' && effect.objects.every(isMessaging)) {
    // "llama a X por IBM MQ"
    passThrough(effect);
  } else if (role !== 'by' && role !== 'between') forward(effect);
}

function relateSend(effect: ActiveEffect): void {
  const { role, predicate, objects } = effect;
  if (role === 'via') return passThrough(effect);
  if (role === 'of') {
    // "se alimenta de X"
    return /^(?:alimentar|nutrir)$/.test(predicate.reading.lemma)
      ? forward(effect)
      : undefined;
  }
  if (role === 'from' && objects.some(isCaller)) {
    // "routes traffic from A to B": A is the caller
    predicate.subject = [...objects];
    predicate.subjectKind = 'explicit';
    return undefined;
  }
  if (role === 'from') return forward(effect);
  const channel = predicate.seen.find(
    seen => seen.role === 'via' && seen.entities.some(isMessaging),
  );
  if (!channel) return forward(effect);
  return relateAll(
    effect,
    objects,
    channel.entities,
    0.85 * predicate.certainty,
  );
}

function relateReceive(effect: ActiveEffect): void {
  const { role, predicate, objects, actors } = effect;
  if (role === 'by' || role === 'for') return;
  const isCalled =
    /^(?:receive|recibir|accept|aceptar)$/.test(predicate.reading.lemma) &&
    objects.every(
      object => isCaller(object) && object.type !== 'external-service',
    ) &&
    // a page receives what it asked for
    !actors.some(({ type }) => /^(?:website|mobile-app)$/.test(type));
  if (isCalled) backward(effect);
  else forward(effect);
}

function relateStore(effect: ActiveEffect): void {
  const { role, actors } = effect;
  if (actors.length && actors.every(isPassive)) {
    if (role === 'from' || role === 'of') backward(effect);
  } else if (role !== 'by') forward(effect);
}

function relateServe(effect: ActiveEffect): void {
  const { role, actors } = effect;
  const isFront = actors.some(isEdge);
  if (role === 'for' && !isFront) backward(effect);
  else if (role === 'from' || isFront) forward(effect);
  else if (actors.some(({ type }) => /identity|external|secret/.test(type))) {
    backward(effect);
  } else if (role === undefined) forward(effect);
}

function relateHave(effect: ActiveEffect): void {
  const { predicate, objects, role, actors } = effect;
  if (predicate.isStray || role === 'of') return;
  // the pages of a website are no parts of their own
  const isWhole = predicate.subjectKind === 'system' || !actors.length;
  for (const object of objects) {
    if (isWhole || object.type !== 'website') object.involved = true;
  }
  if (predicate.subjectKind !== 'system') forward(effect, isPassive);
}

/** "creates invoices in a bucket" */
function relateMake(effect: ActiveEffect): void {
  if (effect.role === 'in' || effect.role === 'to') {
    forward(effect, isPassive, 0.9);
  } else if (effect.role === 'via') {
    // "renders the invoices with Gotenberg"
    forward(effect, isSupport, 0.9);
  }
}

/** "events go to the bus", "the data lives in X" */
function relateSit(effect: ActiveEffect): void {
  const { role, objects } = effect;
  if ((role === 'to' || role === 'in') && objects.every(isPassive)) {
    forward(effect, isPassive, 0.9);
  }
  // "payments go through Stripe"
  if (role === 'via' && objects.every(isSupport)) {
    forward(effect, isSupport, 0.9);
  }
  for (const object of objects) if (isEdge(object)) object.involved = true;
}

/** "compara los datos de PostgreSQL" */
const isSpanishSource = ({ context, objects }: ActiveEffect): boolean =>
  context.grammar.language === 'es' &&
  objects.every(({ product }) => product !== undefined);

/** A service that others ask, no page that people look at. */
const isHelper = (entity: Entity): boolean =>
  entity.kind === 'component' &&
  /^(?:service|function)$/.test(entity.type) &&
  !isEdge(entity);

/** Verbs that say little about others, but for their prepositions: "shows data from X". */
function relateOther(effect: ActiveEffect): void {
  const { role, predicate, objects } = effect;
  if (readsAsProvider(effect)) return;
  if (
    (role === 'to' || role === 'for') &&
    GIVING.has(predicate.reading.lemma)
  ) {
    backward(effect, isCaller, 0.85);
  } else if (
    (role === 'from' || (role === 'of' && isSpanishSource(effect))) &&
    objects.every(isPassive)
  ) {
    forward(effect, isPassive, 0.85);
  } else if (role === 'via' || role === 'in') {
    forward(effect, object => isPassive(object) || isSupport(object), 0.8);
    // "plans routes with the path planner"
    if (role === 'via') forward(effect, isHelper, 0.75);
  }
}

const isApi = ({ noun, product }: Entity): boolean =>
  noun?.family === 'api' && !product;

/** "the history service provides the Fleet API"; Spanish may put it the other way round: "que ofrece el servicio". */
function readsAsProvider(effect: ActiveEffect): boolean {
  const { context, role, predicate, actors, objects } = effect;
  const [actor, ...otherActors] = actors;
  const [object, ...otherObjects] = objects;
  if (
    role !== undefined ||
    !GIVING.has(predicate.reading.lemma) ||
    !actor ||
    !object ||
    otherActors.length ||
    otherObjects.length
  ) {
    return false;
  }
  const isReversed = isApi(actor) && !isApi(object);
  const [provider, api] = isReversed ? [object, actor] : [actor, object];
  if (provider.kind !== 'component' || !isApi(api) || isApi(provider)) {
    return false;
  }
  context.provide(provider, api, predicate.range);
  return true;
}
