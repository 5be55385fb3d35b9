import { ruleOfType } from '../cloud';
import { snake } from '../cloudformation/types';

/** Tokens whose name in Terraform is not the same words: package, module and type. */
const NAMES: Record<string, string> = {
  'aws:alb:LoadBalancer': 'aws_lb',
  'aws:lb:LoadBalancer': 'aws_lb',
  'aws:elb:LoadBalancer': 'aws_elb',
  'aws:rds:Instance': 'aws_db_instance',
  'aws:autoscaling:Group': 'aws_autoscaling_group',
  'aws:cfg:Rule': 'aws_config_rule',
  'awsx:ecs:FargateService': 'aws_ecs_service',
  'awsx:ecs:EC2Service': 'aws_ecs_service',
  'awsx:lb:ApplicationLoadBalancer': 'aws_lb',
  'awsx:lb:NetworkLoadBalancer': 'aws_lb',
  'awsx:ecr:Repository': 'aws_ecr_repository',
  'aws-apigateway:index:RestAPI': 'aws_api_gateway_rest_api',
  'eks:index:Cluster': 'aws_eks_cluster',
  'gcp:cloudrun:IamMember': 'google_cloud_run_service_iam_member',
  'gcp:cloudrun:IamBinding': 'google_cloud_run_service_iam_binding',
  'gcp:serviceaccount:Account': 'google_service_account',
  'azure-native:app:ContainerApp': 'azurerm_container_app',
  'azure-native:app:ManagedEnvironment': 'azurerm_container_app_environment',
  'azure-native:apimanagement:ApiManagementService': 'azurerm_api_management',
  'azure-native:authorization:RoleAssignment': 'azurerm_role_assignment',
  'azure-native:cache:Redis': 'azurerm_redis_cache',
  'azure-native:cdn:Profile': 'azurerm_cdn_profile',
  'azure-native:cdn:Endpoint': 'azurerm_cdn_endpoint',
  'azure-native:cognitiveservices:Account': 'azurerm_cognitive_account',
  'azure-native:containerinstance:ContainerGroup': 'azurerm_container_group',
  'azure-native:containerregistry:Registry': 'azurerm_container_registry',
  'azure-native:containerservice:ManagedCluster': 'azurerm_kubernetes_cluster',
  'azure-native:cosmosdb:DatabaseAccount': 'azurerm_cosmosdb_account',
  'azure-native:documentdb:DatabaseAccount': 'azurerm_cosmosdb_account',
  'azure-native:dbforpostgresql:Server': 'azurerm_postgresql_flexible_server',
  'azure-native:dbformysql:Server': 'azurerm_mysql_flexible_server',
  'azure-native:eventgrid:Topic': 'azurerm_eventgrid_topic',
  'azure-native:eventhub:Namespace': 'azurerm_eventhub_namespace',
  'azure-native:eventhub:EventHub': 'azurerm_eventhub',
  'azure-native:insights:Component': 'azurerm_application_insights',
  'azure-native:keyvault:Vault': 'azurerm_key_vault',
  'azure-native:keyvault:Secret': 'azurerm_key_vault_secret',
  'azure-native:managedidentity:UserAssignedIdentity':
    'azurerm_user_assigned_identity',
  'azure-native:network:ApplicationGateway': 'azurerm_application_gateway',
  'azure-native:network:LoadBalancer': 'azurerm_lb',
  'azure-native:operationalinsights:Workspace':
    'azurerm_log_analytics_workspace',
  'azure-native:search:Service': 'azurerm_search_service',
  'azure-native:servicebus:Namespace': 'azurerm_servicebus_namespace',
  'azure-native:servicebus:Queue': 'azurerm_servicebus_queue',
  'azure-native:servicebus:Topic': 'azurerm_servicebus_topic',
  'azure-native:signalrservice:SignalR': 'azurerm_signalr_service',
  'azure-native:sql:Server': 'azurerm_mssql_server',
  'azure-native:sql:Database': 'azurerm_mssql_database',
  'azure-native:storage:StorageAccount': 'azurerm_storage_account',
  'azure-native:storage:BlobContainer': 'azurerm_storage_container',
  'azure-native:storage:Queue': 'azurerm_storage_queue',
  'azure-native:web:StaticSite': 'azurerm_static_web_app',
  'azure-native:web:WebApp': 'azurerm_linux_web_app',
};
const PREFIXES: Record<string, string> = {
  aws: 'aws',
  'aws-native': 'aws',
  gcp: 'google',
  'google-native': 'google',
  azure: 'azurerm',
  kubernetes: 'kubernetes',
  docker: 'docker',
  digitalocean: 'digitalocean',
  cloudflare: 'cloudflare',
  mongodbatlas: 'mongodbatlas',
  confluentcloud: 'confluent',
};
const MODULES: Record<string, string> = {
  apigateway: 'api_gateway',
  cloudrun: 'cloud_run',
  cloudrunv2: 'cloud_run_v2',
  cloudfunctionsv2: 'cloudfunctions2',
  cloudscheduler: 'cloud_scheduler',
  cloudtasks: 'cloud_tasks',
  secretmanager: 'secret_manager',
  artifactregistry: 'artifact_registry',
  appservice: '',
  index: '',
};

/** A Pulumi type token (`aws:s3/bucket:Bucket`, `aws:s3:BucketV2`) in Terraform's names. */
export function toTerraformType(token: string): string {
  const parts = token.split(':');
  const provider = parts[0];
  const name = parts[parts.length - 1];
  const module =
    parts.length > 2 ? parts[1].split('/')[0].replace(/@.*$/, '') : 'index';
  const known = NAMES[`${provider}:${module}:${name.replace(/V2$/, '')}`];
  if (known) return known;
  const prefix = PREFIXES[provider] ?? provider.replace(/-/g, '_');
  const type = snake(name.replace(/V[2-9]$/, ''));
  const group = MODULES[module] ?? module.replace(/-/g, '_').toLowerCase();
  if (prefix === 'kubernetes') return `kubernetes_${type}`;
  const candidates = [
    group && group !== type
      ? `${prefix}_${group}_${type}`
      : `${prefix}_${type}`,
    `${prefix}_${type}`,
  ];
  return (
    candidates.find(candidate => ruleOfType(candidate).role !== 'none') ??
    candidates[0]
  );
}
