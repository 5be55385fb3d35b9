import type { ProseContext } from './context';
import {
  isEdge,
  isMessaging,
  isPassive,
  isSupport,
  type Entity,
} from './entities';
import type { Role, VerbReading } from './grammar';
import type { Range } from './markdown';
import type { Phrase } from './phrases';
import { addTechnology } from './resolve';

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

const CONNECTING = new Set(
  (
    'connect integrate link bind attach authenticate authorize validate verify expose access reach interface embed log sign ' +
    'conectar integrar enlazar vincular autenticar autorizar validar exponer acceder apoyar sincronizar synchronize sync index indexar register'
  ).split(' '),
);
const GIVING = new Set(
  'provide expose offer supply serve provee proveer ofrecer exponer proporcionar brindar facilitar suministrar'.split(
    ' ',
  ),
);
const IMPLICIT_WHY = (name: string) =>
  `The sentence does not say who does this; "${name}" was the component spoken of`;

/** Turns a verb and one of its objects into relations. */
export function applyObject(
  context: ProseContext,
  predicate: Predicate,
  role: Role | undefined,
  objects: Entity[],
  phrases: readonly Phrase[],
): void {
  if (
    role === 'as' ||
    role === 'like' ||
    role === 'instead' ||
    role === 'without'
  )
    return;
  const record = { role, entities: objects };
  if (predicate.passive) passive(context, predicate, role, objects, phrases);
  else active(context, predicate, role, objects);
  predicate.seen.push(record);
}

/** Whoever acts: the subject, or the component that the text is about. */
function actors(
  context: ProseContext,
  predicate: Predicate,
  objects: readonly Entity[],
) {
  if (predicate.subject.length) {
    return {
      list: predicate.subject,
      confidence:
        (predicate.subjectKind === 'hint' ? 0.85 : 0.95) * predicate.certainty,
      why: undefined as string | undefined,
    };
  }
  const isSignIn = objects.some(({ type }) => /identity/.test(type));
  const focus = (isSignIn && context.frontEnd()) || context.focus;
  if (
    predicate.subjectKind !== 'implicit' ||
    !focus ||
    objects.includes(focus) ||
    !objects.every(object => isPassive(object) || isSupport(object))
  ) {
    return { list: [], confidence: 0, why: undefined };
  }
  return {
    list: [focus],
    confidence: 0.6 * predicate.certainty,
    why: IMPLICIT_WHY(focus.name),
  };
}

function relateAll(
  context: ProseContext,
  from: readonly Entity[],
  to: readonly Entity[],
  predicate: Predicate,
  confidence: number,
  why?: string,
): void {
  for (const a of from)
    for (const b of to) {
      context.relate(a, b, predicate.range, confidence, why);
    }
}

function active(
  context: ProseContext,
  predicate: Predicate,
  role: Role | undefined,
  objects: Entity[],
): void {
  const { reading, certainty } = predicate;
  const { list, confidence, why } = actors(context, predicate, objects);
  const forward = () =>
    relateAll(context, list, objects, predicate, confidence, why);
  const backward = () =>
    relateAll(context, objects, list, predicate, confidence, why);
  if (role === 'behind') return backward();
  if (role === 'before') return forward();
  if (role === 'for' && reading.class !== 'serve') {
    // "Redis stores the sessions for the API"
    if (list.length && list.every(isPassive) && !objects.some(isPassive))
      backward();
    return undefined;
  }
  switch (reading.class) {
    case 'use':
      if (role === 'by' || role === 'between') return undefined;
      if (role === 'via')
        return through(context, predicate, objects, list, confidence, why);
      return forward();
    case 'send': {
      if (role === 'of') {
        // "se alimenta de X"
        return /^(?:alimentar|nutrir)$/.test(reading.lemma)
          ? forward()
          : undefined;
      }
      if (role === 'from') {
        // "routes traffic from A to B": A is the caller
        if (objects.some(object => !isPassive(object))) {
          predicate.subject = objects;
          predicate.subjectKind = 'explicit';
        } else forward();
        return undefined;
      }
      if (role === 'via')
        return through(context, predicate, objects, list, confidence, why);
      const channel = predicate.seen.find(
        ({ role: other, entities }) =>
          other === 'via' && entities.some(isMessaging),
      );
      if (channel) {
        return relateAll(
          context,
          objects,
          channel.entities,
          predicate,
          0.85 * certainty,
        );
      }
      return forward();
    }
    case 'receive': {
      if (role === 'by' || role === 'for') return undefined;
      const fromCaller =
        /^(?:receive|recibir|accept|aceptar)$/.test(reading.lemma) &&
        objects.every(
          object => !isPassive(object) && object.type !== 'external-service',
        );
      if (fromCaller) return backward();
      return forward();
    }
    case 'store':
      if (list.length && list.every(isPassive)) {
        if (role === 'from' || role === 'of') backward();
        return undefined;
      }
      if (role === 'by') return undefined;
      return forward();
    case 'serve':
      if (role === 'for' && !list.some(isEdge)) return backward();
      if (role === 'from' || list.some(isEdge)) return forward();
      if (list.some(({ type }) => /identity|external|secret/.test(type)))
        return backward();
      return role === undefined ? forward() : undefined;
    case 'host':
      if (role === 'in' || role === 'via')
        relateAll(
          context,
          list,
          objects.filter(({ type }) => type === 'storage' || type === 'cdn'),
          predicate,
          confidence,
        );
      return undefined;
    case 'have':
      if (predicate.isStray) return undefined;
      for (const object of objects) object.involved = true;
      if (predicate.subjectKind !== 'system') {
        relateAll(
          context,
          list,
          objects.filter(isPassive),
          predicate,
          confidence,
        );
      }
      return undefined;
    case 'replace':
      if (role === 'to' || role === undefined)
        relateAll(context, list, objects, predicate, 0.4);
      return undefined;
    case 'none':
      if ((role === 'to' || role === 'for') && GIVING.has(reading.lemma)) {
        relateAll(
          context,
          objects.filter(object => !isPassive(object)),
          list,
          predicate,
          confidence * 0.85,
        );
      } else if (role === 'from' && objects.every(isPassive)) {
        relateAll(context, list, objects, predicate, confidence * 0.85);
      } else if (role === 'via' || role === 'in') {
        relateAll(
          context,
          list,
          objects.filter(object => isPassive(object) || isSupport(object)),
          predicate,
          confidence * 0.8,
        );
      }
      return undefined;
    case 'make':
      // "creates invoices in a bucket"
      if (role === 'in' || role === 'to') {
        relateAll(
          context,
          list,
          objects.filter(isPassive),
          predicate,
          confidence * 0.9,
          why,
        );
      }
      return undefined;
    case 'sit':
      if (
        (role === 'to' || role === 'in') &&
        objects.every(object => isPassive(object))
      ) {
        // "events go to the bus", "the data lives in X"
        relateAll(context, list, objects, predicate, confidence * 0.9, why);
      }
      for (const object of objects) if (isEdge(object)) object.involved = true;
      return undefined;
    default:
      return undefined;
  }
}

