import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { FoundElement, FoundRelation } from '../../source';
import { technologyOf } from './classify';
import { ResourceGraph } from './graph';
import { refsAt } from './graph';
import { mentions } from './mentions';
import { describe } from './metadata';
import type { CloudResource, Place } from './model';
import { nameOf } from './names';
import type { ElementRule } from './rules';
import { securityGroupUses } from './securityGroups';

const MAX_EVIDENCE = 20;

/** What a template draws as. */
export interface Drawing {
  elements: FoundElement[];
  relations: FoundRelation[];
}

interface Use {
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
/** Looked up, these are surroundings: they are not drawn unless the template makes them. */
const SURROUNDINGS = new Set([
  'dns',
  'network',
  'firewall',
  'registry',
  'scheduler',
]);
const BROKERS = new Set(['queue', 'topic', 'stream', 'message-broker']);

/**
 * Draws the resources of a template as an architect would: what runs, stores, transports and fronts becomes an element;
 * everything between is followed and becomes a relation between them.
 */
export function draw(
  resources: readonly CloudResource[],
  evidence: (place: Place) => Evidence,
): Drawing {
  const graph = new ResourceGraph(resources);
  const drawn = new Map<string, ElementRule>();
  for (const { key } of resources) {
    const rule = graph.rule(key);
    if (rule.role === 'element') drawn.set(key, rule);
    else if (rule.role === 'group' && graph.groupOf(key) === key) {
      drawn.set(key, rule.element);
    }
  }

  const uses = new Map<string, Use>();
  const add = (
    from: string,
    to: string,
    why: string,
    place: Place,
    confidence: number,
  ) => {
    const use = orient(from, to, drawn);
    if (!use) return;
    const key = `${use.from}\n${use.to}`;
    const known = uses.get(key);
    if (!known) {
      uses.set(key, { ...use, why, places: [place], confidence });
      return;
    }
    if (confidence > known.confidence) {
      known.confidence = confidence;
      known.why = why;
    }
    if (known.places.length < MAX_EVIDENCE) known.places.push(place);
  };

  for (const resource of resources) {
    const rule = graph.rule(resource.key);
    if (rule.role === 'link') {
      addLink(graph, resource, rule, add);
    } else if (
      rule.role === 'element' ||
      rule.role === 'part' ||
      rule.role === 'group'
    ) {
      const owners = graph.resolve(resource.key);
      for (const fact of resource.facts) {
        const explicit = /^depends_on(?:\.|$)/.test(fact.path);
        const refs = explicit ? fact.refs : graph.uses(fact);
        for (const { target } of refs) {
          if (
            target === resource.key ||
            graph.registers(resource, fact, target)
          )
            continue;
          if (rule.role === 'part' && isOwner(fact.path, rule.of)) continue;
          for (const to of graph.resolve(target)) {
            // what must merely exist first is used only where it is a store
            if (explicit && !SINKS.has(drawn.get(to)?.type ?? '')) continue;
            for (const from of owners) {
              add(
                from,
                to,
                lastOf(fact.path),
                fact.place,
                explicit ? 0.6 : 0.95,
              );
            }
          }
        }
      }
    }
  }
  for (const use of securityGroupUses(graph, drawn)) {
    add(use.from, use.to, 'security group rule', use.place, 0.8);
  }
  for (const use of mentions(resources, drawn)) {
    add(use.from, use.to, lastOf(use.path), use.place, 0.8);
  }

  const kept = withoutEchoes([...uses.values()], drawn);
  const used = new Set(kept.flatMap(({ from, to }) => [from, to]));
  const visible = resources.filter(
    ({ key, external }) =>
      drawn.has(key) &&
      (!external || (used.has(key) && !SURROUNDINGS.has(drawn.get(key)!.type))),
  );
  const shown = new Set(visible.map(({ key }) => key));
  return {
    elements: visible.map(resource =>
      toElement(resource, drawn.get(resource.key)!, evidence),
    ),
    relations: kept
      .filter(({ from, to }) => shown.has(from) && shown.has(to))
      .map(({ from, to, why, places, confidence }) => ({
        from,
        to,
        type: 'dependsOn' as const,
        description: why.slice(0, 400),
        evidence: dedupe(places.map(evidence)),
        confidence,
      })),
  };
}

function addLink(
  graph: ResourceGraph,
  resource: CloudResource,
  rule: { from: readonly string[]; to: readonly string[]; confidence: number },
  add: (from: string, to: string, why: string, place: Place, c: number) => void,
): void {
  const resolveAll = (paths: readonly string[]) => [
    ...new Set(
      refsAt(resource, paths).flatMap(({ target }) => graph.resolve(target)),
    ),
  ];
  // a role's policy is followed from what has the role; a handle, from what fronts it
  const froms = refsAt(resource, rule.from)
    .map(({ target }) => target)
    .filter(key => {
      const role = graph.rule(key).role;
      return role !== 'through' && role !== 'handle';
    });
  const to = resolveAll(rule.to);
  for (const key of new Set(froms)) {
    for (const from of graph.resolve(key)) {
      for (const target of to) {
        add(
          from,
          target,
          wordsOf(resource.type),
          resource.place,
          rule.confidence,
        );
      }
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
  if (!a || !b || from === to) return undefined;
  if (b.type === 'dns') return undefined;
  if (b.type === 'scheduler') return { from: to, to: from };
  if (SINKS.has(a.type) && (b.kind === 'component' || FRONTS.has(b.type))) {
    return { from: to, to: from };
  }
  // a subscription is made by the one that subscribes, wherever it is written
  if (a.type === 'topic' && b.type === 'queue') return { from: to, to: from };
  // a policy of a store that lets a topic or a bucket in
  if (BROKERS.has(a.type) && b.type === 'storage')
    return { from: to, to: from };
  return { from, to };
}

/** Drops the way back from a service to what fronts it: its own address among its settings. */
function withoutEchoes(
  uses: Use[],
  drawn: ReadonlyMap<string, ElementRule>,
): Use[] {
  const pairs = new Set(uses.map(({ from, to }) => `${from}\n${to}`));
  return uses.filter(
    ({ from, to }) =>
      !(
        FRONTS.has(drawn.get(to)!.type) &&
        drawn.get(to)!.type !== 'identity-provider' &&
        !FRONTS.has(drawn.get(from)!.type) &&
        pairs.has(`${to}\n${from}`)
      ),
  );
}

function isOwner(path: string, of: readonly string[]): boolean {
  return of.some(owner => path === owner || path.startsWith(`${owner}.`));
}

function toElement(
  resource: CloudResource,
  rule: ElementRule,
  evidence: (place: Place) => Evidence,
): FoundElement {
  const naming = nameOf(resource, rule.noun);
  return {
    key: resource.key,
    ...naming,
    kind: rule.kind,
    type: typeOf(rule, naming.name),
    technology: technologyOf(resource, rule),
    ...describe(resource),
    evidence: [evidence(resource.place)],
    confidence: resource.external ? 0.7 : resource.optional ? 0.6 : 1,
  };
}

const WEBSITE =
  /(?:^|[-_ ])(?:frontend|front|fe|web|ui|website|site|spa|portal|dashboard|storefront|webapp|www|client|admin)(?:$|[-_ ])|(?:frontend|web|ui|website|webapp)$/i;
const WORKER =
  /(?:^|[-_ ])(?:worker|workers|consumer|processor|cron|scheduler|jobs?)(?:$|[-_ ])/i;
const BACKEND = /(?:^|[-_ ])(?:api|backend|server|service|svc)(?:$|[-_ ])/i;

/** Where code merely runs, the name says what it is for. */
function typeOf(rule: ElementRule, name: string): string {
  if (rule.type !== 'service') return rule.type;
  if (WORKER.test(name)) return 'worker';
  return WEBSITE.test(name) && !BACKEND.test(name) ? 'website' : 'service';
}

const lastOf = (path: string) => path.split('.').slice(-3).join('.');
const wordsOf = (type: string) =>
  type.split('_').slice(1).join(' ').slice(0, 200);

function dedupe(list: Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return list.filter(item => {
    const key = JSON.stringify(item);
    return !seen.has(key) && seen.add(key);
  });
}
