import { findTechnology } from '../../vocabulary';
import { generalRule } from '../cloud';

/** Type of a module of which nothing is drawn: what it is given passes on to what uses it. */
export const PASS_ON = 'module';

/** Well-known modules of the public registries: what they make, in resource types; `-` is plumbing. */
const AWS: Record<string, string> = {
  rds: 'aws_db_instance',
  'rds-aurora': 'aws_rds_cluster',
  'rds-cluster': 'aws_rds_cluster',
  'rds-proxy': '-',
  lambda: 'aws_lambda_function',
  'lambda-function': 'aws_lambda_function',
  'dynamodb-table': 'aws_dynamodb_table',
  dynamodb: 'aws_dynamodb_table',
  's3-bucket': 'aws_s3_bucket',
  sqs: 'aws_sqs_queue',
  'sqs-queue': 'aws_sqs_queue',
  sns: 'aws_sns_topic',
  'sns-topic': 'aws_sns_topic',
  alb: 'aws_lb',
  nlb: 'aws_lb',
  elb: 'aws_elb',
  ecs: 'aws_ecs_cluster',
  'ecs/cluster': 'aws_ecs_cluster',
  'ecs/service': 'aws_ecs_service',
  'ecs-cluster': 'aws_ecs_cluster',
  'ecs-web-app': 'aws_ecs_service',
  'ecs-alb-service-task': 'aws_ecs_service',
  eks: 'aws_eks_cluster',
  'eks-cluster': 'aws_eks_cluster',
  'ec2-instance': 'aws_instance',
  'ec2-bastion-server': 'aws_instance',
  'ec2-autoscale-group': 'aws_autoscaling_group',
  autoscaling: 'aws_autoscaling_group',
  elasticache: 'aws_elasticache_replication_group',
  'elasticache-redis': 'aws_elasticache_replication_group',
  'elasticache-memcached': 'aws_elasticache_cluster',
  'memory-db': 'aws_memorydb_cluster',
  opensearch: 'aws_opensearch_domain',
  elasticsearch: 'aws_elasticsearch_domain',
  'msk-kafka-cluster': 'aws_msk_cluster',
  'msk-apache-kafka-cluster': 'aws_msk_cluster',
  'mq-broker': 'aws_mq_broker',
  cloudfront: 'aws_cloudfront_distribution',
  'cloudfront-cdn': 'aws_cloudfront_distribution',
  'cloudfront-s3-cdn': 'aws_cloudfront_distribution',
  'apigateway-v2': 'aws_apigatewayv2_api',
  'api-gateway': 'aws_api_gateway_rest_api',
  eventbridge: 'aws_cloudwatch_event_bus',
  'step-functions': 'aws_sfn_state_machine',
  'step-function': 'aws_sfn_state_machine',
  ecr: 'aws_ecr_repository',
  redshift: 'aws_redshift_cluster',
  'app-runner': 'aws_apprunner_service',
  'elastic-beanstalk-environment': 'aws_elastic_beanstalk_environment',
  efs: 'aws_efs_file_system',
  fsx: 'aws_fsx_lustre_file_system',
  documentdb: 'aws_docdb_cluster',
  'documentdb-cluster': 'aws_docdb_cluster',
  'route53/zones': 'aws_route53_zone',
  appsync: 'aws_appsync_graphql_api',
  emr: 'aws_emr_cluster',
  batch: 'aws_batch_compute_environment',
  kinesis: 'aws_kinesis_stream',
  'kinesis-stream': 'aws_kinesis_stream',
  'kinesis-firehose': 'aws_kinesis_firehose_delivery_stream',
  cognito: 'aws_cognito_user_pool',
  'cognito-user-pool': 'aws_cognito_user_pool',
  waf: 'aws_wafv2_web_acl',
  'global-accelerator': 'aws_globalaccelerator_accelerator',
  'managed-service-prometheus': '-',
  'security-group': 'aws_security_group',
};
const GOOGLE: Record<string, string> = {
  'sql-db': 'google_sql_database_instance',
  memorystore: 'google_redis_instance',
  'kubernetes-engine': 'google_container_cluster',
  'cloud-storage': 'google_storage_bucket',
  pubsub: 'google_pubsub_topic',
  'cloud-run': 'google_cloud_run_service',
  'event-function': 'google_cloudfunctions_function',
  'cloud-functions': 'google_cloudfunctions2_function',
  'scheduled-function': 'google_cloudfunctions_function',
  'lb-http': 'google_compute_url_map',
  lb: 'google_compute_forwarding_rule',
  'lb-internal': 'google_compute_forwarding_rule',
  bigquery: 'google_bigquery_dataset',
  vm: 'google_compute_instance',
  'vm/mig': 'google_compute_region_instance_group_manager',
  'vm/instance_template': 'google_compute_instance_template',
  'cloud-dns': 'google_dns_managed_zone',
  'cloud-spanner': 'google_spanner_instance',
  'alloy-db': 'google_alloydb_cluster',
  composer: 'google_composer_environment',
  dataflow: 'google_dataflow_job',
  workflows: 'google_workflows_workflow',
  'artifact-registry': 'google_artifact_registry_repository',
  'cloud-armor': 'google_compute_security_policy',
  'bastion-host': 'google_compute_instance',
};
const AZURE: Record<string, string> = {
  aks: 'azurerm_kubernetes_cluster',
  postgresql: 'azurerm_postgresql_server',
  mysql: 'azurerm_mysql_server',
  database: 'azurerm_mssql_server',
  'avm-res-keyvault-vault': 'azurerm_key_vault',
  'avm-res-storage-storageaccount': 'azurerm_storage_account',
  'avm-res-web-site': 'azurerm_linux_web_app',
  'avm-res-web-staticsite': 'azurerm_static_web_app',
  'avm-res-app-containerapp': 'azurerm_container_app',
  'avm-res-app-managedenvironment': 'azurerm_container_app_environment',
  'avm-res-sql-server': 'azurerm_mssql_server',
  'avm-res-dbforpostgresql-flexibleserver':
    'azurerm_postgresql_flexible_server',
  'avm-res-dbformysql-flexibleserver': 'azurerm_mysql_flexible_server',
  'avm-res-documentdb-databaseaccount': 'azurerm_cosmosdb_account',
  'avm-res-cache-redis': 'azurerm_redis_cache',
  'avm-res-servicebus-namespace': 'azurerm_servicebus_namespace',
  'avm-res-eventhub-namespace': 'azurerm_eventhub_namespace',
  'avm-res-containerregistry-registry': 'azurerm_container_registry',
  'avm-res-containerservice-managedcluster': 'azurerm_kubernetes_cluster',
  'avm-res-apimanagement-service': 'azurerm_api_management',
  'avm-res-network-applicationgateway': 'azurerm_application_gateway',
  'avm-res-network-loadbalancer': 'azurerm_lb',
  'avm-res-network-azurefirewall': 'azurerm_firewall',
  'avm-res-cdn-profile': 'azurerm_cdn_frontdoor_profile',
  'avm-res-insights-component': 'azurerm_application_insights',
  'avm-res-operationalinsights-workspace': 'azurerm_log_analytics_workspace',
  'avm-res-cognitiveservices-account': 'azurerm_cognitive_account',
  'avm-res-search-searchservice': 'azurerm_search_service',
  'avm-res-compute-virtualmachine': 'azurerm_linux_virtual_machine',
  'avm-res-compute-virtualmachinescaleset':
    'azurerm_linux_virtual_machine_scale_set',
};
const BY_PROVIDER: Record<string, Record<string, string>> = {
  aws: AWS,
  google: GOOGLE,
  'google-beta': GOOGLE,
  azurerm: AZURE,
};

