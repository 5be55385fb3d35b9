import { applyObject, type Predicate } from '../effects';
import {
  isEdge,
  isMessaging,
  isPassive,
  isSupport,
  type Entity,
} from '../entities';
import type { Phrase } from '../phrases';
import { addTechnology } from '../resolve';
import { describe } from './apposition';
import { addHost } from './hosting';
import { calledImplementation } from './implementation';
import { mayBeNew, meaningOf } from './meaning';
import { rememberMessages } from './messages';
import { actsFor } from './purpose';
import { takeRequest } from './requests';
import type { SentenceState } from './state';

/** Reads phrases behind a verb or a preposition, and records what the clause says about them. */
export function readObjects(
  state: SentenceState,
  phrases: readonly Phrase[],
): void {
  const { predicate, role } = state;
  if (readPredicateNoun(state, phrases)) return;
  if (isOwnApi(state, phrases)) {
    state.last = predicate!.subject;
    return;
  }
  if (readOwnStore(state, phrases)) return;
  if (readBacking(state, phrases) || readHostBeside(state, phrases)) return;
  const verb = predicate?.reading.class;
  if (verb === 'make' && !predicate!.passive && role === undefined) return;
  if (predicate && (role === 'as' || role === 'like')) {
    readRoleName(state, phrases);
    return;
  }
  if (verb === 'host' && predicate!.reading.form !== 'gerund') {
    addHost(state, predicate!.subject, phrases);
  }
  if (readTechnologies(state, phrases)) return;
  const called = calledImplementation(state, phrases);
  if (called) {
    relateObjects(state, phrases, [called], false);
    return;
  }

  const meanings = phrases.map(phrase =>
    meaningOf(state, phrase, mayBeNew(state, phrase)),
  );
  noteBroker(state, phrases, meanings[0].entities);
  const entities = [...new Set(meanings.flatMap(meaning => meaning.entities))];
  if (!predicate) {
    relateWithoutVerb(state, entities);
    state.last = entities.length ? entities : state.last;
  } else if (entities.length) {
    const isGroup = meanings.some(meaning => meaning.isGroup);
    relateObjects(state, phrases, entities, isGroup);
  }
}

/** "the `prices` topic in Kafka": where the topic is. */
function noteBroker(
  { context, role, last, lastEnd }: SentenceState,
  [{ from }]: readonly Phrase[],
  [broker]: readonly Entity[],
): void {
  const [topic, ...others] = last;
  if (
    (role === 'in' || role === 'of') &&
    lastEnd === from - 1 &&
    topic?.noun?.family === 'topic' &&
    !others.length &&
    broker?.product?.type === 'message-broker' &&
    broker !== topic
  ) {
    context.topics.set(topic, broker);
  }
}

/** "A is a Go service": says what A is. */
function readPredicateNoun(
  state: SentenceState,
  phrases: readonly Phrase[],
): boolean {
  const { predicate } = state;
  if (
    predicate?.reading.class !== 'be' ||
    predicate.passive ||
    state.role !== undefined
  ) {
    return false;
  }
  if (!predicate.subject.length && namesSubject(state, phrases)) return true;
  if (predicate.subject.length !== 1) {
    return phrases.every(({ isProduct, entity }) => !isProduct && !entity);
  }
  const [subject] = predicate.subject;
  for (const phrase of phrases) {
    if (!phrase.entity || phrase.entity === subject) describe(subject, phrase);
  }
  state.last = [subject];
  return true;
}

/** "the operational part is a backend in NestJS": what it is is all that names it. */
function namesSubject(
  state: SentenceState,
  [phrase, ...others]: readonly Phrase[],
): boolean {
  const { noun, isProduct, made, determiner } = phrase;
  if (
    others.length ||
    isProduct ||
    noun?.kind !== 'component' ||
    noun.bare === 'system' ||
    !made.length ||
    determiner !== 'indefinite' ||
    state.predicate?.subjectKind === 'system'
  ) {
    return false;
  }
  const { entities } = meaningOf(state, phrase, true);
  if (entities.length !== 1) return false;
  state.subject = entities;
  state.subjectKind = 'explicit';
  state.predicate!.subject = entities;
  state.predicate!.subjectKind = 'explicit';
  state.last = entities;
  for (const entity of entities) entity.involved = true;
  state.context.focus = entities[0];
  return true;
}

