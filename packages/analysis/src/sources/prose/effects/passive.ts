import { isEdge, isPassive, isSupport, type Entity } from '../entities';
import type { VerbClass } from '../grammar';
import { addTechnology } from '../resolve';
import { relateAgent } from './agent';
import {
  isCaller,
  keepsFiles,
  relateAll,
  relateUnsaid,
  type Effect,
} from './effect';

/** Of a passive the subject is what is acted upon. */
type PassiveEffect = Effect & { patients: readonly Entity[]; sure: number };

/** What is done by a product bought for it is a need of what it is done to. */
const DONE_FOR =
  /^(?:monitor|observe|authenticate|authorize|handle|monitorear|autenticar|provide|send|manage|gestionar|manejar|process|procesar)$/;
/** An app that is attended by a back end asks it. */
const ATTENDED = /^(?:atender|soportar|support)$/;
const CONNECTING = new Set(
  (
    'connect integrate link bind attach authenticate authorize validate verify expose access reach interface embed log sign ' +
    'conectar integrar enlazar vincular autenticar autorizar validar exponer acceder apoyar sincronizar synchronize sync index indexar register'
  ).split(' '),
);
/** Asking for something, of whoever has it. */
const ASKED = /^(?:request|ask|delegate|solicitar|pedir|consultar|delegar)$/;
/** Of these, the ones that only a gateway makes a relation of. */
const OPENING = /^(?:expose|exponer|access)$/;

const RELATING: Partial<Record<VerbClass, (effect: PassiveEffect) => void>> = {
  send: relateMoved,
  store: relateMoved,
  receive: relateMoved,
  use: relateUsed,
  none: relateUsed,
  serve: relateServed,
  host: relateHosted,
  sit: relatePlaced,
  make: relateMade,
  have: ({ objects }) => {
    for (const object of objects) object.involved = true;
  },
};

/** "orders are stored in B", "A is served by B". */
export function relatePassive(effect: Effect): void {
  const { predicate, role } = effect;
  const passive = {
    ...effect,
    patients: predicate.subject,
    sure: 0.95 * predicate.certainty,
  };
  if (role === 'by') relateBy(passive);
  else RELATING[predicate.reading.class]?.(passive);
}

/** "… by B": B acts, or does a service. */
function relateBy(effect: PassiveEffect): void {
  const { patients, objects, predicate, sure } = effect;
  const { class: verb, lemma } = predicate.reading;
  const isSupported = objects.some(isSupport);
  if (!patients.length && isSupported && verb !== 'receive') {
    relateUnsaid(effect);
  } else if (/^(?:front|shield|protect|proteger)$/.test(lemma)) {
    relateAll(effect, objects, patients, sure);
  } else if (verb === 'serve') {
    relateServing(effect, sure);
  } else if (verb === 'have') {
    for (const object of objects) object.involved = true;
  } else if (/^(?:power|impulsar)$/.test(lemma)) {
    if (patients.length) relateAll(effect, patients, objects, sure);
    else relateUnsaid(effect);
  } else if (verb === 'host' || verb === 'make' || verb === 'be') {
    // says what something runs on or is made with, not whom it calls
  } else if (
    /^(?:back|respaldar)$/.test(lemma) ||
    (ATTENDED.test(lemma) && patients.some(isCaller))
  ) {
    relateAll(effect, patients, objects, sure);
  } else if (isSupported && verb !== 'store' && DONE_FOR.test(lemma)) {
    relateAll(effect, patients, objects, sure * 0.9);
  } else {
    relateAgent(effect);
  }
}

/** A gateway serves what stands behind it; anything else is asked by what it serves. */
function relateServing(effect: PassiveEffect, confidence: number): void {
  const { patients, objects } = effect;
  for (const object of objects) {
    if (isEdge(object)) relateAll(effect, [object], patients, confidence);
    else relateAll(effect, patients, [object], confidence);
  }
}