/** "A talks to B via C": both ends need a channel; a proxy passes on. */
function through(
  context: ProseContext,
  predicate: Predicate,
  channels: Entity[],
  list: readonly Entity[],
  confidence: number,
  why?: string,
): void {
  relateAll(context, list, channels, predicate, confidence, why);
  for (const { role, entities } of predicate.seen) {
    if (role === 'via' || role === 'from') continue;
    for (const target of entities) {
      if (channels.includes(target) || isPassive(target)) continue;
      for (const channel of channels) {
        if (isMessaging(channel))
          context.relate(target, channel, predicate.range, confidence);
        else if (isEdge(channel))
          context.relate(channel, target, predicate.range, confidence);
        else continue;
        for (const source of list) {
          const direct = context.relations.get(
            `${source.index} ${target.index}`,
          );
          if (direct?.ranges.every(range => range === predicate.range)) {
            context.relations.delete(`${source.index} ${target.index}`);
          }
        }
      }
    }
  }
}

function passive(
  context: ProseContext,
  predicate: Predicate,
  role: Role | undefined,
  objects: Entity[],
  phrases: readonly Phrase[],
): void {
  const { reading, subject, certainty } = predicate;
  const sure = 0.95 * certainty;
  const patients = subject;
  if (role === 'by') {
    const external = objects.some(isSupport);
    if (!patients.length && external && reading.class !== 'receive') {
      const who = actors(context, { ...predicate, subject: [] }, objects);
      relateAll(context, who.list, objects, predicate, who.confidence, who.why);
      return;
    }
    switch (reading.class) {
      case 'serve':
        for (const object of objects) {
          if (isEdge(object))
            relateAll(context, [object], patients, predicate, sure);
          else relateAll(context, patients, [object], predicate, sure);
        }
        return;
      case 'store':
        if (/^(?:back|respaldar)$/.test(reading.lemma)) {
          relateAll(context, patients, objects, predicate, sure);
          return;
        }
        agent(context, predicate, objects);
        return;
      case 'host':
      case 'make':
      case 'be':
        return;
      case 'have':
        for (const object of objects) object.involved = true;
        return;
      default:
        if (
          external &&
          /^(?:monitor|observe|authenticate|authorize|handle|monitorear|autenticar|provide|send|manage|gestionar|manejar|process|procesar)$/.test(
            reading.lemma,
          )
        ) {
          relateAll(context, patients, objects, predicate, sure * 0.9);
          return;
        }
        agent(context, predicate, objects);
        return;
    }
  }
  switch (reading.class) {
    case 'send':
    case 'store':
    case 'receive': {
      if (role === 'of' || role === 'for' || role === 'between') return;
      const stores = objects;
      if (
        reading.class === 'receive' &&
        role !== 'from' &&
        role !== 'in' &&
        role !== 'via'
      )
        return;
      if (
        role === 'from' &&
        reading.class === 'send' &&
        objects.some(object => !isPassive(object))
      ) {
        agent(context, predicate, objects);
        return;
      }
      const by = predicate.seen.find(({ role: other }) => other === 'by');
      const callers = patients.filter(patient => !isPassive(patient));
      if (by) relateAll(context, by.entities, stores, predicate, sure);
      else if (callers.length)
        relateAll(context, callers, stores, predicate, sure * 0.95);
      else {
        const who = actors(context, { ...predicate, subject: [] }, stores);
        relateAll(
          context,
          who.list,
          stores,
          predicate,
          who.confidence,
          who.why,
        );
      }
      return;
    }
    case 'use':
    case 'none':
      // "MongoDB is used as the database for each of the services"
      if (
        reading.class === 'use' &&
        role === 'for' &&
        patients.some(isPassive)
      ) {
        relateAll(
          context,
          objects.filter(object => !isPassive(object)),
          patients,
          predicate,
          sure * 0.85,
        );
        return;
      }
      if (!patients.length && objects.every(isSupport)) {
        const who = actors(context, { ...predicate, subject: [] }, objects);
        relateAll(
          context,
          who.list,
          objects,
          predicate,
          who.confidence,
          who.why,
        );
      }
      if (!CONNECTING.has(reading.lemma)) return;
      if (
        role === 'via' ||
        role === 'to' ||
        role === 'in' ||
        role === 'behind'
      ) {
        for (const object of objects) {
          if (isEdge(object))
            relateAll(context, [object], patients, predicate, sure * 0.9);
          else if (
            reading.lemma !== 'expose' &&
            reading.lemma !== 'exponer' &&
            reading.lemma !== 'access'
          )
            relateAll(context, patients, [object], predicate, sure * 0.9);
        }
      }
      return;
    case 'serve':
      if (!patients.length && role === 'via') {
        // "images are stored in S3 and served through CloudFront"
        const before = predicate.before ?? [];
        for (const object of objects) {
          if (isEdge(object))
            relateAll(context, [object], before, predicate, sure * 0.8);
        }
        return;
      }
      if (role === 'from' || role === 'via') {
        for (const object of objects) {
          if (isEdge(object))
            relateAll(context, [object], patients, predicate, sure * 0.9);
          else relateAll(context, patients, [object], predicate, sure * 0.9);
        }
      }
      return;
    case 'host':
      if (role === 'behind')
        relateAll(context, objects, patients, predicate, sure);
      else
        relateAll(
          context,
          patients,
          objects.filter(({ type }) => type === 'storage' || type === 'cdn'),
          predicate,
          sure * 0.9,
        );
      return;
    case 'sit':
      if (role === 'behind')
        relateAll(context, objects, patients, predicate, sure);
      if (role === 'before')
        relateAll(context, patients, objects, predicate, sure);
      return;
    case 'make':
      for (const patient of patients) {
        for (const phrase of phrases) {
          for (const made of phrase.made) addTechnology(patient, made);
        }
      }
      if (role === 'in' || role === 'via') {
        relateAll(
          context,
          patients,
          objects.filter(object => object.product && isPassive(object)),
          predicate,
          sure * 0.8,
        );
      }
      return;
    case 'have':
      for (const object of objects) object.involved = true;
      return;
    default:
  }
}

