import type { KubernetesObject } from './objects';

/** Custom resources of operators that run a store or a broker, by kind and the end of their API group. */
const OPERATED: Array<[kind: string, group: RegExp, technology: string]> = [
  ['Kafka', /strimzi\.io$/, 'Apache Kafka'],
  ['RabbitmqCluster', /rabbitmq\.com$/, 'RabbitMQ'],
  ['Cluster', /postgresql\.cnpg\.io$/, 'PostgreSQL'],
  ['postgresql', /zalan\.do$/, 'PostgreSQL'],
  ['PostgresCluster', /crunchydata\.com$/, 'PostgreSQL'],
  ['PerconaPGCluster', /percona\.com$/, 'PostgreSQL'],
  ['PerconaXtraDBCluster', /percona\.com$/, 'MySQL'],
  ['InnoDBCluster', /mysql\.oracle\.com$/, 'MySQL'],
  ['MariaDB', /mariadb\.com$/, 'MariaDB'],
  ['MongoDBCommunity', /mongodb\.com$/, 'MongoDB'],
  ['PerconaServerMongoDB', /percona\.com$/, 'MongoDB'],
  ['Elasticsearch', /k8s\.elastic\.co$/, 'Elasticsearch'],
  ['OpenSearchCluster', /opensearch\./, 'OpenSearch'],
  ['Redis', /redis/, 'Redis'],
  ['RedisCluster', /redis/, 'Redis'],
  ['RedisFailover', /databases\.spotahome\.com$/, 'Redis'],
  ['CassandraDatacenter', /cassandra\.datastax\.com$/, 'Apache Cassandra'],
  ['Tenant', /minio\.min\.io$/, 'MinIO'],
];

/** What operators add to a name for the services that they make. */
const SUFFIXES =
  /-(?:kafka-bootstrap|kafka-brokers|rw|ro|r|svc|pooler|repl|primary|replicas|es-http|nodes|headless|haproxy|mongos|master|hl)$/;

/** What operators add to a name for the secrets in which they say how it is reached. */
const SECRET_SUFFIXES =
  /-(?:app|superuser|default-user|es-elastic-user|pguser-[\w-]+|admin-\w+|secrets?|credentials|conn|connection)$/;

/** The objects that a secret's name may be made from: `orders-db` of `orders-db-app`, `app.orders-db.credentials…`. */
export function operatedBySecret(secret: string): string[] {
  const [, zalando] = /^[\w-]+\.([\w-]+)\.credentials\./.exec(secret) ?? [];
  return [zalando ?? secret.replace(SECRET_SUFFIXES, ''), secret];
}

/** The product that an operator runs for this object. */
export function operatedProduct({
  kind,
  group,
}: KubernetesObject): string | undefined {
  return OPERATED.find(
    ([name, pattern]) => name === kind && pattern.test(group),
  )?.[2];
}

/** The object's name in that of a service which an operator made for it. */
export const operatedName = (service: string): string =>
  service.replace(SUFFIXES, '').replace(/^rfs-|^rfr-/, '');
