import { factOf, type CloudResource } from './model';

/** Settings that hold the name by which a resource is deployed, best first. */
const NAME_PATHS =
  // Azure Developer CLI and Kubernetes name what a resource is for by a tag
  (
    'tags.azd-service-name labels.app.kubernetes.io/name ' +
    'name function_name identifier cluster_identifier db_cluster_identifier db_instance_identifier cluster_name ' +
    'replication_group_id cluster_id bucket bucket_name table_name queue_name topic_name domain_name service_name stream_name ' +
    'user_pool_name repository_name load_balancer_name broker_name family state_machine_name dataset_id instance_id account_id ' +
    'api_name app_name database_name job_name file_system_name creation_token metadata.name service display_name friendly_name ' +
    'tags.name tag.name'
  ).split(' ');
/** Settings that hold the start of a name. */
const PREFIX_PATHS = [
  'name_prefix',
  'bucket_prefix',
  'identifier_prefix',
  'cluster_identifier_prefix',
];
/** Types whose `domain_name`, `service` or `bucket` is something else. */
const NOT_A_NAME: Record<string, RegExp> = {
  aws_cloudfront_distribution: /^(?:domain_name|bucket)/,
  aws_ecs_cluster: /^service$/,
};

/** Labels that say "the one of this type". */
const EMPTY_LABEL =
  /^(?:main|this|default|\(default\)|primary|self|it|example|sample|resource|my|the|my_?app|app_?main)$/i;
/** Labels that repeat the type: a deployed name tells more. */
const TYPE_LABEL =
  /^(?:instance|cluster|service|function|lambda|bucket|table|queue|topic|server|database|db|vm|virtual_machine|container|container_app|app_service|webapp|web_app|website|lb|alb|nlb|load_balancer|distribution|registry|ecr|acr|repo|repository|zone|user_pool|account|storage|storage_account|sa|kv|key_vault|keyvault|aks|eks|gke|k8s|sql|postgres|postgresql|mysql|redis|cache|cosmos|cosmosdb|namespace|api|apigw|api_gateway|gateway|rest_api|http_api|domain|workspace|broker|fn|task|job|node|stream)\d*$/i;

/** What an element is called, and what else it is known by. */
export interface Naming {
  name: string;
  title?: string;
  aliases: string[];
}

/**
 * The name of a resource: the one written in the template, else its label, else what is known of the deployed name, else
 * the module that makes it, else a word for its type. A name built from variables carries an environment's prefix, so
 * the label comes before it where the label tells something.
 */
export function nameOf(resource: CloudResource, noun: string): Naming {
  const { label, module, repeated } = resource;
  const skip = NOT_A_NAME[resource.type];
  const fact = factOf(
    resource,
    ...NAME_PATHS.filter(path => !skip?.test(path)),
  );
  // variables of a tool that only it can fill: `seats-${sls:stage}`
  const open = fact?.text?.includes('${') ? fact.text : undefined;
  const deployed = fact?.text && !open ? clean(fact.text) : undefined;
  const prefix = fact ? undefined : factOf(resource, ...PREFIX_PATHS);
  const start =
    open?.replace(/\$\{[^}]*\}/g, '') ??
    fact?.hint ??
    prefix?.text ??
    prefix?.hint;
  const partial = start ? clean(start) : undefined;
  const ownLabel = label && !EMPTY_LABEL.test(label) ? label : undefined;
  const goodLabel =
    ownLabel && !TYPE_LABEL.test(ownLabel) ? ownLabel : undefined;
  const moduleLabel = module && !EMPTY_LABEL.test(module) ? module : undefined;
  const goodPartial =
    partial && !EMPTY_LABEL.test(partial) && partial.length > 1
      ? partial
      : undefined;

  const written =
    fact?.literal && deployed && !EMPTY_LABEL.test(deployed)
      ? deployed
      : undefined;
  const name =
    written ??
    (repeated ? deployed ?? moduleLabel : undefined) ??
    goodLabel ??
    (ownLabel && !module ? ownLabel : undefined) ??
    deployed ??
    goodPartial ??
    moduleLabel ??
    ownLabel;
  const known = bounded(name);
  const shown =
    deployed && !EMPTY_LABEL.test(deployed) ? deployed : goodPartial;
  const title = bounded(known ? shown : resource.address);
  return {
    name: known ?? noun,
    ...(title && title !== known ? { title } : {}),
    aliases: deployed && deployed !== known ? [deployed] : [],
  };
}

/** A text as the model takes it. */
function bounded(text: string | undefined): string | undefined {
  return text?.trim().slice(0, 200).trim() || undefined;
}

/** A name without the ends that an unknown value left behind, and without a path before it. */
function clean(text: string): string | undefined {
  const cleaned = text
    .replace(/\s+/g, ' ')
    .replace(/([-_./])[-_./]+/g, '$1')
    .replace(/^[-_./\s]+|[-_./\s]+$/g, '');
  return cleaned.length > 0 && cleaned.length <= 200 ? cleaned : undefined;
}

/** The name under which a resource is deployed, for finding mentions of it in text. */
export function deployedName(resource: CloudResource): string | undefined {
  const skip = NOT_A_NAME[resource.type];
  return factOf(resource, ...NAME_PATHS.filter(path => !skip?.test(path)))
    ?.text;
}
