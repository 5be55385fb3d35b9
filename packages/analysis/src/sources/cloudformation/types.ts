/** Resource types whose name in Terraform is not the same words. */
const NAMES: Record<string, string> = {
  'AWS::AmazonMQ::Broker': 'aws_mq_broker',
  'AWS::ApiGateway::Method': 'aws_api_gateway_method',
  'AWS::ApiGateway::RestApi': 'aws_api_gateway_rest_api',
  'AWS::ApiGatewayV2::Api': 'aws_apigatewayv2_api',
  'AWS::AppRunner::Service': 'aws_apprunner_service',
  'AWS::AppSync::DataSource': 'aws_appsync_datasource',
  'AWS::AppSync::GraphQLApi': 'aws_appsync_graphql_api',
  'AWS::AutoScaling::AutoScalingGroup': 'aws_autoscaling_group',
  'AWS::AutoScaling::LaunchConfiguration': 'aws_launch_configuration',
  'AWS::DAX::Cluster': 'aws_dax_cluster',
  'AWS::DocDB::DBCluster': 'aws_docdb_cluster',
  'AWS::DocDB::DBInstance': 'aws_docdb_cluster_instance',
  'AWS::DynamoDB::GlobalTable': 'aws_dynamodb_table',
  'AWS::DynamoDB::Table': 'aws_dynamodb_table',
  'AWS::EC2::Instance': 'aws_instance',
  'AWS::EC2::LaunchTemplate': 'aws_launch_template',
  'AWS::EC2::SecurityGroup': 'aws_security_group',
  'AWS::EC2::SecurityGroupEgress': 'aws_security_group_egress',
  'AWS::EC2::SecurityGroupIngress': 'aws_security_group_ingress',
  'AWS::ECS::TaskDefinition': 'aws_ecs_task_definition',
  'AWS::EKS::Nodegroup': 'aws_eks_node_group',
  'AWS::EMR::Cluster': 'aws_emr_cluster',
  'AWS::ElastiCache::CacheCluster': 'aws_elasticache_cluster',
  'AWS::ElastiCache::ReplicationGroup': 'aws_elasticache_replication_group',
  'AWS::ElastiCache::ServerlessCache': 'aws_elasticache_serverless_cache',
  'AWS::ElasticBeanstalk::Environment': 'aws_elastic_beanstalk_environment',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'aws_elb',
  'AWS::ElasticLoadBalancingV2::Listener': 'aws_lb_listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'aws_lb_listener_rule',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'aws_lb',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'aws_lb_target_group',
  'AWS::Elasticsearch::Domain': 'aws_elasticsearch_domain',
  'AWS::Events::EventBus': 'aws_cloudwatch_event_bus',
  'AWS::Events::Rule': 'aws_cloudwatch_event_rule',
  'AWS::IAM::ManagedPolicy': 'aws_iam_policy_attachment',
  'AWS::IAM::Policy': 'aws_iam_role_policy',
  'AWS::IAM::RolePolicy': 'aws_iam_role_policy',
  'AWS::KinesisFirehose::DeliveryStream':
    'aws_kinesis_firehose_delivery_stream',
  'AWS::Lambda::Url': 'aws_lambda_function_url',
  'AWS::Lambda::Version': 'aws_lambda_alias',
  'AWS::MSK::Cluster': 'aws_msk_cluster',
  'AWS::MSK::ServerlessCluster': 'aws_msk_serverless_cluster',
  'AWS::MemoryDB::Cluster': 'aws_memorydb_cluster',
  'AWS::Neptune::DBCluster': 'aws_neptune_cluster',
  'AWS::Neptune::DBInstance': 'aws_neptune_cluster_instance',
  'AWS::OpenSearchServerless::Collection':
    'aws_opensearchserverless_collection',
  'AWS::OpenSearchService::Domain': 'aws_opensearch_domain',
  'AWS::RDS::DBCluster': 'aws_rds_cluster',
  'AWS::RDS::DBInstance': 'aws_db_instance',
  'AWS::RDS::DBProxy': 'aws_db_proxy',
  'AWS::RDS::DBProxyTargetGroup': 'aws_db_proxy_target',
  'AWS::Redshift::Cluster': 'aws_redshift_cluster',
  'AWS::Route53::HostedZone': 'aws_route53_zone',
  'AWS::Route53::RecordSet': 'aws_route53_record',
  'AWS::Route53::RecordSetGroup': 'aws_route53_record',
  'AWS::SNS::Subscription': 'aws_sns_topic_subscription',
  'AWS::SageMaker::Endpoint': 'aws_sagemaker_endpoint',
  'AWS::Scheduler::Schedule': 'aws_scheduler_schedule',
  'AWS::Serverless::Api': 'aws_api_gateway_rest_api',
  'AWS::Serverless::Connector': 'aws_serverless_connector',
  'AWS::Serverless::Function': 'aws_lambda_function',
  'AWS::Serverless::GraphQLApi': 'aws_appsync_graphql_api',
  'AWS::Serverless::HttpApi': 'aws_apigatewayv2_api',
  'AWS::Serverless::SimpleTable': 'aws_dynamodb_table',
  'AWS::Serverless::StateMachine': 'aws_sfn_state_machine',
  'AWS::StepFunctions::StateMachine': 'aws_sfn_state_machine',
  'AWS::Timestream::Database': 'aws_timestreamwrite_database',
  'AWS::WAFv2::WebACL': 'aws_wafv2_web_acl',
  'AWS::WAFv2::WebACLAssociation': 'aws_wafv2_web_acl_association',
};

/** A CloudFormation type in Terraform's names, which the tables of resource types are written in. */
export function toTerraformType(type: string): string {
  const known = NAMES[type];
  if (known) return known;
  const [provider, service = '', resource = ''] = type.split('::');
  if (provider !== 'AWS') return `other_${snake(resource || service)}`;
  return `aws_${service.toLowerCase()}_${snake(resource)}`;
}

/** `DBInstanceIdentifier` → `db_instance_identifier`; names in capitals (environment variables) stay as they are. */
export function snake(name: string): string {
  if (!/[a-z]/.test(name)) return name;
  return name
    .replace(
      /(ARN|ID|URL|URI)s(?=[A-Z]|$)/g,
      (_, word: string) => `${word[0]}${word.slice(1).toLowerCase()}s`,
    )
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
