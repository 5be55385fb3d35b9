import type { FoundElement } from '../../source';
import { entriesOf, get, itemsOf, textOf, type Tree } from '../cloud/tree';
import { classify } from '../containers/classify';
import { hostsIn } from '../containers/hosts';
import { keyOf, type Cluster } from './cluster';
import type { Config } from './config';
import type { KubernetesObject, Place } from './objects';
import { channelReferences } from './references';

const KNATIVE = /(?:^|\.)knative\.dev$/;
/** Triggers of an autoscaler that say nothing about who calls whom. */
const MEASURES = /^(?:cpu|memory|cron|prometheus|metrics-api|kubernetes-)/;

/** Custom resources through which messages run, by kind and the end of their API group. */
const CHANNELS: Array<
  [kind: string, group: RegExp, type: string, technology: string]
> = [
  ['KafkaTopic', /strimzi\.io$/, 'topic', 'Apache Kafka'],
  ['Queue', /rabbitmq\.com$/, 'queue', 'RabbitMQ'],
  ['Broker', KNATIVE, 'message-broker', 'Knative Eventing'],
  ['Channel', KNATIVE, 'topic', 'Knative Eventing'],
  ['InMemoryChannel', KNATIVE, 'topic', 'Knative Eventing'],
  ['KafkaChannel', KNATIVE, 'topic', 'Apache Kafka'],
];

const channelOf = ({ kind, group }: KubernetesObject) =>
  CHANNELS.find(([name, end]) => name === kind && end.test(group));

const placeOf = ({ source }: Place, { start, end }: Tree): Place => ({
  source,
  start,
  end,
});

/** Whether this file reads what an object says. */
export const isRead = (object: KubernetesObject): boolean =>
  channelOf(object) !== undefined ||
  KNATIVE.test(object.group) ||
  ['ServiceEntry', 'ScaledObject', 'ScaledJob'].includes(object.kind);

/** Topics, queues and Knative's brokers, and what a mesh calls outside of it. */
export function addEvents(cluster: Cluster): void {
  for (const object of cluster.objects.all) {
    const [, , type, technology] = channelOf(object) ?? [];
    if (type) {
      cluster.add(object, {
        ...namedAs(object, type),
        kind: 'resource',
        type,
        technology,
      });
    } else if (object.kind === 'ServiceEntry') {
      addServiceEntry(cluster, object);
    }
  }
}

/** Topics, queues and Knative's triggers, sources and bindings: who takes part in them. */
export function relateEvents(
  cluster: Cluster,
  configs: ReadonlyMap<string, Config>,
): void {
  const channels = new Map<string, string>();
  for (const object of cluster.objects.all) {
    const channel = channelOf(object);
    if (!channel) continue;
    channels.set(`${object.kind} ${object.name}`, keyOf(object));
    if (KNATIVE.test(object.group)) continue;
    channels.set(namedAs(object, channel[2]).name, keyOf(object));
    const host =
      object.labels.get('strimzi.io/cluster') ??
      field(object, 'rabbitmqClusterReference', 'name');
    const to = host && cluster.operatedStore(host);
    if (to) cluster.relate(keyOf(object), to, 'runs on', object.place, 1);
  }
  if (channels.size) {
    for (const workload of cluster.workloads) {
      for (const { value, why, place } of channelReferences(
        workload,
        configs,
      )) {
        const to = channels.get(value);
        if (to) cluster.relate(keyOf(workload.object), to, why, place, 0.9);
      }
    }
  }
  const end = (reference: Tree | undefined): string | undefined => {
    const ref = get(reference, 'ref') ?? reference;
    const name = textOf(get(ref, 'name'));
    if (!name) return undefined;
    return (
      channels.get(`${textOf(get(ref, 'kind'))} ${name}`) ??
      cluster.target(name)
    );
  };
  for (const object of cluster.objects.all) {
    for (const tree of object.trees) {
      const spec = get(tree, 'spec');
      if (KNATIVE.test(object.group)) {
        relateKnative(cluster, object, spec, channels, end);
      } else if (/^Scaled(?:Object|Job)$/.test(object.kind)) {
        relateScaler(cluster, object, spec);
      }
    }
  }
}

