import type { ResourceGraph } from './graph';
import { refsAt } from './graph';
import { mentions } from './mentions';
import type { CloudResource, Fact, Place } from './model';
import type { ElementRule } from './rules';
import { securityGroupUses } from './securityGroups';

const MAX_PLACES = 20;
/** As many relations as a model takes. */
const MAX_USES = 20_000;

/** That one element uses another, and where the template says so. */
export interface Use {
  from: string;
  to: string;
  why: string;
  places: Place[];
  confidence: number;
}

/** Types on which nothing in front of them depends: what they name, names them in truth. */
const SINKS = new Set([
  'database',
  'cache',
  'queue',
  'topic',
  'stream',
  'message-broker',
  'storage',
  'search-engine',
  'data-warehouse',
  'secret-store',
  'monitoring',
  'registry',
]);
/** Types that stand before others and call them. */
const FRONTS = new Set([
  'load-balancer',
  'cdn',
  'dns',
  'api-gateway',
  'scheduler',
  'identity-provider',
]);
/** Types that use nothing themselves. */
const PASSIVE = new Set(['secret-store', 'registry', 'configuration']);
const BROKERS = new Set(['queue', 'topic', 'stream', 'message-broker']);
/** Settings by which what is balanced names its balancer. */
const BALANCED = /(?:^|\.)(?:target_group_arns?|load_balancers?)(?:\.|$)/;

const lastOf = (path: string) => path.split('.').slice(-3).join('.');

class UseCollector {
  private readonly byPair = new Map<string, Use>();

  constructor(
    private readonly graph: ResourceGraph,
    private readonly drawn: ReadonlyMap<string, ElementRule>,
  ) {}

  get uses(): Use[] {
    return [...this.byPair.values()];
  }

  add(a: string, b: string, why: string, place: Place, confidence: number) {
    const ends = orient(a, b, this.drawn);
    if (!ends) return;
    const key = `${ends.from}\n${ends.to}`;
    const known = this.byPair.get(key);
    if (!known) {
      if (this.byPair.size >= MAX_USES) return;
      this.byPair.set(key, { ...ends, why, places: [place], confidence });
      return;
    }
    if (confidence > known.confidence) {
      known.confidence = confidence;
      known.why = why;
    }
    if (known.places.length < MAX_PLACES) known.places.push(place);
  }

  /** What a setting of an element, or of a part of one, names. */
  addFact(resource: CloudResource, fact: Fact): void {
    const { graph, drawn } = this;
    const rule = graph.rule(resource.key);
    if (rule.role === 'part' && isAt(fact.path, rule.of)) return;
    const explicit = isAt(fact.path, ['depends_on']);
    const why = lastOf(fact.path);
    for (const { target } of explicit ? fact.refs : graph.uses(fact)) {
      if (target === resource.key || graph.registers(resource, fact, target)) {
        continue;
      }
      for (const to of graph.resolve(target)) {
        const type = drawn.get(to)?.type ?? '';
        // what must merely exist first is used only where it is a store
        if (explicit && !SINKS.has(type)) continue;
        for (const from of graph.resolve(resource.key)) {
          const balanced = type === 'load-balancer' && BALANCED.test(fact.path);
          this.add(
            balanced ? to : from,
            balanced ? from : to,
            why,
            fact.place,
            explicit ? 0.6 : 0.95,
          );
        }
      }
    }
  }

  /** A resource that says that others use each other. */
  addLink(resource: CloudResource): void {
    const { graph } = this;
    const rule = graph.rule(resource.key);
    if (rule.role !== 'link') return;
    const to = new Set(
      refsAt(resource, rule.to).flatMap(({ target }) => graph.resolve(target)),
    );
    const from = new Set(
      refsAt(resource, rule.from).flatMap(({ target }) => {
        // a role's policy is followed from what has the role; a handle, from what fronts it
        const { role } = graph.rule(target);
        return role === 'through' || role === 'handle'
          ? []
          : graph.resolve(target);
      }),
    );
    const why = resource.type.split('_').slice(1).join(' ').slice(0, 200);
    for (const a of from) {
      for (const b of to) this.add(a, b, why, resource.place, rule.confidence);
    }
  }
}

/**
 * The direction of a use. A template often names the user where the used is set up: a bucket its function, a topic its
 * push endpoint. `undefined` for what is no use between elements.
 */
function orient(
  from: string,
  to: string,
  drawn: ReadonlyMap<string, ElementRule>,
): { from: string; to: string } | undefined {
  const a = drawn.get(from);
  const b = drawn.get(to);
  if (!a || !b || from === to || b.type === 'dns') return undefined;
  // what a secret holds is used by those who read it
  if (PASSIVE.has(a.type) && b.kind !== 'component') return undefined;
  const backwards =
    b.type === 'scheduler' ||
    (SINKS.has(a.type) && (b.kind === 'component' || FRONTS.has(b.type))) ||
    // a subscription is made by the one that subscribes, wherever it is written
    (a.type === 'topic' && b.type === 'queue') ||
    // a policy of a store that lets a topic or a bucket in
    (BROKERS.has(a.type) && b.type === 'storage');
  return backwards ? { from: to, to: from } : { from, to };
}

/** Drops the way back from a service to what fronts it: its own address among its settings. */
function withoutEchoes(
  uses: Use[],
  drawn: ReadonlyMap<string, ElementRule>,
): Use[] {
  const pairs = new Set(uses.map(({ from, to }) => `${from}\n${to}`));
  const fronts = (key: string) => FRONTS.has(drawn.get(key)!.type);
  return uses.filter(
    ({ from, to }) =>
      !(
        fronts(to) &&
        drawn.get(to)!.type !== 'identity-provider' &&
        !fronts(from) &&
        pairs.has(`${to}\n${from}`)
      ),
  );
}

function isAt(path: string, places: readonly string[]): boolean {
  return places.some(place => path === place || path.startsWith(`${place}.`));
}

/** Finds every use between drawn elements: by reference, by grant, by security group, by name. */
export function collectUses(
  graph: ResourceGraph,
  drawn: ReadonlyMap<string, ElementRule>,
): Use[] {
  const collector = new UseCollector(graph, drawn);
  for (const resource of graph.resources) {
    const { role } = graph.rule(resource.key);
    if (role === 'link') collector.addLink(resource);
    else if (role === 'element' || role === 'part' || role === 'group') {
      for (const fact of resource.facts) collector.addFact(resource, fact);
    }
  }
  for (const { from, to, place } of securityGroupUses(graph, drawn)) {
    collector.add(from, to, 'security group rule', place, 0.8);
  }
  for (const { from, to, path, place } of mentions(graph, drawn)) {
    collector.add(from, to, lastOf(path), place, 0.8);
  }
  return withoutEchoes(collector.uses, drawn);
}