/** "exposes a REST API": its own, which is no other element. */
function isOwnApi(
  { predicate, role }: SentenceState,
  phrases: readonly Phrase[],
): boolean {
  return (
    predicate?.subject.length === 1 &&
    role === undefined &&
    /^(?:expose|provide|offer|implement|exponer|ofrecer|proveer|proporcionar)$/.test(
      predicate.reading.lemma,
    ) &&
    phrases.every(
      ({ noun, modifiers, entity }) =>
        noun?.family === 'api' && !modifiers && !entity,
    )
  );
}

/** "a worker, also on Cloud Run, that listens …": where the one beside it runs. */
function readHostBeside(
  state: SentenceState,
  phrases: readonly Phrase[],
): boolean {
  const { last, lastEnd, role } = state;
  const [first] = phrases;
  const isBeside =
    role === 'in' &&
    state.predicate?.reading.class !== 'host' &&
    last.length === 1 &&
    last[0].kind === 'component' &&
    last[0].product === undefined &&
    phrases.every(
      ({ isProduct, product }) => isProduct && product?.role === 'compute',
    ) &&
    state.tokens
      .slice(Math.max(lastEnd, 0), first.from)
      .every(({ low }) =>
        /^(?:,|in|on|en|sobre|also|again|running|tambien)$/.test(low),
      );
  if (isBeside) addHost(state, last, phrases);
  return isBeside;
}

/** "calls the registry, an app with its own database": of the one spoken of just before. */
function readOwnStore(
  state: SentenceState,
  phrases: readonly Phrase[],
): boolean {
  const { context, last, range, predicate } = state;
  const [{ from, to }] = phrases;
  const isOwn =
    state.role === 'via' &&
    /^(?:with|con)$/.test(
      state.low(from - (state.low(from - 1) === 'own' ? 3 : 2)),
    ) &&
    context.grammar.possessives.has(state.low(from - 1)) &&
    last.length === 1 &&
    last[0].kind === 'component' &&
    !predicate?.subject.includes(last[0]);
  if (!isOwn || !predicate) return false;
  const stores = phrases
    .flatMap(phrase => meaningOf(state, phrase, true).entities)
    .filter(isPassive);
  for (const store of stores) {
    store.involved = true;
    context.relate(last[0], store, range, 0.9 * state.certainties[to - 1]);
  }
  return stores.length > 0;
}

/** "a FHIR server with PostgreSQL behind it": of the one spoken of just before. */
function readBacking(
  state: SentenceState,
  phrases: readonly Phrase[],
): boolean {
  const { context, last, range } = state;
  const { to } = phrases[phrases.length - 1];
  const isBacking =
    state.role === 'via' &&
    last.length === 1 &&
    last[0].kind === 'component' &&
    /^(?:behind|underneath|detras|debajo)$/.test(
      state.low(/^(?:por)$/.test(state.low(to)) ? to + 1 : to),
    );
  if (!isBacking) return false;
  const meanings = phrases.map(phrase => meaningOf(state, phrase, true));
  for (const entity of meanings.flatMap(({ entities }) => entities)) {
    if (isPassive(entity)) {
      context.relate(last[0], entity, range, 0.9 * state.certainties[to - 1]);
    }
  }
  return true;
}

/** "uses Redis as a cache": the cache is Redis. */
function readRoleName(
  { last, role }: SentenceState,
  [{ noun, determiner, start, end }]: readonly Phrase[],
): void {
  if (last.length === 1 && noun && role === 'as' && determiner !== 'definite') {
    last[0].ranges.push({ start, end });
  }
}

/** "a backend in Node.js", "written in Go": languages and frameworks belong to what is made with them. */
function readTechnologies(
  { predicate, role, last }: SentenceState,
  phrases: readonly Phrase[],
): boolean {
  if (role !== 'in' && role !== 'via' && role !== 'by') return false;
  const add = (entities: readonly Entity[]) => {
    for (const entity of entities) {
      for (const name of phrases.flatMap(({ made }) => made)) {
        addTechnology(entity, name);
      }
    }
  };
  const isOnly = phrases.every(({ noun, made }) => made.length > 0 && !noun);
  if (predicate?.reading.class === 'make') {
    add(predicate.subject);
    if (isOnly) return true;
  }
  if (!isOnly) return false;
  if (!predicate) add(last);
  else if (role === 'by') return false;
  else if (role === 'in') add(last.length ? last : predicate.subject);
  return true;
}

