import type { PublishedEvent } from '@infra-ai/backstage-plugin-infra-ai-common';
import { Minimatch } from 'minimatch';
import type { GithubProviderConfig } from '../config';

/**
 * Why a discovery provider leaves a published repository out.
 *
 * @returns undefined when it takes it
 */
export function reasonNotCovered(
  provider: GithubProviderConfig,
  { host, owner, repository, commit }: PublishedEvent,
): string | undefined {
  const { filters } = provider;
  if (provider.host !== host) {
    return `reads ${provider.host}`;
  }
  if (
    provider.organization === undefined
      ? owner.type !== 'Organization'
      : provider.organization.toLowerCase() !== owner.login.toLowerCase()
  ) {
    return `reads ${
      provider.organization ?? 'the organizations of a GitHub App'
    }`;
  }
  const path = provider.catalogPath.replace(/^\//, '');
  const matcher = new Minimatch(path);
  const { added, modified, removed } = commit;
  if (![...added, ...modified, ...removed].some(file => matcher.match(file))) {
    return `looks for ${path} (catalogPath)`;
  }
  if (
    filters.repository &&
    !wholeLine(filters.repository).test(repository.name)
  ) {
    return `takes only names like ${filters.repository} (filters.repository)`;
  }
  if (filters.branch && filters.branch !== repository.defaultBranch) {
    return `reads the branch ${filters.branch} (filters.branch)`;
  }
  if (
    filters.visibility?.length &&
    !filters.visibility.some(
      value => value.toLowerCase() === repository.visibility,
    )
  ) {
    return `takes only ${filters.visibility.join(
      ', ',
    )} repositories (filters.visibility)`;
  }
  const { include, exclude } = filters.topic;
  if (
    include?.length &&
    !repository.topics.some(topic => include.includes(topic))
  ) {
    return `takes only repositories with a topic of ${include.join(
      ', ',
    )} (filters.topic.include)`;
  }
  if (repository.topics.some(topic => exclude?.includes(topic))) {
    return `leaves out the topics ${exclude!.join(
      ', ',
    )} (filters.topic.exclude)`;
  }
  return undefined;
}

/** As the provider anchors it. */
function wholeLine(pattern: string): RegExp {
  const start = pattern.startsWith('^') ? '' : '^';
  const end = pattern.endsWith('$') ? '' : '$';
  return new RegExp(`${start}${pattern}${end}`);
}

/** The configuration that makes discovery find the repository. */
export function suggestProvider({ host, owner }: PublishedEvent): string {
  const id = owner.login.replace(/[^A-Za-z0-9]/g, '');
  return `catalog.providers.github.${id}: { organization: ${owner.login}, host: ${host}, catalogPath: /catalog-info.yaml, schedule: { frequency: { minutes: 30 }, timeout: { minutes: 3 } } }`;
}
