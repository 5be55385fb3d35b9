import type {
  ElementKind,
  Evidence,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { fold, keyOf, type Technology } from '../../vocabulary';
import type { ComponentNoun } from '../../vocabulary/nouns';
import type { Range } from './markdown';

/** A building block while the text is being read. */
export interface Entity {
  index: number;
  name: string;
  kind: ElementKind;
  type: string;
  noun?: ComponentNoun;
  /** Words of the name beside the noun, singular, joined. */
  modifiers: string;
  /** The product it is, or that it is made of. */
  product?: Technology;
  technologies: string[];
  /** Spellings of the product in the text, with how often they occur. */
  surfaces: Map<string, number>;
  description?: string;
  ranges: Range[];
  /** A heading, a list item, a table row or an article introduced it. */
  defined: boolean;
  /** A sentence introduced it by what it is or does, and no noun of its name says so. */
  introduced: boolean;
  /** Named as an actor or as part of the system. */
  involved: boolean;
  confidence: number;
  /** A bare noun ("the database") that a product's name may still replace. */
  generic: boolean;
  inferred?: Evidence;
}

const MESSAGING = new Set(['message-broker', 'queue', 'topic', 'stream']);
const EDGE = new Set([
  'load-balancer',
  'cdn',
  'dns',
  'firewall',
  'api-gateway',
  'network',
]);

export const isMessaging = (entity: Entity) => MESSAGING.has(entity.type);
/** Stands in front of components and passes requests on. */
export const isEdge = (entity: Entity) =>
  EDGE.has(entity.type) ||
  entity.noun?.family === 'gateway' ||
  entity.noun?.family === 'proxy';
/** Bought or installed to help others: SaaS, identity, monitoring. */
export const isSupport = (entity: Entity) =>
  entity.type.startsWith('external') ||
  /identity|monitoring|secret/.test(entity.type) ||
  (entity.kind === 'component' &&
    entity.product?.role === 'product' &&
    !isEdge(entity));
/** Waits to be asked: databases, caches, brokers, buckets. */
export const isPassive = (entity: Entity) =>
  entity.kind === 'resource' && !EDGE.has(entity.type);

/** Singular of a modifier, only for comparing names. */
export function stem(word: string): string {
  const low = fold(word);
  if (low.length < 4) return low;
  return low
    .replace(/([^aeiou])ies$/, '$1y')
    .replace(/([^aeious])es$/, '$1')
    .replace(/s$/, '');
}

/** Families that name one thing in different words. */
const RELATED = [
  ['service', 'api', 'backend', 'auth', 'module', 'app', 'registry', 'engine'],
  ['frontend', 'web', 'dashboard', 'site'],
  ['worker', 'job', 'pipeline'],
  ['database', 'warehouse'],
  ['broker', 'stream'],
  ['queue', 'topic'],
];

/** All building blocks of a text, found by name, by product and by what they are. */
export class Entities {
  readonly all: Entity[] = [];
  private readonly byName = new Map<string, Entity>();
  private readonly byPhrase = new Map<string, Entity>();
  private readonly bySignature = new Map<string, Entity>();
  private readonly byModifiers = new Map<string, Entity[]>();

  create(
    entity: Omit<
      Entity,
      | 'index'
      | 'ranges'
      | 'technologies'
      | 'surfaces'
      | 'defined'
      | 'introduced'
      | 'involved'
    >,
  ): Entity {
    const created: Entity = {
      ...entity,
      index: this.all.length,
      technologies: [],
      surfaces: new Map(),
      ranges: [],
      defined: false,
      introduced: false,
      involved: false,
    };
    this.all.push(created);
    this.alias(created, created.name);
    const signature = signatureOf(created.name);
    if (
      signature.includes(' ') &&
      created.kind === 'component' &&
      !this.bySignature.has(signature)
    ) {
      this.bySignature.set(signature, created);
    }
    if (created.modifiers && created.noun) {
      this.byPhrase.set(`${created.modifiers}|${created.noun.family}`, created);
      const list = this.byModifiers.get(created.modifiers) ?? [];
      list.push(created);
      this.byModifiers.set(created.modifiers, list);
    }
    return created;
  }

  /** Makes a name mean this entity, unless it means another already. */
  alias(entity: Entity, name: string): void {
    const key = keyOf(name);
    if (key && !this.byName.has(key)) this.byName.set(key, entity);
  }

  named(name: string): Entity | undefined {
    return this.byName.get(keyOf(name));
  }

  /** Same words and same family of noun; `auth server` is found as `auth service`. */
  phrase(modifiers: string, noun: ComponentNoun): Entity | undefined {
    const exact = this.byPhrase.get(`${modifiers}|${noun.family}`);
    if (exact) return exact;
    const related = RELATED.find(list => list.includes(noun.family));
    return this.byModifiers
      .get(modifiers)
      ?.find(({ noun: other }) => other && related?.includes(other.family));
  }

  /** A component whose name differs only in "service", "API", "backend" and the order of words. */
  signed(name: string): Entity | undefined {
    const signature = signatureOf(name);
    return signature.includes(' ')
      ? this.bySignature.get(signature)
      : undefined;
  }

  /** The only entity with these words in its name, whatever its noun. */
  withModifiers(modifiers: string): Entity | undefined {
    const list = this.byModifiers.get(modifiers);
    return list?.length === 1 ? list[0] : undefined;
  }

  ofProduct(product: Technology): Entity | undefined {
    const all = this.all.filter(entity => entity.product === product);
    return (
      all.find(entity => entity.name === product.name) ??
      (all.length === 1 ? all[0] : undefined)
    );
  }

  /** The last one before `position` that satisfies the test. */
  lastBefore(
    position: number,
    test: (entity: Entity) => boolean,
  ): Entity | undefined {
    let best: Entity | undefined;
    let bestEnd = -1;
    for (const entity of this.all) {
      if (!test(entity)) continue;
      for (let i = entity.ranges.length - 1; i >= 0; i--) {
        const { start, end } = entity.ranges[i];
        if (start < position) {
          if (end > bestEnd) {
            best = entity;
            bestEnd = end;
          }
          break;
        }
      }
    }
    return best;
  }
}

const EMPTY_WORDS = new Set(
  'backend service servicio api app server servidor microservice microservicio application aplicacion de del la el'.split(
    ' ',
  ),
);

/** Words of a name that tell it apart, sorted: `bot de WhatsApp` and `whatsapp-bot-backend` have the same. */
function signatureOf(name: string): string {
  return fold(name)
    .split(/[^a-z0-9]+/)
    .filter(word => word && !EMPTY_WORDS.has(word))
    .map(stem)
    .sort()
    .join(' ');
}
