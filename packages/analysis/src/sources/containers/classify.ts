import type { ElementKind } from '@infra-ai/backstage-plugin-infra-ai-common';
import { findTechnology, fold, type Technology } from '../../vocabulary';

/** Kind, type and technology of a service, and how sure they are. */
export interface Classification {
  kind: ElementKind;
  type: string;
  technology?: string;
  confidence: number;
}

/** Facts of a service that say what it is. */
export interface ServiceFacts {
  name: string;
  image?: string;
  /** Folder that the image is built from. */
  build?: string;
  /** Ports that it listens on. */
  ports?: readonly number[];
  hasPorts: boolean;
  isJob: boolean;
}

/** Words behind a product's name that leave it the product: `postgres-db`, `kafka-broker`. */
const NEUTRAL_WORDS = new Set(
  (
    'db database server cluster primary replica master slave leader follower node nodes broker cache store storage alpine ' +
    'slim main custom dev development local prod production test single standalone instance data service svc ' +
    'management setup image docker official latest ha'
  ).split(' '),
);

/** Product families whose name inside an image name (`acme/shop-mongodb`) says what runs in it. */
const STORE_TYPES = new Set([
  'database',
  'cache',
  'search-engine',
  'data-warehouse',
  'storage',
  'message-broker',
  'queue',
]);

const WEBSITE_WORDS = new Set(
  (
    'frontend front ui web webapp website site client portal dashboard storefront spa webui admin backoffice www pwa ' +
    'console panel landing webclient webclients webspa webmvc blog cliente tienda'
  ).split(' '),
);
const JOB_WORDS = new Set(
  (
    'init migrate migrator migration migrations seed seeder seeding setup bootstrap initializer createbuckets ' +
    'provision provisioner loader'
  ).split(' '),
);
const WORKER_WORDS = new Set(
  'worker workers consumer consumers processor scheduler cron beat celery sidekiq jobs subscriber handler listener'.split(
    ' ',
  ),
);
const DATABASE_WORDS = new Set(['db', 'database', 'bd', 'basedatos', 'sql']);
const CACHE_WORDS = new Set(['cache']);
const BROKER_WORDS = new Set([
  'broker',
  'eventbus',
  'messagebus',
  'rabbit',
  'mq',
]);

/** What a store's name may end with: `database-primary`. */
const INSTANCE_WORDS = new Set(
  (
    'primary replica replicas master slave leader follower standby node cluster read write ro rw ha local dev prod ' +
    'production principal replica'
  ).split(' '),
);
/** Ports that one product has taken for its own. */
const PRODUCT_PORTS: ReadonlyMap<number, string> = new Map([
  [1433, 'SQL Server'],
  [1521, 'Oracle Database'],
  [3306, 'MySQL'],
  [5432, 'PostgreSQL'],
  [5672, 'RabbitMQ'],
  [6379, 'Redis'],
  [9042, 'Apache Cassandra'],
  [9092, 'Apache Kafka'],
  [9200, 'Elasticsearch'],
  [11211, 'Memcached'],
  [26257, 'CockroachDB'],
  [27017, 'MongoDB'],
]);

