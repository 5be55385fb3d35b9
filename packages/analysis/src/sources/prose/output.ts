import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Extraction, FoundElement } from '../../source';
import type { ProseContext, ProseRelation } from './context';
import { findTechnology } from '../../vocabulary';
import { isEdge, isPassive, type Entity } from './entities';

const MAX_EVIDENCE = 30;

const keyOf = (entity: Entity) => String(entity.index);
const firstRange = (entity: Entity) =>
  entity.ranges.length
    ? Math.min(...entity.ranges.map(({ start }) => start))
    : Infinity;

/** The building blocks and relations that the reading left, as findings. */
export function toExtraction(
  context: ProseContext,
  {
    language,
    system,
  }: { language: 'en' | 'es'; system?: Extraction['system'] },
): Extraction {
  dropWhole(context);
  mergeHosts(context);
  mergeTopics(context);
  dropRefused(context);
  adoptStores(context);
  dropDenied(context);
  const relations = [...context.relations.values()];
  const related = new Set(
    [...relations, ...provisions(context)].flatMap(({ from, to }) => [
      from,
      to,
    ]),
  );
  const kept = new Set(
    context.entities.all.filter(entity => isKept(entity, related)),
  );
  dropDigressions(context, kept);
  return {
    format: `prose/${language}`,
    language,
    system,
    elements: [...kept]
      .sort((a, b) => firstRange(a) - firstRange(b) || a.index - b.index)
      .map(entity => toElement(context, entity)),
    relations: [...relations, ...provisions(context)]
      .filter(({ from, to }) => kept.has(from) && kept.has(to))
      .map(({ from, to, type, ranges, why, confidence }) => ({
        from: keyOf(from),
        to: keyOf(to),
        type:
          type ??
          (context.provided.has(to)
            ? ('consumesApi' as const)
            : ('dependsOn' as const)),
        evidence: [
          ...evidenceOf(context, ranges),
          ...(why
            ? [{ kind: 'inferred' as const, why: why.slice(0, 500) }]
            : []),
        ],
        confidence: Math.round(confidence * 100) / 100,
      })),
    warnings: context.warnings,
  };
}

/** Who provides which API, as relations. */
function provisions({ provided }: ProseContext): ProseRelation[] {
  return [...provided].map(([api, { provider, range }]) => ({
    from: provider,
    to: api,
    type: 'providesApi',
    ranges: [range],
    confidence: 0.95,
  }));
}

/** "The app", where services are told of later: it was the whole, and what it uses is used by one of them. */
function dropWhole({ entities, relations }: ProseContext): void {
  const whole = entities.all.find(
    ({ generic, noun, product }) =>
      generic && noun?.family === 'app' && !product,
  );
  if (!whole) return;
  const hasParts = entities.all.some(
    entity =>
      entity !== whole &&
      /^(?:service|website|mobile-app)$/.test(entity.type) &&
      entity.product?.role !== 'product' &&
      entity.involved &&
      entity.ranges.length > 0 &&
      !isEdge(entity),
  );
  if (!hasParts) return;
  whole.ranges = [];
  for (const [key, { from, to }] of [...relations]) {
    if (from === whole || to === whole) relations.delete(key);
  }
}

/** "orders Kafka topic" */
const brokerIn = (name: string) =>
  name
    .split(' ')
    .map(findTechnology)
    .find(technology => technology?.type === 'message-broker');

const isTopic = ({ noun }: Entity): boolean => noun?.family === 'topic';

/** "the `prices` topic of Kafka": whoever uses the topic uses the broker, which is what is drawn. */
function mergeTopics(context: ProseContext): void {
  for (const topic of context.entities.all) {
    if (!isTopic(topic)) continue;
    const product = topic.product ?? brokerIn(topic.name);
    if (product?.type !== 'message-broker') continue;
    topic.product = product;
    const broker = context.entities.all.find(
      entity =>
        entity !== topic && entity.product === product && !isTopic(entity),
    );
    if (broker) context.merge(topic, broker);
    else {
      topic.name = product.name;
      topic.type = product.type;
      topic.noun = undefined;
    }
  }
  for (const [topic, broker] of context.topics) context.merge(topic, broker);
}

/** A component that alone runs on a managed service, and that service when it is named, are one thing. */
function mergeHosts(context: ProseContext): void {
  for (const [product, hosts] of context.hosted) {
    const [host] = hosts;
    const place = context.entities.all.find(
      entity => entity.product === product && entity.name === product.name,
    );
    if (hosts.size !== 1 || !place || place === host) continue;
    context.merge(place, host);
  }
}