/** "events are sent to B", "orders are stored in B", "messages are read from B". */
function relateMoved(effect: PassiveEffect): void {
  const { role, predicate, objects, patients, sure } = effect;
  const verb = predicate.reading.class;
  if (/^(?:of|for|between)$/.test(role ?? '')) return;
  if (verb === 'receive' && !/^(?:from|in|via)$/.test(role ?? '')) return;
  if (role === 'from' && verb === 'send' && objects.some(isCaller)) {
    relateAgent(effect);
    return;
  }
  const by =
    predicate.seen.find(seen => seen.role === 'by') ??
    // "files are uploaded from the portal to the bucket"
    (verb === 'send'
      ? predicate.seen.find(
          seen => seen.role === 'from' && seen.entities.every(isCaller),
        )
      : undefined);
  const callers = patients.filter(isCaller);
  if (by) relateAll(effect, by.entities, objects, sure);
  else if (callers.length) relateAll(effect, callers, objects, sure * 0.95);
  else relateUnsaid(effect);
}

function relateUsed(effect: PassiveEffect): void {
  const { context, role, predicate, objects, patients, sure } = effect;
  const { class: verb, lemma } = predicate.reading;
  if (verb === 'use' && role === 'for' && patients.some(isPassive)) {
    // "MongoDB is used as the database for each of the services"
    relateAll(effect, objects.filter(isCaller), patients, sure * 0.85);
    return;
  }
  const by = predicate.seen.find(seen => seen.role === 'by');
  if (by && /^(?:in|from|to|via)$/.test(role ?? '') && verb === 'use') {
    // "the register is consulted by A in B"
    relateAll(effect, by.entities, objects, sure * 0.9);
    return;
  }
  if (!patients.length && objects.every(isSupport)) relateUnsaid(effect);
  const { focus } = context;
  if (
    ASKED.test(lemma) &&
    !patients.length &&
    focus &&
    (role === 'from' || role === 'to') &&
    !objects.includes(focus)
  ) {
    // "decisions are requested from B"
    relateAll(
      effect,
      [focus],
      objects,
      0.6 * sure,
      context.grammar.notes.spokenOf(focus.name),
    );
  }
  if (!CONNECTING.has(lemma) || !/^(?:via|to|in|behind)$/.test(role ?? '')) {
    return;
  }
  for (const object of objects) {
    if (isEdge(object)) relateAll(effect, [object], patients, sure * 0.9);
    else if (!OPENING.test(lemma)) {
      relateAll(effect, patients, [object], sure * 0.9);
    }
  }
}

function relateServed(effect: PassiveEffect): void {
  const { role, predicate, objects, patients, sure } = effect;
  if (!patients.length && role === 'via') {
    // "images are stored in S3 and served through CloudFront"
    const edges = objects.filter(isEdge);
    relateAll(effect, edges, predicate.before ?? [], sure * 0.8);
  } else if (role === 'from' || role === 'via') {
    relateServing(effect, sure * 0.9);
  }
}

function relateHosted(effect: PassiveEffect): void {
  const { role, objects, patients, sure } = effect;
  if (role === 'behind') relateAll(effect, objects, patients, sure);
  else relateAll(effect, patients, objects.filter(keepsFiles), sure * 0.9);
}

function relatePlaced(effect: PassiveEffect): void {
  const { role, objects, patients, sure } = effect;
  if (role === 'behind') relateAll(effect, objects, patients, sure);
  if (role === 'before') relateAll(effect, patients, objects, sure);
}

/** "is written in Go", "is built on Redis" */
function relateMade(effect: PassiveEffect): void {
  const { role, objects, patients, phrases, sure } = effect;
  for (const patient of patients) {
    for (const made of phrases.flatMap(phrase => phrase.made)) {
      addTechnology(patient, made);
    }
  }
  if (!patients.length && role === 'via' && objects.every(isSupport)) {
    // "los pagos se hacen con Stripe"
    relateUnsaid(effect);
  }
  if (role === 'in' || role === 'via') {
    const stores = objects.filter(
      object => object.product && isPassive(object),
    );
    relateAll(effect, patients, stores, sure * 0.8);
  }
}
