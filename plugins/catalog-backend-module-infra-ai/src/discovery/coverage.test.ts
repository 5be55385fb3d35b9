import { ConfigReader } from '@backstage/config';
import type { PublishedEvent } from '@infra-ai/backstage-plugin-infra-ai-common';
import { readGithubProviders } from '../config';
import { reasonNotCovered } from './coverage';

const EVENT: PublishedEvent = {
  host: 'github.com',
  owner: { login: 'Acme', type: 'Organization' },
  repository: {
    name: 'shop',
    htmlUrl: 'https://github.com/Acme/shop',
    apiUrl: 'https://api.github.com/repos/Acme/shop',
    defaultBranch: 'main',
    visibility: 'private',
    topics: [],
  },
  commit: {
    sha: '1'.repeat(40),
    message: 'Describe shop',
    added: ['README.md', 'catalog-info.yaml'],
    modified: [],
    removed: [],
  },
};

function reason(provider: object, event = EVENT): string | undefined {
  const [config] = readGithubProviders(
    new ConfigReader({ catalog: { providers: { github: { p: provider } } } }),
  );
  return reasonNotCovered(config, event);
}

describe('reasonNotCovered', () => {
  it.each([
    { organization: 'acme' },
    { app: 7 },
    { organization: 'acme', catalogPath: '/**/catalog-info.{yaml,yml}' },
    { organization: 'acme', filters: { repository: 'sh.*' } },
    { organization: 'acme', filters: { visibility: ['PRIVATE'] } },
    { organization: 'acme', filters: { topic: { exclude: ['old'] } } },
  ])('lets %j take the repository', provider => {
    expect(reason(provider)).toBeUndefined();
  });

  it.each([
    [{ organization: 'other' }, /reads other/],
    [{ organization: 'acme', host: 'ghe.acme.org' }, /reads ghe.acme.org/],
    [{ organization: 'acme', catalogPath: '/infra.yaml' }, /catalogPath/],
    [
      { organization: 'acme', filters: { repository: 'infra-.*' } },
      /filters.repository/,
    ],
    [{ organization: 'acme', filters: { branch: 'trunk' } }, /filters.branch/],
    [
      { organization: 'acme', filters: { visibility: ['public'] } },
      /filters.visibility/,
    ],
    [
      { organization: 'acme', filters: { topic: { include: ['infra'] } } },
      /filters.topic.include/,
    ],
  ])('says why %j leaves it out', (provider, message) => {
    expect(reason(provider)).toMatch(message);
  });

  it.each(['modified', 'removed'])('looks at files that are %s, too', kind => {
    const { commit } = EVENT;
    const event: PublishedEvent = {
      ...EVENT,
      commit: { ...commit, added: [], [kind]: ['catalog-info.yaml'] },
    };
    expect(reason({ organization: 'acme' }, event)).toBeUndefined();
  });

  it('knows that an app sees the repositories of no user', () => {
    const event: PublishedEvent = {
      ...EVENT,
      owner: { login: 'ada', type: 'User' },
    };
    expect(reason({ app: 7 }, event)).toMatch(/GitHub App/);
    expect(reason({ organization: 'ada' }, event)).toBeUndefined();
  });
});
