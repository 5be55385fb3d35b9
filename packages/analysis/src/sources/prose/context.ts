import type {
  Evidence,
  ModelWarning,
  RelationType,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Technology } from '../../vocabulary';
import type { SourceText } from '../../source';
import {
  isEdge,
  isMessaging,
  isPassive,
  type Entities,
  type Entity,
} from './entities';
import type { Grammar } from './grammar';
import type { Range } from './markdown';
import type { WordTrie } from './matcher';
import { isSameThing } from './phrases/sameThing';
import { RangeIndex } from './tokens';

/** A relation while the text is being read. */
export interface ProseRelation {
  from: Entity;
  to: Entity;
  ranges: Range[];
  why?: string;
  confidence: number;
  /** Absent where it is a dependency. */
  type?: RelationType;
}

/** What the readers of one text share. */
export class ProseContext {
  readonly relations = new Map<string, ProseRelation>();
  /** APIs by whom the text says to provide them. */
  readonly provided = new Map<Entity, { provider: Entity; range: Range }>();
  readonly denied = new Map<string, Range>();
  /** Products that the text says not to use. */
  readonly refused = new Set<Technology>();
  readonly warnings: ModelWarning[] = [];
  /** Ordinary words that name parts here, with an article ("the mailer") or without ("checkout"). */
  readonly commonNames = new Map<string, 'common' | 'proper'>();
  /** Components by the compute product that runs them. */
  readonly hosted = new Map<Technology, Set<Entity>>();
  /** Topics by the broker that the text says to hold them. */
  readonly topics = new Map<Entity, Entity>();
  /** "a CMS, Directus": by where the noun ends, what it means; and where such names begin. */
  readonly asides = {
    nouns: new Map<number, Entity>(),
    names: new Set<number>(),
  };
  /** The component that was spoken of last. */
  focus?: Entity;
  /** Where the request of a numbered flow was last said to be. */
  flow?: Entity;
  /** Where messages were last said to be. */
  lastChannel?: Entity;
  /** What is read when all parts are known. */
  readonly later: Array<() => void> = [];
  /** Where messages of a name are put: `order.placed`, "state change". */
  readonly carriers = new Map<string, Entity>();
  /** What "both" means in the next sentence. */
  lastPair: Entity[] = [];
  /** All that the sentence before named. */
  lastNamed: readonly Entity[] = [];
  /** The only component that the sentence before was about. */
  lastSubject?: Entity;
  /** Sections on how to install, test or contribute. */
  digressions = new RangeIndex([]);
  /** Where the first paragraph begins. */
  firstSentence = -1;
  /** What "it" means in the next sentence. */
  antecedent?: Entity;

  constructor(
    readonly source: SourceText,
    readonly grammar: Grammar,
    readonly entities: Entities,
    readonly names: WordTrie<Entity>,
    /** First words of defined names; they count where they are written as names. */
    readonly shortNames: WordTrie<Entity>,
  ) {}

  /** Whether what stands there begins the first paragraph. */
  isFirstSentence(start: number): boolean {
    return start === this.firstSentence;
  }

  /** Records that `from` depends on `to`, in the direction that the two allow. */
  relate(
    from: Entity,
    to: Entity,
    range: Range,
    confidence: number,
    why?: string,
  ): void {
    let [a, b] = [from, to];
    // stores and brokers are asked, they do not ask
    if (isPassive(a) && !isPassive(b) && !isEdge(a)) [a, b] = [b, a];
    else if (isMessaging(b) && isPassive(a) && !isMessaging(a)) [a, b] = [b, a];
    if (a === b || this.absorb(a, b)) return;
    a.involved = true;
    b.involved = true;
    const key = `${a.index} ${b.index}`;
    const known = this.relations.get(key);
    if (known) {
      if (known.ranges.length < 50) known.ranges.push(range);
      if (confidence > known.confidence) {
        known.confidence = confidence;
        known.why = why;
      }
      return;
    }
    this.relations.set(key, {
      from: a,
      to: b,
      ranges: [range],
      confidence,
      why,
    });
  }

  /** "The cache lives in ElastiCache": a bare noun and the product that it is are one thing. */
  private absorb(generic: Entity, named: Entity): boolean {
    const isSame =
      generic.generic &&
      generic.kind === 'resource' &&
      !generic.product &&
      generic.noun !== undefined &&
      named.product !== undefined &&
      generic.noun.family !== 'topic' &&
      isSameThing(generic.noun, named.product);
    if (!isSame) return false;
    named.ranges.push(...generic.ranges);
    named.involved = true;
    generic.ranges = [];
    return true;
  }

  /** Two names of one thing: all that is said of one is said of the other. */
  merge(from: Entity, into: Entity): void {
    into.ranges.push(...from.ranges);
    into.defined ||= from.defined;
    into.involved ||= from.involved;
    from.ranges = [];
    for (const [key, relation] of [...this.relations]) {
      if (relation.from !== from && relation.to !== from) continue;
      this.relations.delete(key);
      const user = relation.from === from ? into : relation.from;
      const used = relation.to === from ? into : relation.to;
      for (const range of relation.ranges) {
        this.relate(user, used, range, relation.confidence, relation.why);
      }
    }
  }

  /** Records whose interface an API is. The first who is said to provide it does. */
  provide(provider: Entity, api: Entity, range: Range): void {
    if (provider === api || this.provided.has(api)) return;
    provider.involved = true;
    api.involved = true;
    this.provided.set(api, { provider, range });
  }

  /** What people see first: the website or the mobile app. */
  frontEnd(): Entity | undefined {
    return ['website', 'mobile-app']
      .map(type =>
        this.entities.all.find(
          entity => entity.type === type && entity.ranges.length > 0,
        ),
      )
      .find(Boolean);
  }

  /** The service that is said to use the most others, where one is. */
  mainService(): Entity | undefined {
    const [first, second] = [...this.uses()]
      .filter(
        ([{ type, product }]) =>
          type === 'service' && product?.role !== 'product',
      )
      .sort((a, b) => b[1] - a[1]);
    return first && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
  }

  /** Whether another component is said to use more than this one. */
  isOutdone(entity: Entity): boolean {
    const uses = this.uses();
    const own = uses.get(entity) ?? 0;
    return [...uses.values()].some(count => count > own);
  }

  /** How many others each component is said to use. */
  private uses(): Map<Entity, number> {
    const uses = new Map<Entity, number>();
    for (const { from } of this.relations.values()) {
      if (!isEdge(from)) uses.set(from, (uses.get(from) ?? 0) + 1);
    }
    return uses;
  }

  deny(from: Entity, to: Entity, range: Range): void {
    this.denied.set(`${from.index} ${to.index}`, range);
  }

  warn(message: string, range: Range): void {
    if (this.warnings.length >= 200) return;
    if (this.warnings.some(warning => warning.message === message)) return;
    this.warnings.push({
      message: message.slice(0, 900),
      evidence: this.evidence(range),
    });
  }

  evidence({ start, end }: Range): Evidence {
    return this.source.evidence(start, end);
  }

  /** Text of a range on one line, for a message. */
  quote({ start, end }: Range): string {
    return this.source.text
      .slice(start, Math.min(end, start + 160))
      .replace(/\s+/g, ' ')
      .trim();
  }
}