const REGISTRY =
  /^(?:[\w.-]+\.[a-z]+\/)?([\w-]+)\/([\w-]+)\/([\w-]+)(?:\/\/(?:modules\/)?([\w/-]+))?$/;
/** Words of a module's name that say it is plumbing. */
const PLUMBING =
  /(?:^|[-_/])(?:vpc|vnet|network|networking|subnets?|iam|irsa|role|roles|policy|policies|security|sg|nsg|firewall|kms|acm|certificate|cert|label|labels|naming|tags?|null|context|project|projects|project-?factory|project_services|bootstrap|backend|state|tfstate|dns|nat|route|routes|peering|resource[-_]?group|rg|identity|monitoring|logging|logs?|alarms?|budget|endpoint|endpoints|secrets?|ssm|addons?|blueprints?|workload[-_]identity|address|service[-_]accounts?)(?:$|[-_/])/i;

/** The resource type that stands for a module that is not among the files. */
export interface ModuleGuess {
  type: string;
  /** The registry's module is known, so the guess is none. */
  known: boolean;
}

/** What a module makes, from its source in a public registry, else from the words of its source and label. */
export function guessModule(source: string, label: string): ModuleGuess {
  const registry = REGISTRY.exec(source);
  if (registry) {
    const [, , name, provider, sub] = registry;
    const table = BY_PROVIDER[provider];
    const type =
      (sub && table?.[`${name}/${sub}`]) ??
      (sub && isSetting(sub) ? undefined : table?.[name]);
    if (type) return { type: type === '-' ? PASS_ON : type, known: true };
    if (table && PLUMBING.test(sub ?? name))
      return { type: PASS_ON, known: true };
  }
  const path = source
    .replace(/[?#].*$/, '')
    .replace(/^git::|\.git(?=$|\/)/g, '')
    .split('/')
    .filter(
      part => part && part !== '.' && part !== '..' && part !== 'modules',
    );
  const last = registry
    ? registry[4]?.split('/').pop() ?? registry[2]
    : path[path.length - 1] ?? '';
  const name = last
    .replace(/^terraform-(?:aws|google|azurerm|azure)-/, '')
    .replace(/^tf-/, '');
  for (const words of [name, label]) {
    if (PLUMBING.test(words)) return { type: PASS_ON, known: false };
    const type = typeOfWords(words);
    if (type) return { type, known: false };
  }
  return { type: PASS_ON, known: false };
}

function isSetting(sub: string): boolean {
  return (
    PLUMBING.test(sub) ||
    /(?:^|[-_/])(?:user|alias|notification|object|subscription|permissions?|event|capacity|node[-_]?group|self-managed|fargate|hibernation|db_(?:option|parameter|subnet)_group|wrappers)/.test(
      sub,
    )
  );
}

/** Names that teams give to modules of their own, written as one word. */
const COMMON: Array<[RegExp, string]> = [
  [/app_?service_?plan/, PASS_ON],
  [/app_?service|web_?app/, 'azurerm_linux_web_app'],
  [/static_?(?:web_?(?:app|site)|site|website)/, 'module:component/website'],
  [/function_?app/, 'azurerm_linux_function_app'],
  [
    /container_?app_?env|managed_?environment/,
    'azurerm_container_app_environment',
  ],
  [/container_?app/, 'azurerm_container_app'],
  [/cosmos/, 'azurerm_cosmosdb_account'],
  [/key_?vault/, 'azurerm_key_vault'],
  [/log_?analytics/, 'azurerm_log_analytics_workspace'],
  [/app(?:lication)?_?insights/, 'azurerm_application_insights'],
  [/service_?bus/, 'azurerm_servicebus_namespace'],
  [/event_?hub/, 'azurerm_eventhub_namespace'],
  [/storage_?account/, 'azurerm_storage_account'],
  [/front_?door/, 'azurerm_cdn_frontdoor_profile'],
  [/app(?:lication)?_?gateway/, 'azurerm_application_gateway'],
  [/(?:^|_)apim(?:_|$)|api_?management/, 'azurerm_api_management'],
  [/cloud_?run/, 'google_cloud_run_v2_service'],
  [/cloud_?sql/, 'google_sql_database_instance'],
  [/cloud_?function/, 'google_cloudfunctions2_function'],
  [/memory_?store/, 'google_redis_instance'],
  [/pub_?sub/, 'google_pubsub_topic'],
  [/big_?query/, 'google_bigquery_dataset'],
  [/aurora/, 'aws_rds_cluster'],
  [/dynamo/, 'aws_dynamodb_table'],
  [/elasti_?cache/, 'aws_elasticache_replication_group'],
  [/ecs_?(?:service|task)|fargate/, 'aws_ecs_service'],
  [/beanstalk/, 'aws_elastic_beanstalk_environment'],
  [/event_?bridge/, 'aws_cloudwatch_event_bus'],
  [/step_?function|state_?machine/, 'aws_sfn_state_machine'],
  [/^(?:gke|aks|eks|ecs|k8s|kubernetes)$/, 'module:resource/cluster'],
  [
    /(?:^|_)(?:frontend|front_end|website|web|ui|spa|webapp|portal|dashboard|storefront)(?:_|$)/,
    'module:component/website',
  ],
  [
    /(?:^|_)(?:worker|consumer|processor|scheduler)(?:_|$)/,
    'module:component/worker',
  ],
  [
    /(?:^|_)(?:backend|api|app|application|server|microservice|service|asg|ec2|vm|compute|bastion)(?:_|$)/,
    'module:component/service',
  ],
  [
    /(?:^|_)(?:asset|bucket|storage|object_?store)s?(?:_|$)/,
    'module:resource/storage',
  ],
  [/(?:^|_)(?:data_?base|data_?store|db)s?(?:_|$)/, 'module:resource/database'],
];

/** What a module's name says that it makes. */
function typeOfWords(words: string): string | undefined {
  const snake = words
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-\s]+/g, '_')
    .toLowerCase();
  const technology = [snake, ...snake.split('_').reverse()]
    .map(word => findTechnology(word))
    .find(
      found =>
        found?.role === 'product' ||
        (found?.role === 'compute' && found.kind === 'component'),
    );
  if (technology) {
    return `module:${technology.kind}/${technology.type}/${technology.name}`;
  }
  const common = COMMON.find(([pattern]) => pattern.test(snake));
  if (common) return common[1];
  const rule = generalRule(`module_${snake}`, false);
  return rule ? `module:${rule.kind}/${rule.type}` : undefined;
}