function relateKnative(
  cluster: Cluster,
  object: KubernetesObject,
  spec: Tree | undefined,
  channels: ReadonlyMap<string, string>,
  end: (reference: Tree | undefined) => string | undefined,
): void {
  const relate = (from: string | undefined, to: string | undefined) => {
    if (from && to) cluster.relate(from, to, object.kind, object.place, 1);
  };
  const sink = end(get(spec, 'sink'));
  if (object.kind === 'Trigger') {
    const broker = textOf(get(spec, 'broker')) ?? 'default';
    const found = cluster.objects
      .ofKind('Broker')
      .find(({ name }) => name === broker);
    relate(end(get(spec, 'subscriber')), found && keyOf(found));
  } else if (object.kind === 'Subscription') {
    relate(end(get(spec, 'subscriber')), end(get(spec, 'channel')));
  } else if (object.kind === 'SinkBinding') {
    relate(end(get(spec, 'subject')), sink);
  } else if (sink) {
    // what a source takes from elsewhere is taken for its sink
    for (const { value } of entriesOf(spec)) {
      const texts = value.kind === 'list' ? value.items : [value];
      for (const text of texts.map(item => textOf(item) ?? '')) {
        relate(sink, channels.get(text));
        for (const { host } of hostsIn('', text)) {
          relate(sink, cluster.target(host));
        }
      }
    }
  }
}

/** What scales a workload by the length of its queue names the broker that it reads from. */
function relateScaler(
  cluster: Cluster,
  { kind, place }: KubernetesObject,
  spec: Tree | undefined,
): void {
  const from = cluster.target(
    textOf(get(spec, 'scaleTargetRef', 'name')) ?? '',
  );
  if (!from) return;
  for (const trigger of itemsOf(get(spec, 'triggers'))) {
    if (MEASURES.test(textOf(get(trigger, 'type')) ?? '')) continue;
    for (const { key, value } of entriesOf(get(trigger, 'metadata'))) {
      for (const { host } of hostsIn(key, textOf(value) ?? '')) {
        const to = cluster.target(host);
        if (to) cluster.relate(from, to, kind, placeOf(place, trigger), 0.9);
      }
    }
  }
}

function addServiceEntry(cluster: Cluster, object: KubernetesObject): void {
  const hosts = object.trees
    .flatMap(tree => itemsOf(get(tree, 'spec', 'hosts')))
    .flatMap(host => textOf(host) ?? [])
    .filter(host => !host.includes('*'));
  const ports = object.trees
    .flatMap(tree => itemsOf(get(tree, 'spec', 'ports')))
    .map(port => Number(textOf(get(port, 'number'))));
  const { kind, type, technology } = classify({
    name: object.name,
    ports,
    hasPorts: true,
    isJob: false,
  });
  cluster.add(object, {
    aliases: hosts.slice(0, 20),
    kind,
    type: kind === 'component' ? 'external-service' : type,
    technology,
  });
  for (const host of hosts) cluster.reach(host, keyOf(object));
}

/** The name that messages know a channel by; "default" alone would say nothing. */
function namedAs(
  object: KubernetesObject,
  type: string,
): Pick<FoundElement, 'name'> {
  if (type === 'message-broker') {
    const { name } = object;
    return { name: name === 'default' ? 'default broker' : name };
  }
  const own = field(object, 'topicName') ?? field(object, 'name');
  return { name: (own ?? object.name).slice(0, 200) };
}

function field(
  { trees }: KubernetesObject,
  ...path: string[]
): string | undefined {
  return trees.map(tree => textOf(get(tree, 'spec', ...path))).find(Boolean);
}
