import type { ElementKind } from '@infra-ai/backstage-plugin-infra-ai-common';
import { findTechnology } from '../../vocabulary';
import { aws } from './aws';
import { azure } from './azure';
import { google, googleLoadBalancer } from './google';
import { factOf, type CloudResource } from './model';
import { generalRule, others } from './others';
import {
  compileTable,
  elementRule,
  type ElementRule,
  type ProviderTable,
  type Rule,
} from './rules';

const NONE: Rule = { role: 'none' };
const MAJOR = /^(?:aws|google|azurerm)_/;

const rules = new Map<string, Rule>();
for (const table of [aws, google, azure, ...others] as ProviderTable[]) {
  for (const [type, rule] of compileTable(table)) rules.set(type, rule);
}
googleLoadBalancer.forEach((type, rank) =>
  rules.set(type, {
    role: 'group',
    rank,
    element: elementRule(
      'resource',
      'load-balancer',
      'Cloud Load Balancing',
      'load balancer',
    ),
  }),
);
for (const type of [
  'aws_security_group',
  'aws_default_security_group',
  'awscc_ec2_security_group',
]) {
  rules.set(type, { role: 'security-group' });
}

// a module that is not among the files and says nothing about what it makes
rules.set('module', { role: 'through' });

const EVENT_BROKER = elementRule(
  'resource',
  'message-broker',
  'Amazon EventBridge',
  'events',
);
const TASK = elementRule('component', 'job', 'Amazon ECS', 'task');

/** What a resource is; a few types depend on how it is set. */
export function ruleOf(resource: CloudResource, used: Used): Rule {
  const { type } = resource;
  if (type === 'aws_cloudwatch_event_rule') {
    if (factOf(resource, 'schedule_expression')) return rules.get(type)!;
    const bus = factOf(resource, 'event_bus_name');
    return bus?.refs.length
      ? { role: 'part', of: ['event_bus_name'] }
      : EVENT_BROKER;
  }
  if (type === 'aws_ecs_task_definition' && !used.byService(resource.key)) {
    return TASK;
  }
  if (type === 'helm_release') return ofChart(resource);
  return ruleOfType(type);
}

export interface Used {
  /** Whether a long-running service runs the resource. */
  byService(key: string): boolean;
}

/** The rule of a resource type, from the tables or by the words of its name. */
export function ruleOfType(type: string): Rule {
  // what a module is taken for, from its name
  const guess = /^module:(component|resource)\/([\w-]+)(?:\/(.+))?$/.exec(type);
  if (guess) {
    const [, kind, elementType, technology = ''] = guess;
    return elementRule(
      kind as ElementKind,
      elementType,
      technology,
      elementType,
    );
  }
  return rules.get(type) ?? generalRule(type, MAJOR.test(type)) ?? NONE;
}

/** Charts of controllers and agents belong to the cluster, not to the architecture. */
const CLUSTER_CHART =
  /cert-manager|external-(?:dns|secrets)|autoscaler|metrics-server|csi|load-balancer-controller|ingress|reloader|velero|crossplane|karpenter|istio|linkerd|argo-?cd|flux|node-termination|descheduler|kyverno|gatekeeper|cilium|calico|operator/;

function ofChart(resource: CloudResource): Rule {
  const chart = factOf(resource, 'chart')?.text ?? resource.label;
  const name = chart.split('/').pop()!;
  if (CLUSTER_CHART.test(name)) return NONE;
  const technology = findTechnology(name);
  return technology?.role === 'product'
    ? elementRule(technology.kind, technology.type, technology.name, name)
    : elementRule('component', 'service', 'Helm', name);
}

/** Versions and editions that an engine's name ends with: `POSTGRES_14`, `aurora-mysql`, `sqlserver-ex`. */
const ENGINES: Array<[RegExp, string]> = [
  [/postgres/i, 'PostgreSQL'],
  [/maria/i, 'MariaDB'],
  [/mysql/i, 'MySQL'],
  [/sql-?server|mssql/i, 'SQL Server'],
  [/oracle/i, 'Oracle Database'],
  [/valkey/i, 'Valkey'],
  [/redis/i, 'Redis'],
  [/memcache/i, 'Memcached'],
  [/rabbit/i, 'RabbitMQ'],
  [/active/i, 'Apache ActiveMQ'],
  [/mongo/i, 'MongoDB'],
  [/docdb/i, 'Amazon DocumentDB'],
  [/neptune/i, 'Amazon Neptune'],
];

/** Settings of which any says what runs in a general store. */
const ENGINE_BY_TYPE: Record<string, string> = {
  google_redis_instance: 'Redis',
  google_redis_cluster: 'Redis',
  google_memcache_instance: 'Memcached',
};

/** The technology of an element: its engine where it says one, else the cloud's product. */
export function technologyOf(
  resource: CloudResource,
  rule: ElementRule,
): string | undefined {
  const fixed = ENGINE_BY_TYPE[resource.type];
  if (fixed) return fixed;
  for (const path of rule.engine ?? []) {
    const engines = new Set<string>();
    for (const fact of resource.facts) {
      if (fact.path !== path && !fact.path.endsWith(`.${path}`)) continue;
      const value = fact.text ?? fact.hint;
      const engine = value && engineIn(value, path);
      if (engine) engines.add(engine);
    }
    // two possible engines are none
    if (engines.size === 1) return [...engines][0];
  }
  return rule.technology;
}

function engineIn(value: string, path: string): string | undefined {
  if (path !== 'image' && path !== 'chart') {
    return ENGINES.find(([pattern]) => pattern.test(value))?.[1];
  }
  const name = value
    .replace(/[:@].*$/, '')
    .split('/')
    .pop()!;
  return findTechnology(name)?.name;
}
