import type { ModelWarning } from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  Extraction,
  FoundElement,
  FoundRelation,
  SourceText,
} from '../../source';
import { entriesOf, get, parseTree, textOf, type Tree } from '../cloud/tree';
import { apiElement, providerOf, reportProblems } from '../openapi/document';

/** Protocols that a broker speaks: its name and, where the protocol is one product's, the technology. */
const BROKERS: Record<
  string,
  [name: string, technology: string | undefined, type: string]
> = {
  kafka: ['Kafka', 'Apache Kafka', 'message-broker'],
  amqp: ['AMQP broker', undefined, 'message-broker'],
  mqtt: ['MQTT broker', undefined, 'message-broker'],
  nats: ['NATS', 'NATS', 'message-broker'],
  jms: ['JMS broker', undefined, 'message-broker'],
  stomp: ['STOMP broker', undefined, 'message-broker'],
  redis: ['Redis', 'Redis', 'message-broker'],
  pulsar: ['Pulsar', 'Apache Pulsar', 'message-broker'],
  solace: ['Solace', 'Solace', 'message-broker'],
  ibmmq: ['IBM MQ', 'IBM MQ', 'message-broker'],
  anypointmq: ['Anypoint MQ', undefined, 'message-broker'],
  googlepubsub: [
    'Google Cloud Pub/Sub',
    'Google Cloud Pub/Sub',
    'message-broker',
  ],
  sns: ['Amazon SNS', 'Amazon SNS', 'topic'],
  sqs: ['Amazon SQS', 'Amazon SQS', 'queue'],
  mercure: ['Mercure', 'Mercure', 'message-broker'],
};

/**
 * Reads AsyncAPI 2 and 3 documents: an API each, the broker that its servers are, and the component that provides it
 * where the document says so.
 */
export function extractAsyncApi(sources: readonly SourceText[]): Extraction {
  const warnings: ModelWarning[] = [];
  const elements: FoundElement[] = [];
  const relations: FoundRelation[] = [];
  const brokers = new Map<string, FoundElement>();
  sources.forEach((source, index) => {
    const { roots, problems } = parseTree(source.text);
    reportProblems(source, problems, 'AsyncAPI', warnings);
    const [root] = roots;
    if (!root || textOf(get(root, 'asyncapi')) === undefined) {
      if (!problems.length) {
        warnings.push({
          message:
            'The document names no AsyncAPI version at its top, so it is not read as an API.',
          evidence: source.evidence(0, 1),
        });
      }
      return;
    }
    const servers = entriesOf(get(root, 'servers'));
    const api = apiElement(
      source,
      root,
      `api${index}`,
      'asyncapi',
      servers.flatMap(({ value }) => addressOf(value) ?? []),
    );
    elements.push(api);
    const used = new Set<FoundElement>();
    for (const { key, value, start } of servers) {
      const broker = brokerOf(source, key, value, start, brokers, root);
      if (broker) used.add(broker);
    }
    const provider = providerOf(source, root, `component${index}`);
    if (!provider) return;
    elements.push(provider);
    const relate = (to: FoundElement, type: 'providesApi' | 'dependsOn') =>
      relations.push({
        from: provider.key,
        to: to.key,
        type,
        evidence: provider.evidence,
        confidence: 1,
      });
    relate(api, 'providesApi');
    for (const broker of used) relate(broker, 'dependsOn');
  });
  return {
    format: 'asyncapi',
    elements: [...elements, ...brokers.values()],
    relations,
    warnings,
  };
}

function brokerOf(
  source: SourceText,
  key: string,
  server: Tree,
  start: number,
  brokers: Map<string, FoundElement>,
  root: Tree,
): FoundElement | undefined {
  const protocol =
    textOf(get(server, 'protocol'))
      ?.toLowerCase()
      .replace(/-secure$|s(?<=amqps|mqtts)$/, '') ?? '';
  const known = Object.hasOwn(BROKERS, protocol)
    ? BROKERS[protocol]
    : undefined;
  if (!known) return undefined;
  const [name, technology, type] = known;
  const evidence = source.evidence(start, server.end);
  // the servers of one protocol are the environments of one broker
  const found = brokers.get(protocol);
  if (found) {
    if (found.evidence.length < 20) found.evidence.push(evidence);
    return found;
  }
  const channels = entriesOf(get(root, 'channels'))
    .map(channel => textOf(get(channel.value, 'address')) ?? channel.key)
    .slice(0, 20);
  const broker: FoundElement = {
    key: `broker:${protocol}`,
    name: (textOf(get(server, 'title')) ?? name).slice(0, 200) || key,
    kind: 'resource',
    type,
    ...(technology ? { technology } : {}),
    ...(channels.length
      ? { description: `Channels: ${channels.join(', ')}`.slice(0, 2000) }
      : {}),
    evidence: [evidence],
    confidence: 0.9,
  };
  brokers.set(protocol, broker);
  return broker;
}

function addressOf(server: Tree): string | undefined {
  const url = textOf(get(server, 'url'));
  if (url) return url;
  const host = textOf(get(server, 'host'));
  return host
    ? `${textOf(get(server, 'protocol')) ?? ''}://${host}${
        textOf(get(server, 'pathname')) ?? ''
      }`
    : undefined;
}
