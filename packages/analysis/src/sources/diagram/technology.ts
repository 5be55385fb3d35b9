import { findTechnology, keyOf, type Technology } from '../../vocabulary';

const MAX_WORDS = 40;
const LONGEST_NAME = 5;

/** Platforms that are drawn as a thing of their own; a provider's or a network's icon is a boundary. */
const CLUSTERS = /Kubernetes|EKS|OpenShift|Nomad|Swarm/;

/** Whether this spelling is also an ordinary word, so that a part of a label is no proof. */
export function isOrdinaryWord(technology: Technology, words: string): boolean {
  const key = keyOf(words);
  return !technology.aliases.some(
    alias => !alias.startsWith('=') && keyOf(alias) === key,
  );
}

/** A technology found inside a text, with the words it was found by. */
export interface Mention {
  technology: Technology;
  words: string;
  /** Index of its first word and of the word behind its last. */
  from: number;
  to: number;
}

export const wordsOf = (text: string): string[] =>
  text
    .replace(/([a-z0-9])([A-Z][a-z])/g, '$1 $2')
    .split(/[\s,;|/_()[\]:–—-]+/)
    .filter(Boolean);

/** Technologies that a text names, longest names first at each place. */
export function mentionsIn(words: readonly string[]): Mention[] {
  const found: Mention[] = [];
  const count = Math.min(words.length, MAX_WORDS);
  for (let from = 0; from < count; from++) {
    for (let length = Math.min(LONGEST_NAME, count - from); length; length--) {
      const name = words.slice(from, from + length).join(' ');
      const technology =
        findTechnology(name) ?? findTechnology(name.replace(/[.]+$/, ''));
      if (technology) {
        found.push({ technology, words: name, from, to: from + length });
        from += length - 1;
        break;
      }
    }
  }
  return found;
}

/**
 * How a source spells a technology, unless it only shortens the usual name: related products share an entry of the
 * vocabulary, and none of them may be said to be another.
 */
export function spelled(
  name: string,
  ...texts: Array<string | undefined>
): string {
  const usual = keyOf(name);
  for (const text of texts) {
    if (!text) continue;
    const mentions = [
      { words: text, technology: findTechnology(text) },
      ...mentionsIn(wordsOf(text)),
    ];
    const words = mentions.find(
      ({ technology }) => technology?.name === name,
    )?.words;
    if (!words) continue;
    const own = keyOf(words);
    return usual.includes(own) || own.includes(usual)
      ? name
      : words.trim().slice(0, 100);
  }
  return name;
}

/** `PostgreSQL 16.2`, `Redis (cluster)` without the version and what is in brackets. */
const plain = (text: string) =>
  text
    .replace(/[([][^()[\]]*[)\]]/g, ' ')
    .replace(/[\s:@-]+v?\d[\w.]*\s*$/i, '')
    .trim();

/**
 * The technology that a phrase like `Java and Spring Boot`, `PostgreSQL 16` or `Container: ASP.NET Core` names. A
 * product is preferred where the phrase starts with it, else what the component is written with.
 */
export function technologyIn(phrase: string): Technology | undefined {
  const short = plain(phrase.slice(0, 300));
  const whole = findTechnology(short);
  if (whole) return whole;
  const mentions = mentionsIn(wordsOf(short));
  const named = mentions.filter(
    mention =>
      !isOrdinaryWord(mention.technology, mention.words) ||
      mention.technology.aliases.includes(`=${mention.words}`),
  );
  const first = named[0];
  if (!first) return undefined;
  if (first.technology.role !== 'implementation') {
    const leads = first.from === 0 || first.technology.role === 'compute';
    if (leads) return first.technology;
  }
  const written = named
    .map(({ technology }) => technology)
    .filter(({ role }) => role === 'implementation');
  // a framework of the browser says more than the language; a language of phones less than a framework of servers
  return (
    written.find(({ type }) => type === 'website') ??
    written.find(({ type }) => type === 'service') ??
    written[0] ??
    first.technology
  );
}

const PROVIDER_NAMES = new Map<string, string[]>(
  Object.entries({
    aws: ['Amazon ', 'AWS ', ''],
    azure: ['Azure ', '', 'Microsoft '],
    gcp: ['Google Cloud ', 'Cloud ', 'Google ', ''],
    k8s: [''],
  }),
);

