import { ConfigReader } from '@backstage/config';
import {
  findForbiddenKinds,
  readGithubProviders,
  readPublishHosts,
} from './config';

describe('readGithubProviders', () => {
  it('reads one provider and several', () => {
    expect(
      readGithubProviders(
        new ConfigReader({
          catalog: { providers: { github: { organization: 'acme' } } },
        }),
      ),
    ).toEqual([
      {
        id: 'default',
        organization: 'acme',
        host: 'github.com',
        catalogPath: '/catalog-info.yaml',
        filters: { topic: {} },
      },
    ]);
    expect(
      readGithubProviders(
        new ConfigReader({
          catalog: {
            providers: {
              github: {
                main: { organization: 'acme' },
                apps: { app: 7, host: 'ghe.acme.org' },
              },
            },
          },
        }),
      ).map(({ id, organization, host }) => [id, organization, host]),
    ).toEqual([
      ['main', 'acme', 'github.com'],
      ['apps', undefined, 'ghe.acme.org'],
    ]);
  });

  it('finds none when none is configured', () => {
    expect(readGithubProviders(new ConfigReader({}))).toEqual([]);
  });
});

describe('findForbiddenKinds', () => {
  it.each([
    [undefined, ['System', 'Resource']],
    [[{ allow: ['System', 'Component', 'Resource', 'API'] }], []],
    [
      [{ allow: ['component'] }, { allow: [{ kind: 'api' }] }],
      ['System', 'Resource'],
    ],
  ])('reads the rules %j', (rules, forbidden) => {
    const config = new ConfigReader({ catalog: { ...(rules && { rules }) } });
    expect(findForbiddenKinds(config)).toEqual(forbidden);
  });
});

describe('readPublishHosts', () => {
  it.each([
    [{}, ['github.com']],
    [
      { integrations: { github: [{ token: 't' }, { host: 'ghe.acme.org' }] } },
      ['github.com', 'ghe.acme.org'],
    ],
    [
      {
        integrations: { github: [{}, { host: 'ghe.acme.org' }] },
        infraAi: { publish: { host: 'ghe.acme.org' } },
      },
      ['ghe.acme.org', 'github.com'],
    ],
  ])(
    'are those of the integrations, the chosen one first %#',
    (data, hosts) => {
      expect(readPublishHosts(new ConfigReader(data))).toEqual(hosts);
    },
  );
});
