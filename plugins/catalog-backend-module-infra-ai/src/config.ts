import type { Config } from '@backstage/config';

/**
 * One entry of `catalog.providers.github`, as far as it decides whether a repository is discovered. The provider itself
 * reads the same configuration: `@backstage/plugin-catalog-backend-module-github`.
 */
export interface GithubProviderConfig {
  id: string;
  /** Organization or user; absent for a provider that follows the installations of a GitHub App. */
  organization?: string;
  host: string;
  catalogPath: string;
  filters: {
    repository?: string;
    branch?: string;
    topic: { include?: string[]; exclude?: string[] };
    visibility?: string[];
  };
}

export function readGithubProviders(config: Config): GithubProviderConfig[] {
  const providers = config.getOptionalConfig('catalog.providers.github');
  if (!providers) {
    return [];
  }
  if (providers.has('organization') || providers.has('app')) {
    return [readProvider('default', providers)];
  }
  return providers.keys().map(id => readProvider(id, providers.getConfig(id)));
}

function readProvider(id: string, config: Config): GithubProviderConfig {
  return {
    id,
    organization: config.getOptionalString('organization'),
    host: config.getOptionalString('host') ?? 'github.com',
    catalogPath:
      config.getOptionalString('catalogPath') ?? '/catalog-info.yaml',
    filters: {
      repository: config.getOptionalString('filters.repository'),
      branch: config.getOptionalString('filters.branch'),
      topic: {
        include: config.getOptionalStringArray('filters.topic.include'),
        exclude: config.getOptionalStringArray('filters.topic.exclude'),
      },
      visibility: config.getOptionalStringArray('filters.visibility'),
    },
  };
}

/** The hosts with a GitHub integration, that of `infraAi.publish.host` first. */
export function readPublishHosts(config: Config): string[] {
  const preferred = config.getOptionalString('infraAi.publish.host');
  const configured = (
    config.getOptionalConfigArray('integrations.github') ?? []
  ).map(one => one.getOptionalString('host') ?? 'github.com');
  const hosts = [...(preferred ? [preferred] : []), ...configured];
  return hosts.length > 0 ? [...new Set(hosts)] : ['github.com'];
}

/** What the catalog allows when `catalog.rules` is not set. */
const DEFAULT_RULES = ['Component', 'API', 'Location'];

/** Kinds of published entities that `catalog.rules` keeps out of the catalog. */
export function findForbiddenKinds(config: Config): string[] {
  const rules = config.getOptionalConfigArray('catalog.rules');
  const allowed = new Set(
    (rules ? rules.flatMap(readAllowedKinds) : DEFAULT_RULES).map(kind =>
      kind.toLowerCase(),
    ),
  );
  return ['System', 'Component', 'Resource', 'API'].filter(
    kind => !allowed.has(kind.toLowerCase()),
  );
}

/** A rule lists kinds by name, or as objects that may narrow them by `spec.type`. */
function readAllowedKinds(rule: Config): string[] {
  const allow = rule.get('allow');
  return Array.isArray(allow)
    ? allow.map(entry =>
        typeof entry === 'string'
          ? entry
          : String((entry as { kind?: string }).kind),
      )
    : [];
}
