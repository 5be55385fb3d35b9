import type { Config } from '@backstage/config';
import { Minimatch } from 'minimatch';

/**
 * One entry of `catalog.providers.github`: whose repositories discovery reads, and which of them it takes. The same
 * configuration and defaults as `@backstage/plugin-catalog-backend-module-github` 0.14.
 */
export interface DiscoveryProvider {
  id: string;
  host: string;
  /** Organization or user; absent for a provider that follows the installations of a GitHub App. */
  organization?: string;
  /** Without a slash in front; may have wildcards. */
  catalogPath: string;
  branch?: string;
  repository?: RegExp;
  topic: { include?: string[]; exclude?: string[] };
  visibility: string[];
  allowForks: boolean;
  allowArchived: boolean;
}

/** What decides whether a repository is taken. */
export interface DiscoverableRepository {
  name: string;
  topics: string[];
  isArchived: boolean;
  isFork: boolean;
  visibility: string;
  defaultBranch?: string;
}

export function readDiscoveryProviders(config: Config): DiscoveryProvider[] {
  const providers = config.getOptionalConfig('catalog.providers.github');
  if (!providers) {
    return [];
  }
  if (providers.has('organization') || providers.has('app')) {
    return [readProvider('default', providers)];
  }
  return providers.keys().map(id => readProvider(id, providers.getConfig(id)));
}

function readProvider(id: string, config: Config): DiscoveryProvider {
  const pattern = config.getOptionalString('filters.repository');
  return {
    id,
    host: config.getOptionalString('host') ?? 'github.com',
    organization: config.getOptionalString('organization'),
    catalogPath: (
      config.getOptionalString('catalogPath') ?? '/catalog-info.yaml'
    ).replace(/^\//, ''),
    branch: config.getOptionalString('filters.branch'),
    repository: pattern ? wholeLine(pattern) : undefined,
    topic: {
      include: config.getOptionalStringArray('filters.topic.include'),
      exclude: config.getOptionalStringArray('filters.topic.exclude'),
    },
    visibility: config.getOptionalStringArray('filters.visibility') ?? [],
    allowForks: config.getOptionalBoolean('filters.allowForks') ?? true,
    allowArchived: config.getOptionalBoolean('filters.allowArchived') ?? false,
  };
}

function wholeLine(pattern: string): RegExp {
  return new RegExp(
    `${pattern.startsWith('^') ? '' : '^'}${pattern}${
      pattern.endsWith('$') ? '' : '$'
    }`,
  );
}

/** Why discovery leaves a repository out; undefined when it takes it. */
export function reasonIgnored(
  provider: DiscoveryProvider,
  repository: DiscoverableRepository,
): string | undefined {
  const { topic, visibility } = provider;
  const { topics } = repository;
  if (repository.isArchived && !provider.allowArchived) {
    return 'archived';
  }
  if (repository.isFork && !provider.allowForks) {
    return 'a fork';
  }
  if (!repository.defaultBranch) {
    return 'empty';
  }
  if (provider.repository && !provider.repository.test(repository.name)) {
    return 'filters.repository';
  }
  if (
    visibility.length > 0 &&
    !visibility.some(
      one => one.toLowerCase() === repository.visibility.toLowerCase(),
    )
  ) {
    return 'filters.visibility';
  }
  if (topics.some(one => topic.exclude?.includes(one))) {
    return 'filters.topic.exclude';
  }
  if (
    topic.include?.length &&
    !topics.some(one => topic.include!.includes(one))
  ) {
    return 'filters.topic.include';
  }
  return undefined;
}

/** Whether the path names many files, as in `/**` + `/catalog-info.yaml`. */
export function hasWildcards(path: string): boolean {
  return new Minimatch(path, { magicalBraces: true }).hasMagic();
}

/** Logins of the owners whose repositories on this host are discovered, each once. */
export function discoveredOwners(
  providers: DiscoveryProvider[],
  host: string,
): string[] {
  const owners = new Map<string, string>();
  for (const { organization, host: its } of providers) {
    if (organization && its === host) {
      owners.set(organization.toLowerCase(), organization);
    }
  }
  return [...owners.values()];
}
