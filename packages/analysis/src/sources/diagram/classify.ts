import type { ElementKind } from '@infra-ai/backstage-plugin-infra-ai-common';
import { findTechnology, fold, type Technology } from '../../vocabulary';
import { headNoun } from './nouns';
import type { Label } from './label';
import type { DiagramNode } from './model';
import {
  isOrdinaryWord,
  mentionsIn,
  spelled,
  technologyIn,
  technologyOfIcon,
  wordsOf,
} from './technology';

/** What a node is. */
export interface NodeClass {
  kind: ElementKind;
  type: string;
  technology?: string;
  confidence: number;
}

/** Types of what is used and never calls by itself. */
export const PASSIVE_TYPES = new Set([
  'database',
  'cache',
  'search-engine',
  'data-warehouse',
  'storage',
  'message-broker',
  'queue',
  'topic',
  'stream',
  'registry',
  'secret-store',
]);

/** A name in front of these products is the name of a component that they serve, not of another product. */
const FACADE_TYPES = new Set(['api-gateway', 'identity-provider']);
/** Orchestrators: a node with no more than their name is the place where things run. */
const ORCHESTRATORS = new Set(['Amazon ECS', 'AWS Fargate']);

const SHAPE_TYPES: Partial<Record<string, string>> = {
  database: 'database',
  queue: 'queue',
  storage: 'storage',
};
const PERSON_STEREOTYPE =
  /^(?:person|user|actor|external person|persona|usuario)$/i;
const PERSON =
  /^(?:(?:the|el|la|los|las|our|end|final|finales|external|externo|internal|web|mobile|human|business|site|app|registered|anonymous|public|system|regular|normal|admin)\s)*(?:users?|usuari[oa]s?|clients?|clientes?|customers?|consumers?|visitors?|visitantes?|admins?|administrators?|administrador(?:es)?|operators?|operador(?:es)?|developers?|desarrollador(?:es)?|people|persons?|persona|personas|actors?|employees?|emplead[oa]s?|staff|buyers?|shoppers?|guests?|members?|invitad[oa]s?|huesped(?:es)?|students?|patients?|pacientes?|citizens?|ciudadan[oa]s?|passengers?|sellers?|browsers?|web browser|navegador(?:es)?|internet|the internet|public internet|www|world wide web|user devices?|devices|end)$/;