/** "a website behind the load balancer", "a worker with its own database": a preposition alone relates. */
function relateWithoutVerb(
  state: SentenceState,
  entities: readonly Entity[],
): void {
  const { context, role, subject, range } = state;
  const [certainty] = state.certainties;
  if (role === 'of' || role === 'from') {
    state.sources = [...entities];
  } else if (role === 'behind') {
    for (const front of entities) {
      for (const back of subject) {
        context.relate(front, back, range, 0.9 * certainty);
      }
    }
  } else if (
    (role === 'via' || (role === 'in' && subject[0]?.product)) &&
    subject.length === 1 &&
    state.subjectKind === 'explicit' &&
    entities.every(isPassive)
  ) {
    for (const entity of entities) {
      context.relate(subject[0], entity, range, 0.8 * certainty);
    }
  }
}

const LEAVING = /^(?:move|migrate|switch|mover|migrar|cambiar|pasar)$/;
const ORGANIZATIONS =
  /^(?:teams?|compan(?:y|ies)|developers?|engineers?|equipos?|empresas?|desarrollador(?:es)?)$/;

/** "the team uses Jira": their tools are no parts of the system. */
function isOfPeople({ predicate, tokens }: SentenceState): boolean {
  return (
    !predicate?.passive &&
    predicate?.subject.length === 0 &&
    tokens.slice(0, 3).some(({ low }) => ORGANIZATIONS.test(low))
  );
}

/** Where logs, traces and sign-ins of all parts go. */
const isWatching = (entity: Entity): boolean =>
  isSupport(entity) || (isPassive(entity) && !isMessaging(entity));

function relateObjects(
  state: SentenceState,
  phrases: readonly Phrase[],
  entities: readonly Entity[],
  isGroup: boolean,
): void {
  const { context, role } = state;
  const predicate = state.predicate!;
  if (state.isOfEverything && entities.every(isWatching)) {
    for (const part of predicate.subject) {
      for (const object of entities) {
        context.relate(part, object, state.range, 0.85 * predicate.certainty);
      }
    }
    return;
  }
  const isHost = predicate.reading.class === 'host';
  const objects = isHost
    ? entities.filter(entity => entity.product?.role !== 'compute')
    : [...entities];
  if (
    isGroup &&
    !predicate.passive &&
    !predicate.subject.some(isEdge) &&
    !phrases.some(({ determiner }) => determiner === 'quantified')
  ) {
    return;
  }
  if (predicate.subjectKind === 'system') {
    for (const object of objects) object.involved = true;
  }
  // "we moved from Heroku": that was before
  if (role === 'from' && LEAVING.test(predicate.reading.lemma)) {
    if (!predicate.subject.length) return;
  }
  const { certainty } = predicate;
  predicate.certainty =
    Math.min(certainty, state.certainties[phrases[0].from]) *
    (isGroup ? 0.8 : 1);
  if (!takeRequest(state, objects)) {
    const isUsed =
      /^(?:use|send|receive|store|serve)$/.test(predicate.reading.class) ||
      (predicate.passive && role === 'by');
    if (isUsed && role !== 'for' && role !== 'of' && !isOfPeople(state)) {
      for (const object of objects) object.involved = true;
    }
    const helper = actsFor(state, predicate, objects);
    const acting: Predicate = helper
      ? { ...predicate, subject: [helper], certainty: 0.8 * certainty }
      : predicate;
    applyObject(context, acting, role, objects, phrases);
    rememberMessages(state, objects);
    remember(state, objects);
  }
  predicate.certainty = certainty;
  state.last = objects;
}

/** What later sentences may mean by "both", "it" or "these events". */
function remember(state: SentenceState, objects: Entity[]): void {
  const { context, predicate } = state;
  context.lastChannel = objects.find(isMessaging) ?? context.lastChannel;
  if (objects.length > 1 && objects.every(({ kind }) => kind === 'component')) {
    context.lastPair = objects;
  }
  // users of an app: from now on it is the app that is spoken of
  const [first] = objects;
  if (
    predicate?.subjectKind === 'implicit' &&
    !predicate.passive &&
    objects.length === 1 &&
    first.kind === 'component' &&
    !first.type.startsWith('external')
  ) {
    context.focus = first;
  }
}
