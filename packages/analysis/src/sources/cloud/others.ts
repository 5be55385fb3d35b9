import { findTechnology } from '../../vocabulary';
import { elementRule, type ElementRule, type ProviderTable } from './rules';

/** Providers of which a few resources are drawn. */
export const others: ProviderTable[] = [
  {
    prefix: 'kubernetes',
    elements: [
      [
        'component',
        'service',
        'Kubernetes <image>',
        'service',
        'deployment deployment_v1 stateful_set stateful_set_v1',
      ],
      [
        'component',
        'worker',
        'Kubernetes <image>',
        'agent',
        'daemonset daemon_set_v1',
      ],
      [
        'component',
        'job',
        'Kubernetes <image>',
        'job',
        'job job_v1 cron_job cron_job_v1',
      ],
      [
        'resource',
        'load-balancer',
        'Kubernetes',
        'ingress',
        'ingress ingress_v1',
      ],
    ],
    parts: [],
    through: 'config_map config_map_v1 secret secret_v1',
    handles: 'service service_v1',
    none: 'namespace namespace_v1',
    links: [],
  },
  {
    prefix: 'docker',
    elements: [
      ['component', 'service', '<image>', 'service', 'container service'],
    ],
    parts: [],
    through: 'image registry_image',
    handles: '',
    none: 'network volume',
    links: [],
  },
  {
    prefix: 'helm',
    elements: [['component', 'service', '<chart>', 'release', 'release']],
    parts: [],
    through: '',
    handles: '',
    none: '',
    links: [],
  },
  {
    prefix: 'cloudflare',
    elements: [
      ['resource', 'dns', 'Cloudflare DNS', 'dns', 'zone'],
      [
        'component',
        'function',
        'Cloudflare Workers',
        'worker',
        'workers_script worker_script',
      ],
      ['component', 'website', 'Cloudflare Pages', 'website', 'pages_project'],
      ['resource', 'storage', 'Cloudflare R2', 'bucket', 'r2_bucket'],
      ['resource', 'database', 'Cloudflare D1', 'database', 'd1_database'],
      [
        'resource',
        'database',
        'Cloudflare Workers KV',
        'key-value store',
        'workers_kv_namespace',
      ],
      ['resource', 'queue', 'Cloudflare Queues', 'queue', 'queue'],
      [
        'resource',
        'load-balancer',
        'Cloudflare',
        'load balancer',
        'load_balancer',
      ],
    ],
    parts: [['zone_id', 'record dns_record workers_route worker_route']],
    through: '',
    handles: '',
    none: '',
    links: [],
  },
  {
    prefix: 'digitalocean',
    elements: [
      ['component', 'service', 'DigitalOcean App Platform', 'app', 'app'],
      ['component', 'service', 'DigitalOcean Droplet', 'server', 'droplet'],
      ['resource', 'cluster', 'Kubernetes', 'cluster', 'kubernetes_cluster'],
      ['resource', 'database', '<engine>', 'database', 'database_cluster'],
      ['resource', 'storage', 'DigitalOcean Spaces', 'bucket', 'spaces_bucket'],
      [
        'resource',
        'load-balancer',
        'DigitalOcean Load Balancer',
        'load balancer',
        'loadbalancer',
      ],
      [
        'resource',
        'registry',
        'DigitalOcean Container Registry',
        'registry',
        'container_registry',
      ],
      ['resource', 'cdn', 'DigitalOcean CDN', 'cdn', 'cdn'],
      ['resource', 'dns', 'DigitalOcean DNS', 'dns', 'domain'],
    ],
    parts: [
      [
        'cluster_id',
        'database_db database_user database_replica database_connection_pool kubernetes_node_pool',
      ],
      ['domain', 'record'],
    ],
    through: '',
    handles: '',
    none: 'project vpc database_firewall',
    links: [],
  },
  {
    prefix: 'mongodbatlas',
    elements: [
      [
        'resource',
        'database',
        'MongoDB',
        'database',
        'cluster advanced_cluster serverless_instance flex_cluster',
      ],
    ],
    parts: [['cluster_name', 'search_index']],
    through: '',
    handles: '',
    none: 'project database_user',
    links: [],
  },
  {
    prefix: 'confluent',
    elements: [
      ['resource', 'message-broker', 'Apache Kafka', 'kafka', 'kafka_cluster'],
    ],
    parts: [['kafka_cluster.id', 'kafka_topic connector kafka_acl']],
    through: 'service_account api_key',
    handles: '',
    none: 'environment',
    links: [],
  },
  {
    prefix: 'hcloud',
    elements: [
      ['component', 'service', 'Hetzner Cloud', 'server', 'server'],
      [
        'resource',
        'load-balancer',
        'Hetzner Cloud',
        'load balancer',
        'load_balancer',
      ],
    ],
    parts: [['load_balancer_id', 'load_balancer_service']],
    through: '',
    handles: '',
    none: '',
    links: [['load_balancer_target', 'load_balancer_id', 'server_id']],
  },
];