/** Names of icons that are no name of their product. */
const ICON_NAMES: Record<string, string> = {
  'aws/certificatemanager': 'AWS Certificate Manager',
  'aws/simplestorageservice': 'Amazon S3',
  'aws/s3bucket': 'Amazon S3',
  'aws/bucket': 'Amazon S3',
  'aws/bucketwithobjects': 'Amazon S3',
  'aws/simplequeueservice': 'Amazon SQS',
  'aws/sqsqueue': 'Amazon SQS',
  'aws/queue': 'Amazon SQS',
  'aws/simplenotificationservice': 'Amazon SNS',
  'aws/topic': 'Amazon SNS',
  'aws/simpleemailservice': 'Amazon SES',
  'aws/elasticcontainerservice': 'Amazon ECS',
  'aws/elasticcontainerregistry': 'Amazon ECR',
  'aws/elasticcontainerservicefargate': 'AWS Fargate',
  'aws/elastickubernetesservice': 'Amazon EKS',
  'aws/lambdafunction': 'AWS Lambda',
  'aws/lambdalambdafunction': 'AWS Lambda',
  'aws/dynamodbtable': 'Amazon DynamoDB',
  'aws/table': 'Amazon DynamoDB',
  'aws/rdsinstance': 'Amazon RDS',
  'aws/rdspostgresqlinstance': 'Amazon RDS',
  'aws/rdsmysqlinstance': 'Amazon RDS',
  'aws/postgresqlinstance': 'Amazon RDS',
  'aws/mysqldbinstance': 'Amazon RDS',
  'aws/aurorainstance': 'Amazon Aurora',
  'aws/elasticacheforredis': 'Amazon ElastiCache',
  'aws/elasticloadbalancing': 'Elastic Load Balancing',
  'aws/identityandaccessmanagement': '',
  'aws/keymanagementservice': 'AWS KMS',
  'aws/managedstreamingforapachekafka': 'Apache Kafka',
  'aws/managedstreamingforkafka': 'Apache Kafka',
  'aws/kinesisdatastreams': 'Amazon Kinesis',
  'aws/kinesisdatafirehose': 'Amazon Kinesis',
  'aws/opensearchservice': 'OpenSearch',
  'aws/elasticsearchservice': 'OpenSearch',
  'aws/eventbus': 'Amazon EventBridge',
  'aws/eventbridgeeventbus': 'Amazon EventBridge',
  'aws/instance': 'Amazon EC2',
  'aws/instance2': 'Amazon EC2',
  'aws/cloudfrontdistribution': 'Amazon CloudFront',
  'aws/webapplicationfirewall': 'AWS WAF',
  'aws/hostedzone': 'Amazon Route 53',
  'azure/functionapps': 'Azure Functions',
  'azure/appservices': 'Azure App Service',
  'azure/sqldatabase': 'Azure SQL Database',
  'azure/workercontainerapp': 'Azure Container Apps',
  'azure/containerapps': 'Azure Container Apps',
  'azure/kubernetesservices': 'Azure Kubernetes Service',
  'azure/storageaccounts': 'Azure Storage',
  'azure/storagequeue': 'Azure Queue Storage',
  'azure/cacheredis': 'Azure Cache for Redis',
  'azure/rediscache': 'Azure Cache for Redis',
  'azure/keyvaults': 'Azure Key Vault',
  'azure/apimanagementservices': 'Azure API Management',
  'azure/frontdoors': 'Azure Front Door',
  'azure/frontdoorandcdnprofiles': 'Azure Front Door',
  'azure/cdnprofiles': 'Azure CDN',
  'azure/containerregistries': 'Azure Container Registry',
  'azure/loadbalancers': 'Azure Load Balancer',
  'azure/applicationgateways': 'Azure Application Gateway',
  'azure/eventgridtopics': 'Azure Event Grid',
  'azure/eventgriddomains': 'Azure Event Grid',
  'azure/virtualmachine': 'Azure Virtual Machines',
  'azure/azureactivedirectory': 'Microsoft Entra ID',
  'azure/trafficmanagerprofiles': 'Azure Traffic Manager',
  'azure/dnszones': 'Azure DNS',
  'azure/firewalls': 'Azure Firewall',
  'azure/azuredatabasepostgresqlserver': 'Azure Database for PostgreSQL',
  'azure/azuredatabasemysqlserver': 'Azure Database for MySQL',
  'gcp/containerengine': 'Google Kubernetes Engine',
  'gcp/sql': 'Cloud SQL',
  'gcp/storage': 'Google Cloud Storage',
  'gcp/functions': 'Google Cloud Functions',
  'gcp/loadbalancing': 'Cloud Load Balancing',
  'gcp/run': 'Cloud Run',
};

const singular = (key: string) => key.replace(/(?<=[^s])s$/, '');

/** The product that an icon stands for; `icon` is `provider/name` or a plain name. */
export function technologyOfIcon(icon: string): Technology | undefined {
  const slash = icon.indexOf('/');
  const provider = slash > 0 ? icon.slice(0, slash) : '';
  const name = icon
    .slice(slash + 1)
    .replace(/[_-]+/g, ' ')
    .trim();
  // libraries number their versions ("certificate_manager_3"), products have numbers too ("s3")
  return (
    productOfIcon(provider, name) ??
    (/[ a-z]\d+$/i.test(name)
      ? productOfIcon(provider, name.replace(/\s*\d+$/, ''))
      : undefined)
  );
}

function productOfIcon(provider: string, name: string): Technology | undefined {
  const key = keyOf(name);
  if (!key) return undefined;
  const mapped =
    ICON_NAMES[`${provider}/${key}`] ??
    ICON_NAMES[`${provider}/${singular(key)}`];
  if (mapped !== undefined) return findTechnology(mapped);
  const words = wordsOf(
    name.replace(/^(?:amazon|aws|azure|google(?: cloud)?)(?=\s|[A-Z])\s*/i, ''),
  );
  // "rds postgresql instance", "ElasticLoadBalancingApplicationLoadBalancer": the product is the start or the end
  const spellings = [name, words.join(' ')];
  for (let drop = 1; drop < Math.min(words.length, 7); drop++) {
    spellings.push(
      words.slice(drop).join(' '),
      words.slice(0, -drop).join(' '),
    );
  }
  for (const spelling of new Set(spellings)) {
    const listed = ICON_NAMES[`${provider}/${keyOf(spelling)}`];
    if (listed) return findTechnology(listed);
    for (const prefix of PROVIDER_NAMES.get(provider) ?? ['']) {
      const found =
        findTechnology(prefix + spelling) ??
        findTechnology(prefix + singular(spelling));
      if (found && (found.role !== 'platform' || CLUSTERS.test(found.name))) {
        return found;
      }
    }
  }
  return undefined;
}
