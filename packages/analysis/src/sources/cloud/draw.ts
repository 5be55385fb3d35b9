import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { FoundElement, FoundRelation } from '../../source';
import { technologyOf } from './classify';
import { ResourceGraph } from './graph';
import { describe } from './metadata';
import type { CloudResource, Place } from './model';
import { nameOf } from './names';
import type { ElementRule } from './rules';
import { collectUses } from './uses';

/** What a template draws as. */
export interface Drawing {
  elements: FoundElement[];
  relations: FoundRelation[];
}

/** Looked up, these are surroundings: they are not drawn unless the template makes them. */
const SURROUNDINGS = new Set([
  'dns',
  'network',
  'firewall',
  'registry',
  'scheduler',
]);

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
  const uses = collectUses(graph, drawn);
  const used = new Set(uses.flatMap(({ from, to }) => [from, to]));
  const visible = resources.filter(({ key, external }) => {
    const rule = drawn.get(key);
    if (!rule) return false;
    return !external || (used.has(key) && !SURROUNDINGS.has(rule.type));
  });
  const shown = new Set(visible.map(({ key }) => key));
  return {
    elements: visible.map(resource =>
      toElement(resource, drawn.get(resource.key)!, evidence),
    ),
    relations: uses
      .filter(({ from, to }) => shown.has(from) && shown.has(to))
      .map(({ from, to, why, places, confidence }) => ({
        from,
        to,
        type: 'dependsOn' as const,
        description: why.trim().slice(0, 400) || 'reference',
        evidence: dedupe(places.map(evidence)),
        confidence,
      })),
  };
}

function toElement(
  resource: CloudResource,
  rule: ElementRule,
  evidence: (place: Place) => Evidence,
): FoundElement {
  const naming = nameOf(resource, rule.noun);
  const confidence = resource.optional ? 0.6 : 1;
  return {
    key: resource.key,
    ...naming,
    kind: rule.kind,
    type: typeOf(rule, naming.name),
    technology: technologyOf(resource, rule),
    ...describe(resource),
    evidence: [evidence(resource.place)],
    confidence: resource.external ? 0.7 : confidence,
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

function dedupe(list: Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return list.filter(item => {
    const key = JSON.stringify(item);
    return !seen.has(key) && seen.add(key);
  });
}
