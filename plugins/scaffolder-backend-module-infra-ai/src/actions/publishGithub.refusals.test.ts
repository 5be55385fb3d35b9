import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Analysis } from '@infra-ai/backstage-plugin-infra-ai-common';
import { runPublish } from '../__testUtils__/publishAction';
import { TestGithub } from '../__testUtils__/TestGithub';

jest.setTimeout(60_000);

const CATALOG_FILE = `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: shop
spec:
  owner: guests
`;

describe('infra-ai:publish:github, what it refuses', () => {
  let github: TestGithub;
  beforeAll(async () => {
    github = await TestGithub.start();
  });
  beforeEach(() => github.forget());
  afterAll(() => github.stop());

  it('to update a repository without a catalog file', async () => {
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'theirs',
      files: { 'README.md': 'theirs' },
    });

    await expect(
      runPublish(github, { input: { owner: 'acme', repo: 'theirs' } }),
    ).rejects.toThrow(
      /acme\/theirs exists, and an update of it needs a catalog-info.yaml/,
    );
    expect(github.requests()).toEqual(['POST /api/graphql']);
  });

  it('an analysis that the person may only read', async () => {
    await expect(
      runPublish(github, {
        input: { owner: 'acme', repo: 'lent', analysisId: 'a1' },
        files: { 'catalog-info.yaml': CATALOG_FILE },
        infraAi: {
          getAnalysis: async () =>
            ({ allowed: { update: false, publish: false } } as Analysis),
        },
      }),
    ).rejects.toThrow(/may read this analysis.*Publish a copy/);
    expect(github.requests()).toEqual([]);
  });

  it('a repository that the person may only read', async () => {
    await github.sandbox.createUser({ login: 'ada' });
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'readable',
      files: { 'catalog-info.yaml': CATALOG_FILE },
    });

    await expect(
      runPublish(github, {
        input: { owner: 'acme', repo: 'readable', token: 'token-of-ada' },
      }),
    ).rejects.toThrow(
      /ada may only read it \(role read\).*role "write", or publish under another name/,
    );
    expect(github.requests()).toEqual(['POST /api/graphql']);
  });

  it('an archived repository', async () => {
    await github.sandbox.createRepository({
      owner: 'acme',
      name: 'archived',
      archived: true,
      files: { 'README.md': 'old' },
    });

    await expect(
      runPublish(github, { input: { owner: 'acme', repo: 'archived' } }),
    ).rejects.toThrow(/acme\/archived is archived. Unarchive it/);
  });

  it('an owner that does not exist', async () => {
    await expect(
      runPublish(github, { input: { owner: 'nobody-here', repo: 'x' } }),
    ).rejects.toThrow(/no user or organization "nobody-here".*spelling/);
  });

  it("another user's account", async () => {
    await github.sandbox.createUser({ login: 'grace' });

    await expect(
      runPublish(github, { input: { owner: 'grace', repo: 'x' } }),
    ).rejects.toThrow(/the token belongs to guest. Publish under guest/);
  });

  it('a bad token', async () => {
    await expect(
      runPublish(github, {
        input: { owner: 'acme', repo: 'x', token: 'bad' },
      }),
    ).rejects.toThrow(/does not accept the token.*expired/);
    expect(github.waits).toEqual([]);
  });

  it('a token without the scope', async () => {
    github.sandbox.faults.add({
      match: { method: 'POST', path: 'orgs/acme/repos' },
      status: 403,
      body: { message: 'Resource not accessible by personal access token' },
    });

    await expect(
      runPublish(github, { input: { owner: 'acme', repo: 'x' } }),
    ).rejects.toThrow(/may not create a repository in acme.*scope "repo"/);
  });

  it('an unreachable GitHub', async () => {
    await expect(
      runPublish(github, {
        input: { owner: 'acme', repo: 'x' },
        config: {
          integrations: {
            github: [
              {
                host: 'localhost:1',
                apiBaseUrl: 'http://localhost:1/api/v3',
                token: 't',
              },
            ],
          },
        },
      }),
    ).rejects.toThrow(/localhost:1 could not be reached.*Check the network/);
  });

  it('a person without the permission', async () => {
    await expect(
      runPublish(github, {
        input: { owner: 'acme', repo: 'x' },
        allowed: false,
      }),
    ).rejects.toThrow(/permission infra-ai.publish/);
    expect(github.requests()).toEqual([]);
  });

  it("publishing without one's own token when that is required", async () => {
    await expect(
      runPublish(github, {
        input: { owner: 'acme', repo: 'x' },
        config: { scaffolder: { requireScmUserCredentials: true } },
      }),
    ).rejects.toThrow(/sign in to GitHub/);
  });

  it.each([
    [{ owner: 'acme', repo: '../x' }, /not a repository name/],
    [{ owner: 'acme/..', repo: 'x' }, /no GitHub user or organization/],
    [{ owner: 'acme' }, /Name the repository/],
    [{ repoUrl: 'gitlab.com?owner=a&repo=b' }, /no GitHub at gitlab.com/i],
  ])('the input %j', async (input, message) => {
    await expect(runPublish(github, { input })).rejects.toThrow(message);
    expect(github.requests()).toEqual([]);
  });

  it('credentials in a file, also when a comment says not to look', async () => {
    const key = ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ');
    const files = {
      'README.md': 'fine\n',
      'deploy/key.pem': `secretlint-disable\n${key}\n${'MIIEpAIBAAKCAQEA'.repeat(
        8,
      )}\n-----END RSA PRIVATE KEY-----\n`,
    };

    await expect(
      runPublish(github, { input: { owner: 'acme', repo: 'x' }, files }),
    ).rejects.toThrow(
      /Nothing was published.*deploy\/key.pem, line 2 \(@secretlint/,
    );
    expect(github.requests()).toEqual([]);
  });

  it.each([
    ['too many files', { maxFiles: 1 }, /more than 1 files/],
    ['too many bytes', { maxBytes: 10 }, /too big/],
  ])('%s', async (_, publish, message) => {
    await expect(
      runPublish(github, {
        input: { owner: 'acme', repo: 'x' },
        files: { a: 'five!', b: 'six!!!' },
        config: { infraAi: { publish } },
      }),
    ).rejects.toThrow(message);
    expect(github.requests()).toEqual([]);
  });

  it('an empty workspace', async () => {
    await expect(
      runPublish(github, { input: { owner: 'acme', repo: 'x' }, files: {} }),
    ).rejects.toThrow(/no files to publish/);
  });

  it('a link out of the workspace', async () => {
    await expect(
      runPublish(github, {
        input: { owner: 'acme', repo: 'x' },
        prepare: workspace => symlink('/etc/passwd', join(workspace, 'link')),
      }),
    ).rejects.toThrow(/link is a link out of the folder/);
  });

  it('a kind that a description must not bring', async () => {
    await expect(
      runPublish(github, {
        input: { owner: 'acme', repo: 'x' },
        files: {
          'catalog-info.yaml': `${CATALOG_FILE}---\nkind: User\nmetadata: { name: root }\n`,
        },
      }),
    ).rejects.toThrow(/document 2: the kind "User" is not published/);
  });
});