/** A store that the text says nobody uses is most likely used by the one back end there is. */
function adoptStores(context: ProseContext): void {
  const relations = [...context.relations.values()];
  const related = new Set(relations.flatMap(({ from, to }) => [from, to]));
  const backends = context.entities.all.filter(
    entity =>
      entity.kind === 'component' &&
      related.has(entity) &&
      entity.type === 'service' &&
      entity.product?.role !== 'product' &&
      !isEdge(entity),
  );
  if (backends.length !== 1) return;
  const [backend] = backends;
  for (const store of context.entities.all) {
    const isStore = /^(?:database|cache|search-engine|storage)$/.test(
      store.type,
    );
    if (
      !isStore ||
      !store.involved ||
      related.has(store) ||
      !store.ranges.length
    )
      continue;
    context.relate(
      backend,
      store,
      store.ranges[0],
      0.5,
      context.grammar.notes.onlyBackend(store.name, backend.name),
    );
  }
}

function dropDenied(context: ProseContext): void {
  for (const [key, range] of context.denied) {
    const relation = context.relations.get(key);
    if (!relation) continue;
    context.relations.delete(key);
    context.warn(
      context.grammar.notes.deniedRelation(
        relation.from.name,
        relation.to.name,
        context.quote(range),
      ),
      range,
    );
  }
}

function isKept(entity: Entity, related: ReadonlySet<Entity>): boolean {
  if (!entity.ranges.length) return false;
  const role = entity.product?.role;
  if (role === 'tool' || role === 'platform') return false;
  if (entity.type === 'system') return false;
  if (related.has(entity) || entity.defined) return true;
  if (!entity.involved) return false;
  return (
    !(
      entity.generic &&
      entity.kind === 'component' &&
      entity.noun?.bare !== 'element'
    ) || isPassive(entity)
  );
}

/** "Frobnix lacks …", where the text says elsewhere that it was not chosen: no part, unless something uses it. */
function dropRefused({ entities, relations, refused }: ProseContext): void {
  if (!refused.size) return;
  const related = new Set(
    [...relations.values()].flatMap(({ from, to }) => [from, to]),
  );
  for (const entity of entities.all) {
    if (!entity.product || !refused.has(entity.product)) continue;
    if (!related.has(entity) && !entity.defined) entity.ranges = [];
  }
}

/** What is named only where the text tells how to install, test or go on with it is no part of the system. */
function dropDigressions(
  { digressions }: ProseContext,
  kept: Set<Entity>,
): void {
  const isAside = ({ ranges }: Entity) =>
    ranges.every(({ start }) => digressions.has(start));
  const aside = [...kept].filter(isAside);
  if (kept.size - aside.length < 2) return;
  for (const entity of aside) kept.delete(entity);
}

function evidenceOf(
  context: ProseContext,
  ranges: ReadonlyArray<{ start: number; end: number }>,
): Evidence[] {
  const seen = new Set<string>();
  const evidence: Evidence[] = [];
  for (const range of ranges) {
    const item = context.evidence(range);
    const key = JSON.stringify(item);
    if (seen.has(key)) continue;
    seen.add(key);
    evidence.push(item);
    if (evidence.length >= MAX_EVIDENCE) break;
  }
  return evidence;
}

/** A product is called what the text calls it, most often or most fully. */
function spelling(entity: Entity): string {
  const own = entity.product!.name;
  const surfaces = [...entity.surfaces];
  if (!surfaces.length || surfaces.some(([text]) => text === own)) return own;
  return surfaces.sort(
    (a, b) => b[1] - a[1] || b[0].length - a[0].length,
  )[0][0];
}

function toElement(context: ProseContext, entity: Entity): FoundElement {
  const { product } = entity;
  const isProduct =
    product !== undefined &&
    (entity.name === product.name ||
      (entity.generic && entity.kind === product.kind));
  const name = isProduct ? spelling(entity) : entity.name;
  const technologies = [
    ...(product ? [product.name] : []),
    ...entity.technologies,
  ].filter((value, i, all) => all.indexOf(value) === i);
  let { type } = entity;
  const isApi = context.provided.has(entity);
  if (isApi) type = apiType(entity);
  // a mail service that somebody writes is no bought one
  if (type === 'external-service' && entity.technologies.length && !product) {
    type = 'service';
  }
  if (entity.noun?.family === 'app') {
    if (
      technologies.some(value =>
        /React Native|Flutter|Ionic|Swift|Kotlin|iOS|Android|Expo/.test(value),
      )
    )
      type = 'mobile-app';
    else if (
      technologies.some(value =>
        /^(?:React|Angular|Vue|Next\.js|Svelte|Blazor|Nuxt)/.test(value),
      )
    )
      type = 'website';
  }
  return {
    key: keyOf(entity),
    name,
    kind: isApi ? 'api' : entity.kind,
    type,
    description: entity.description?.slice(0, 500) || undefined,
    technology: technologies.slice(0, 4).join(', ').slice(0, 100) || undefined,
    evidence: evidenceOf(
      context,
      [...entity.ranges].sort((a, b) => a.start - b.start),
    ),
    confidence: Math.round(entity.confidence * 100) / 100,
  };
}

function apiType({ name, technologies }: Entity): string {
  const words = [name, ...technologies].join(' ').toLowerCase();
  return /graphql|grpc|asyncapi/.exec(words)?.[0] ?? 'openapi';
}