/** "events are consumed by the worker": the one who acts comes last. */
function agent(
  context: ProseContext,
  predicate: Predicate,
  agents: Entity[],
): void {
  const { subject, certainty, reading } = predicate;
  if (subject.length) {
    relateAll(context, agents, subject, predicate, 0.95 * certainty);
    return;
  }
  const targets = predicate.seen.filter(
    ({ role }) => role !== 'by' && role !== 'from' && role !== 'for',
  );
  if (
    targets.length &&
    (reading.class === 'send' ||
      reading.class === 'store' ||
      reading.class === 'use')
  ) {
    for (const { entities } of targets) {
      relateAll(context, agents, entities, predicate, 0.95 * certainty);
      if (context.focus && !agents.includes(context.focus)) {
        for (const entity of entities) {
          const guess = context.relations.get(
            `${context.focus.index} ${entity.index}`,
          );
          if (guess?.why === IMPLICIT_WHY(context.focus.name)) {
            context.relations.delete(`${context.focus.index} ${entity.index}`);
          }
        }
      }
    }
    return;
  }
  if (
    reading.class === 'receive' ||
    /^(?:process|handle|procesar|manejar|gestionar|atender)$/.test(
      reading.lemma,
    )
  ) {
    const isTold = predicate.before?.some(isMessaging);
    if (reading.class !== 'receive' && !isTold) return;
    const channel = context.entities.lastBefore(
      predicate.range.end,
      isMessaging,
    );
    if (channel) {
      relateAll(
        context,
        agents,
        [channel],
        predicate,
        0.7 * certainty,
        `What "${agents[0].name}" takes was last said to be in "${channel.name}"`,
      );
    }
  }
}
