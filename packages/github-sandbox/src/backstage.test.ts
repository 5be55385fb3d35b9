import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { GithubEntityProvider } from '@backstage/plugin-catalog-backend-module-github';
import { createPublishGithubAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  cleanUp,
  startTestSandbox,
  temporaryFolder,
  TestSandbox,
} from './__testUtils__/sandbox';

jest.setTimeout(120_000);

describe("Backstage's own GitHub modules, unmodified", () => {
  let sandbox: TestSandbox;
  let config: ConfigReader;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    const { host } = new URL(sandbox.url);
    config = new ConfigReader({
      integrations: {
        github: [
          {
            host,
            apiBaseUrl: sandbox.apiBaseUrl,
            rawBaseUrl: sandbox.rawBaseUrl,
            token: 'any-token',
          },
        ],
      },
      catalog: {
        providers: {
          github: {
            acme: {
              host,
              organization: 'acme',
              validateLocationsExist: true,
              catalogPath: '/catalog-info.yaml',
            },
          },
        },
      },
    });
  });
  afterAll(cleanUp);

  it('publish:github creates a repository and pushes into it', async () => {
    const { host } = new URL(sandbox.url);
    const integrations = ScmIntegrations.fromConfig(config);
    const action = createPublishGithubAction({
      integrations,
      config,
      githubCredentialsProvider:
        DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    });
    const workspacePath = await temporaryFolder();
    await mkdir(path.join(workspacePath, 'docs'));
    await writeFile(path.join(workspacePath, 'catalog-info.yaml'), 'kind: X\n');
    await writeFile(path.join(workspacePath, 'docs/index.md'), '# Docs\n');
    const context = createMockActionContext({
      workspacePath,
      input: {
        repoUrl: `${host}?owner=acme&repo=published`,
        description: 'By the scaffolder',
        repoVisibility: 'public' as const,
        defaultBranch: 'main',
        topics: ['one'],
        access: 'acme/platform',
      },
    });

    await action.handler(context as any);

    expect(context.output).toHaveBeenCalledWith(
      'remoteUrl',
      `${sandbox.url}/acme/published.git`,
    );
    const { body } = await sandbox.api('GET', '/repos/acme/published');
    expect(body).toMatchObject({
      description: 'By the scaffolder',
      topics: ['one'],
      default_branch: 'main',
    });
    const file = await sandbox.request(
      'GET',
      '/raw/acme/published/main/docs/index.md',
    );
    expect(file.text).toBe('# Docs\n');
    const branch = await sandbox.api(
      'GET',
      '/repos/acme/published/branches/main',
    );
    expect(branch.body.protected).toBe(true);
  });

  it('GithubEntityProvider discovers the repositories with a catalog file', async () => {
    const [provider] = GithubEntityProvider.fromConfig(config, {
      logger: mockServices.logger.mock(),
      schedule: { run: async task => task.fn(new AbortController().signal) },
    });
    const applyMutation = jest.fn();
    await provider.connect({ applyMutation, refresh: jest.fn() });

    expect(applyMutation).toHaveBeenCalledTimes(1);
    const [{ type, entities }] = applyMutation.mock.calls[0];
    expect(type).toBe('full');
    const targets = entities.map((item: any) => item.entity.spec.target);
    expect(targets.sort()).toEqual([
      `${sandbox.url}/acme/payments/blob/main/catalog-info.yaml`,
      `${sandbox.url}/acme/published/blob/main/catalog-info.yaml`,
    ]);
  });
});