/** Image repositories whose last part is no name of the product. */
const IMAGE_PATHS: Array<[RegExp, string]> = [
  [/(^|\/)mssql(-server|\/server|\/rhel)?/, 'SQL Server'],
  [/azure-sql-edge/, 'SQL Server'],
  [/(^|\/)oracle(-xe|-free|\/database|-database)/, 'Oracle Database'],
  [/gvenzl\/oracle/, 'Oracle Database'],
  [/^prom\//, 'Prometheus'],
  [/^mcp\/|^library\/$/, ''],
  [/aspnet|dotnet\/(sdk|runtime)/, '.NET'],
  [/eclipse-temurin|openjdk|amazoncorretto/, 'Java'],
  [/^php:|\/php$|^php$/, 'PHP'],
  [/confluentinc\/cp-(enterprise-)?kafka$/, 'Apache Kafka'],
  [/cosmosdb.*emulator/, 'Azure Cosmos DB'],
  [/azure-storage\/azurite/, 'Azure Blob Storage'],
  [/dynamodb-local/, 'Amazon DynamoDB'],
  [/elasticmq/, 'Amazon SQS'],
  [/azure-messaging\/servicebus/, 'Azure Service Bus'],
  [/cloud-sdk|google\/pubsub|pubsub-emulator/, 'Google Cloud Pub/Sub'],
];

/** Registries take no longer reference; the patterns below may take the square of it. */
const MAX_IMAGE = 500;

/** `registry:5000/team/name:tag@digest` without registry, tag and digest. */
export function repositoryOf(given: string): string {
  const image = given.slice(0, MAX_IMAGE);
  const noDigest = image.split('@')[0];
  const slash = noDigest.lastIndexOf('/');
  const colon = noDigest.indexOf(':', slash + 1);
  const path = colon > 0 ? noDigest.slice(0, colon) : noDigest;
  const parts = path.split('/').filter(Boolean);
  if (parts.length > 1 && /[.:]|^localhost$/.test(parts[0])) parts.shift();
  return parts.join('/').toLowerCase();
}

const words = (name: string) =>
  fold(name.replace(/([a-z0-9])([A-Z])/g, '$1-$2'))
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** The product that a name ends with: `accounts-postgres`, `shop_redis_1`. */
function storeIn(name: string): Technology | undefined {
  const parts = words(name);
  for (let last = parts.length; last > 0; last--) {
    for (const length of [2, 1]) {
      if (last - length < 0) continue;
      const technology = findTechnology(
        parts.slice(last - length, last).join(''),
      );
      if (
        technology?.role === 'product' &&
        technology.kind === 'resource' &&
        STORE_TYPES.has(technology.type)
      ) {
        return technology;
      }
    }
    if (!NEUTRAL_WORDS.has(parts[last - 1]) && !/^\d+$/.test(parts[last - 1])) {
      return undefined;
    }
  }
  return undefined;
}

function technologyOfImage(image: string): Technology | undefined {
  const repository = repositoryOf(image);
  if (!repository) return undefined;
  for (const [pattern, name] of IMAGE_PATHS) {
    if (name && pattern.test(repository)) return findTechnology(name);
  }
  const parts = repository.split('/');
  const last = parts[parts.length - 1];
  return (
    findTechnology(last) ??
    findTechnology(last.replace(/[-_]?(server|oss|ce|alpine|\d+)$/, '')) ??
    (/^(server|all-in-one|core|community)$/.test(last) && parts.length > 1
      ? findTechnology(parts[parts.length - 2])
      : undefined)
  );
}

/** What a container is, from its image first, then its name. */
export function classify(facts: ServiceFacts): Classification {
  const nameWords = words(facts.name);
  const byImage = facts.image ? technologyOfImage(facts.image) : undefined;
  if (facts.isJob || nameWords.some(word => JOB_WORDS.has(word))) {
    return {
      kind: 'component',
      type: 'job',
      technology: byImage?.name,
      confidence: 0.9,
    };
  }
  if (byImage && (byImage.role === 'product' || byImage.role === 'compute')) {
    return {
      kind: byImage.kind,
      type: byImage.type,
      technology: byImage.name,
      confidence: 1,
    };
  }
  const store =
    (facts.image &&
      storeIn(repositoryOf(facts.image).split('/').pop() ?? '')) ||
    (!byImage && storeIn(facts.name)) ||
    undefined;
  if (store) {
    return {
      kind: 'resource',
      type: store.type,
      technology: store.name,
      confidence: 0.95,
    };
  }
  const technology =
    byImage?.role === 'implementation' ? byImage.name : undefined;
  const lastWord =
    nameWords
      .filter(word => !INSTANCE_WORDS.has(word) && !/^\d+$/.test(word))
      .pop() ?? '';
  const byPort = facts.ports
    ?.map(port => findTechnology(PRODUCT_PORTS.get(port) ?? ''))
    .find(Boolean);
  // nothing but its port says what it is
  if (byPort && !facts.image && !facts.build) {
    return {
      kind: byPort.kind,
      type: byPort.type,
      technology: byPort.name,
      confidence: 0.8,
    };
  }
  if (!technology) {
    const generic = (
      [
        [DATABASE_WORDS, 'database'],
        [CACHE_WORDS, 'cache'],
        [BROKER_WORDS, 'message-broker'],
      ] as const
    ).find(([set]) => set.has(lastWord));
    if (generic) {
      return {
        kind: 'resource',
        type: generic[1],
        technology: byPort?.type === generic[1] ? byPort.name : undefined,
        confidence: 0.85,
      };
    }
    const named = findTechnology(facts.name);
    if (named?.role === 'product' && named.type !== 'external-service') {
      return {
        kind: named.kind,
        type: named.type,
        technology: named.name,
        confidence: 0.9,
      };
    }
  }
  if (nameWords.some(word => WORKER_WORDS.has(word))) {
    return { kind: 'component', type: 'worker', technology, confidence: 0.9 };
  }
  if (
    nameWords.some(
      word => WEBSITE_WORDS.has(word) || /(?:web|ui|frontend)$/.test(word),
    ) &&
    !nameWords.some(word => /^(api|service|svc|server|backend)$/.test(word))
  ) {
    return { kind: 'component', type: 'website', technology, confidence: 0.9 };
  }
  return { kind: 'component', type: 'service', technology, confidence: 0.95 };
}