/** Whether a node is somebody, not something: left out of the catalog. */
export function isPerson(node: DiagramNode, label: Label): boolean {
  if (node.shape === 'person') return true;
  if (label.stereotype && PERSON_STEREOTYPE.test(label.stereotype)) return true;
  if (node.declared) return false;
  const icon = node.icon?.slice(node.icon.indexOf('/') + 1).toLowerCase();
  if (icon && /^(?:users?|user_?group|people|person|actor)\d*$/.test(icon)) {
    return true;
  }
  // a table of customers is drawn as the database that holds it
  if (node.icon && technologyOfIcon(node.icon)) return false;
  return PERSON.test(
    fold(label.name)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
}

/** What a node is: its icon says it best, then its own name, its outline, the technology beside it, its noun. */
export function classifyNode(node: DiagramNode, label: Label): NodeClass {
  let found = find(node, label);
  if (found.technology && !(node.icon && technologyOfIcon(node.icon))) {
    const { technology } = found;
    found = {
      ...found,
      technology: spelled(
        technology,
        label.name,
        label.technology,
        node.technology,
      ),
    };
  }
  const external =
    node.external || /\bext(?:ernal)?\b|_ext$/i.test(label.stereotype ?? '');
  if (node.shape === 'interface') {
    return { kind: 'api', type: apiType(label), confidence: 0.9 };
  }
  return external && found.kind === 'component'
    ? { ...found, type: 'external-service' }
    : found;
}

const NETWORK =
  /\b(?:vpc|vnet|subnet|virtual network|private link|peering|vpn)\b/i;

/** `<<database>>`, `<<queue>>` */
function storeIn(stereotype: string | undefined): string | undefined {
  const noun = stereotype ? headNoun(stereotype) : undefined;
  return noun && PASSIVE_TYPES.has(noun.type) ? noun.type : undefined;
}

function apiType(label: Label): string {
  const text = fold(`${label.name} ${label.technology ?? ''}`);
  if (/grpc|proto/.test(text)) return 'grpc';
  if (/graphql/.test(text)) return 'graphql';
  return /event|topic|message|amqp|kafka|mqtt/.test(text)
    ? 'asyncapi'
    : 'openapi';
}

const of = (technology: Technology, confidence: number): NodeClass => ({
  kind: technology.kind,
  type: technology.type,
  technology: technology.name,
  confidence,
});

/** `Storefront` of `Storefront - shop.example`. */
const beforeDash = (name: string): string =>
  name.slice(0, 300).split(/\s[-–—|:]\s/)[0];

function find(node: DiagramNode, label: Label): NodeClass {
  const noun = headNoun(label.name) ?? headNoun(beforeDash(label.name));
  const icon = node.icon ? technologyOfIcon(node.icon) : undefined;
  if (icon && icon.role !== 'implementation') {
    return ofIcon(icon, label, noun);
  }
  const beside = label.technology ?? node.technology ?? label.stereotype;
  const stated = beside ? technologyIn(beside) : undefined;
  const named = productNamed(label.name);
  // "API Application [Java]" is none, whatever it is drawn as
  const isProgram =
    noun?.kind === 'component' && stated?.role === 'implementation' && !named;
  const drawn = isProgram
    ? undefined
    : (node.shape && SHAPE_TYPES[node.shape]) ?? storeIn(label.stereotype);

  if (drawn) {
    const product = [named, stated].find(
      candidate => candidate?.role === 'product',
    );
    // what is drawn as a store is one, unless a product of that very name is none (Prometheus)
    if (product && (product.kind === 'resource' || product === named)) {
      return of(product, 1);
    }
    const type =
      noun?.kind === 'resource' && PASSIVE_TYPES.has(noun.type)
        ? noun.type
        : drawn;
    return {
      kind: 'resource',
      type,
      technology: stated && beside,
      confidence: 0.95,
    };
  }
  if (named && !(noun?.kind === 'component' && named.partial)) {
    if (named.role !== 'implementation') return of(named, 0.95);
  }
  if (stated && (stated.role === 'product' || stated.role === 'compute')) {
    const component = noun?.kind === 'component' && stated.kind === 'resource';
    if (!component && !/\b(?:client|sdk|driver)\b/i.test(beside!)) {
      return of(stated, 0.95);
    }
  }
  if (!noun && NETWORK.test(label.name)) {
    return { kind: 'resource', type: 'network', confidence: 0.85 };
  }
  const technology = stated ? beside : implementationIn(label.name);
  const shaped =
    node.shape === 'website' || node.shape === 'mobile-app'
      ? node.shape
      : undefined;
  if (shaped)
    return { kind: 'component', type: shaped, technology, confidence: 0.95 };
  if (noun) {
    if (noun.type !== 'external-service' || !node.declared || node.external) {
      if (noun.generic && stated?.role === 'implementation') {
        return {
          kind: 'component',
          type: typeOf(stated, noun.type),
          technology,
          confidence: 0.95,
        };
      }
      return {
        kind: noun.kind === 'api' ? 'component' : noun.kind,
        type: noun.type === 'api' ? 'service' : noun.type,
        technology,
        confidence: 0.95,
      };
    }
  }
  return {
    kind: 'component',
    type:
      stated?.role === 'implementation' ? typeOf(stated, 'service') : 'service',
    technology,
    confidence: stated ? 0.95 : 0.85,
  };
}

/** Only technologies of the browser and the phone say more than the noun does. */
function typeOf(stated: Technology, otherwise: string): string {
  return otherwise === 'service' && stated.type !== 'service'
    ? stated.type
    : otherwise;
}

/** Products of one cloud never run under the icon of another's: a document DB on Cosmos DB is not Amazon's. */
const CLOUD = /^(?:amazon|aws|azure|google|microsoft)\b/i;

function ofIcon(
  icon: Technology,
  label: Label,
  noun: ReturnType<typeof headNoun>,
): NodeClass {
  const own = findTechnology(label.name);
  const bare = !label.name || own === icon;
  if (ORCHESTRATORS.has(icon.name) && bare) {
    return {
      kind: 'resource',
      type: 'cluster',
      technology: icon.name,
      confidence: 0.9,
    };
  }
  // what runs on a cluster is often drawn with the icon of the cluster
  if (icon.type === 'cluster' && !bare && noun && noun.kind !== 'resource') {
    return {
      kind: 'component',
      type: noun.kind === 'api' ? 'service' : noun.type,
      technology: icon.name,
      confidence: 0.9,
    };
  }
  if (FACADE_TYPES.has(icon.type) && !bare && !productNamed(label.name)) {
    return {
      kind: 'component',
      type: 'service',
      technology: icon.name,
      confidence: 0.9,
    };
  }
  if (
    own &&
    own !== icon &&
    own.role !== 'implementation' &&
    own.kind === icon.kind
  ) {
    // an engine under its managed service: PostgreSQL on RDS
    return {
      ...of(icon, 1),
      technology:
        own.type === icon.type && !CLOUD.test(own.name) ? own.name : icon.name,
    };
  }
  if (icon.role === 'compute' && noun?.kind === 'component') {
    const generic = icon.type === 'service' || icon.type === 'website';
    const written = label.technology && technologyIn(label.technology);
    return {
      ...of(icon, 1),
      technology:
        written && written.role === 'implementation'
          ? label.technology
          : icon.name,
      type: generic && noun.type !== 'external-service' ? noun.type : icon.type,
    };
  }
  return of(icon, 1);
}

/** Words behind a product's name that leave it the product: `orders-postgres-db`, `Redis Cluster`. */
const NEUTRAL = new Set(
  (
    'db database databases server cluster primary replica master slave leader follower node nodes broker cache store storage ' +
    'instance data service svc schema bucket queue topic table index stream bus gateway container ha dev prod registry ' +
    'base datos cola cache servidor cluster account namespace read write standby engine collector'
  ).split(' '),
);

type Named = Technology & { partial?: boolean };

/** The product that a name is, begins or ends with. */
export function productNamed(name: string): Named | undefined {
  const whole = findTechnology(name);
  if (whole) return whole;
  const words = wordsOf(name).map(word => word.replace(/[.,]+$/, ''));
  const mentions = mentionsIn(words).filter(
    ({ technology, words: found }) =>
      technology.role !== 'platform' &&
      technology.role !== 'tool' &&
      (!isOrdinaryWord(technology, found) ||
        (PASSIVE_TYPES.has(technology.type) &&
          technology.aliases.includes(`=${found}`))),
  );
  const products = mentions.filter(
    ({ technology }) => technology.role !== 'implementation',
  );
  const neutral = (list: string[]) =>
    list.every(word => NEUTRAL.has(fold(word)) || /^\d+$/.test(word));
  for (const mention of products) {
    if (mention.from === 0 && neutral(words.slice(mention.to))) {
      return mention.technology;
    }
  }
  for (const mention of products) {
    const store = PASSIVE_TYPES.has(mention.technology.type);
    if (store && neutral(words.slice(mention.to))) return mention.technology;
    // "Cloud SQL for PostgreSQL", "PostgreSQL orders", "S3 artifacts"
    if (mention.from === 0) return { ...mention.technology, partial: true };
  }
  return undefined;
}

function implementationIn(name: string): string | undefined {
  const mention = mentionsIn(wordsOf(name)).find(
    ({ technology, words }) =>
      technology.role === 'implementation' &&
      !isOrdinaryWord(technology, words),
  );
  return mention?.technology.name;
}