/** Last words of types that only configure something else. */
const ACCESSORY =
  /_(?:policy|policies|attachment|association|rule|rules|permission|permissions|user|users|password|role|group|record|key|secret|token|certificate|config|configuration|settings?|option|options|member|binding|membership|grant|alarm|alert|monitor|dashboard|subnet|network|vpc|route|peering|connection|connector|credential|credentials|version|template|profile|schedule|tag|tags|namespace|project|organization|team|repository|webhook|environment|variable|parameter|acl|firewall|address|ip|volume|disk|snapshot|image|package|domain|backup|plan|pool|endpoint|hook|set|location|zone|account|resource|action|tenant|integration)$/;

/** Last words of types that name what stands by itself, for providers without a table. */
const SUFFIXES: Array<[RegExp, ElementRule]> = [
  [
    /_(?:postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|db|database|sql|rds)(?:_(?:instance|cluster|server))?$/,
    elementRule('resource', 'database', '', 'database'),
  ],
  [
    /_(?:redis|valkey|memcached?|cache|kvstore)(?:_(?:instance|cluster))?$/,
    elementRule('resource', 'cache', '', 'cache'),
  ],
  [
    /_(?:elasticsearch|opensearch|search)(?:_(?:instance|cluster|service|domain))?$/,
    elementRule('resource', 'search-engine', '', 'search'),
  ],
  [
    /_(?:kafka|rabbitmq|message_broker|broker|service_bus|event_bus)(?:_(?:instance|cluster))?$/,
    elementRule('resource', 'message-broker', '', 'broker'),
  ],
  [/_(?:queue)$/, elementRule('resource', 'queue', '', 'queue')],
  [/_(?:topic)$/, elementRule('resource', 'topic', '', 'topic')],
  [/_(?:stream)$/, elementRule('resource', 'stream', '', 'stream')],
  [
    /_(?:bucket|object_storage|file_?system)$/,
    elementRule('resource', 'storage', '', 'storage'),
  ],
  [
    /_(?:function|lambda)$/,
    elementRule('component', 'function', '', 'function'),
  ],
  [
    /_(?:load_?balancer|lb|slb|alb|nlb)(?:_load_balancer)?$/,
    elementRule('resource', 'load-balancer', '', 'load balancer'),
  ],
  [/_(?:cdn|distribution)$/, elementRule('resource', 'cdn', '', 'cdn')],
  [
    /_(?:api_gateway|apigateway|gateway_api)$/,
    elementRule('component', 'api-gateway', '', 'api gateway'),
  ],
  [
    /_(?:container_registry|registry)$/,
    elementRule('resource', 'registry', '', 'registry'),
  ],
  [/_(?:vault)$/, elementRule('resource', 'secret-store', '', 'vault')],
  [
    /_(?:website|static_site|frontend)$/,
    elementRule('component', 'website', '', 'website'),
  ],
  [
    /_(?:warehouse|data_warehouse)$/,
    elementRule('resource', 'data-warehouse', '', 'warehouse'),
  ],
  [
    /_(?:web_?app|app|application|service|container|instance|server|droplet|machine|vm|deployment|job|worker)$/,
    elementRule('component', 'service', '', 'service'),
  ],
  [
    /_(?:kubernetes|k8s|kubernetes_engine|cluster)(?:_(?:cluster))?$/,
    elementRule('resource', 'cluster', '', 'cluster'),
  ],
];

/** Providers whose resources describe no infrastructure that runs. */
const NO_INFRASTRUCTURE =
  /^(?:random|null|time|tls|local|template|external|archive|http|github|gitlab|bitbucket|pagerduty|opsgenie|datadog|newrelic|grafana|sentry|terraform|tfe|vault|consul|okta|auth0|azuread|azuredevops|azurecaf|azapi|kubectl|cloudinit|assert|flux|argocd|spacelift|snowflake|postgresql|mysql|rabbitmq|kafka|elasticstack|launchdarkly|nomad|acme)_/;

/**
 * A rule for a type without a row, by the words of its name. For the large providers, whose tables are complete, only
 * what is new since then comes here, so the same words hold.
 */
export function generalRule(
  type: string,
  known: boolean,
): ElementRule | undefined {
  if (NO_INFRASTRUCTURE.test(type) || ACCESSORY.test(type)) return undefined;
  const rule = SUFFIXES.find(([pattern]) => pattern.test(type))?.[1];
  if (!rule) return undefined;
  // of a provider with a table, a service or an instance without a row is most likely something's setting
  if (known && /^(?:service|cluster)$/.test(rule.noun)) return undefined;
  const parts = type.split('_').slice(1);
  for (let length = Math.min(3, parts.length); length > 0; length--) {
    for (let i = 0; i + length <= parts.length; i++) {
      const found = findTechnology(parts.slice(i, i + length).join(''));
      if (found?.role === 'product' && found.type === rule.type) {
        return { ...rule, technology: found.name };
      }
    }
  }
  return rule;
}
