import {
  cleanUp,
  startTestSandbox,
  TestSandbox,
} from '../__testUtils__/sandbox';

jest.setTimeout(60_000);

describe('what GitHub refuses', () => {
  let sandbox: TestSandbox;

  beforeAll(async () => {
    sandbox = await startTestSandbox({ tokens: { 'anns-token': 'ann' } });
    await sandbox.createUser({ login: 'ann' });
    await sandbox.createRepository({ owner: 'acme', name: 'empty' });
    await sandbox.createRepository({
      owner: 'acme',
      name: 'secret',
      visibility: 'private',
      files: { 'a.txt': 'a' },
    });
  });
  afterAll(cleanUp);

  const as = (
    token: string | undefined,
    method: string,
    url: string,
    body = {},
  ) =>
    sandbox.request(method, `${sandbox.apiBaseUrl}${url}`, {
      headers: token ? { authorization: `token ${token}` } : {},
      body: method === 'GET' ? undefined : JSON.stringify(body),
    });

  it('writes without a token', async () => {
    const answer = await as(undefined, 'POST', '/orgs/acme/repos', {
      name: 'a',
    });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({
      message: 'Requires authentication',
      status: '401',
    });
  });

  it('a bad token, for reading, too', async () => {
    const answer = await as('bad', 'GET', '/repos/acme/payments');
    expect(answer.status).toBe(401);
    expect(answer.body.message).toBe('Bad credentials');
  });

  it('a name that is taken, in whatever case', async () => {
    const answer = await sandbox.api('POST', '/orgs/acme/repos', {
      name: 'Payments',
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      message: 'Repository creation failed.',
      errors: [
        {
          resource: 'Repository',
          code: 'custom',
          field: 'name',
          message: 'name already exists on this account',
        },
      ],
    });
  });

  it('one of two creations of the same name at the same time', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        sandbox.api('POST', '/orgs/acme/repos', { name: 'race' }),
      ),
    );
    expect(answers.map(answer => answer.status).sort()).toEqual([
      201, 422, 422,
    ]);
  });

  it('an owner that does not exist', async () => {
    const answer = await sandbox.api('POST', '/orgs/nobody/repos', {
      name: 'a',
    });
    expect(answer.status).toBe(404);
    expect(answer.body.message).toBe('Not Found');
  });

  it('git data of an empty repository', async () => {
    for (const [method, path, body] of [
      ['GET', 'ref/heads/main', undefined],
      ['GET', 'trees/main', undefined],
      ['POST', 'blobs', { content: 'a' }],
      ['POST', 'trees', { tree: [] }],
      ['POST', 'refs', { ref: 'refs/heads/a', sha: '0'.repeat(40) }],
    ] as const) {
      const answer = await sandbox.api(
        method,
        `/repos/acme/empty/git/${path}`,
        body,
      );
      expect([path, answer.status, answer.body.message]).toEqual([
        path,
        409,
        'Git Repository is empty.',
      ]);
    }
  });

  it('strangers: hides private repositories and allows no writes', async () => {
    const hidden = await as('anns-token', 'GET', '/repos/acme/secret');
    expect(hidden.status).toBe(404);
    const create = await as('anns-token', 'POST', '/orgs/acme/repos', {
      name: 'a',
    });
    expect(create.status).toBe(403);
    expect(create.body.message).toMatch('You need admin access');
    const change = await as('anns-token', 'PATCH', '/repos/acme/payments');
    expect(change.status).toBe(403);
  });

  it('a change of a file that was changed by someone else', async () => {
    const path = '/repos/acme/handbook/contents/README.md';
    const { body: file } = await sandbox.api('GET', path);
    const change = (content: string, sha?: string) =>
      sandbox.api('PUT', path, {
        message: 'Change',
        content: Buffer.from(content).toString('base64'),
        sha,
      });
    expect((await change('without sha')).status).toBe(422);
    expect((await change('first', file.sha)).status).toBe(200);
    const late = await change('second', file.sha);
    expect(late.status).toBe(409);
    expect(late.body.message).toBe(`README.md does not match ${file.sha}`);
  });

  it('a ref that would lose commits, unless forced', async () => {
    const repo = '/repos/acme/storefront';
    const { body: ref } = await sandbox.api(
      'GET',
      `${repo}/git/ref/heads/main`,
    );
    await sandbox.api('PUT', `${repo}/contents/new.txt`, {
      message: 'New',
      content: 'YQ==',
    });
    const back = (force: boolean) =>
      sandbox.api('PATCH', `${repo}/git/refs/heads/main`, {
        sha: ref.object.sha,
        force,
      });
    expect((await back(false)).body.message).toBe(
      'Update is not a fast forward',
    );
    expect((await back(true)).status).toBe(200);
  });

  it.each(['..', '.', 'a'.repeat(101), 'ends.git', '', 42, null])(
    'the repository name %p',
    async name => {
      const answer = await sandbox.api('POST', '/orgs/acme/repos', { name });
      expect(answer.status).toBe(422);
      expect(answer.body.message).toBe('Repository creation failed.');
    },
  );

  it('no name that it can make legal', async () => {
    const answer = await sandbox.api('POST', '/orgs/acme/repos', {
      name: '../../escape <b>',
    });
    expect(answer.status).toBe(201);
    expect(answer.body.name).toBe('..-..-escape-b-');
  });

  it.each([
    '../outside',
    'a/../../b',
    '.git/config',
    'a/.GIT/hooks/post-receive',
    'a\\b',
    'a//b',
    'a\u0000b',
  ])('the path %p', async file => {
    const mutation = await sandbox.graphql(
      `mutation($input: CreateCommitOnBranchInput!) {
        createCommitOnBranch(input: $input) { commit { oid } }
      }`,
      {
        input: {
          branch: {
            repositoryNameWithOwner: 'acme/payments',
            branchName: 'main',
          },
          message: { headline: 'Hostile' },
          expectedHeadOid: '0'.repeat(40),
          fileChanges: { additions: [{ path: file, contents: 'YQ==' }] },
        },
      },
    );
    expect(mutation.body.errors[0].type).toBe('UNPROCESSABLE');
    const put = await sandbox.api(
      'PUT',
      `/repos/acme/payments/contents/${encodeURIComponent(file)}`,
      { message: 'Hostile', content: 'YQ==' },
    );
    expect([404, 422]).toContain(put.status);
  });

  it.each([
    '/repos/..%2f..%2fetc/passwd',
    '/repos/acme/..%2f..%2faccounts',
    '/repos/acme/payments/contents/..%2f..%2fsandbox.json',
    '/repos/acme/payments/git/blobs/--help',
    '/repos/acme/payments/commits/--output=x',
    '/repos/acme/payments/commits?sha=--all',
    '/repos/acme/payments/compare/--help...main',
    '/repos/acme/payments/tarball/--remote=x',
    '/repos/acme/%E0%A4%A',
  ])('GET %s', async path => {
    const answer = await sandbox.api('GET', path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('bodies that are no JSON object or too large', async () => {
    const send = (body: string) =>
      sandbox.request('POST', `${sandbox.apiBaseUrl}/user/repos`, {
        headers: { authorization: 'token any' },
        body,
      });
    expect((await send('{')).body.message).toBe('Problems parsing JSON');
    expect((await send('[]')).status).toBe(400);
    const small = await startTestSandbox({ maxJsonBytes: 100 });
    const large = await small.api('POST', '/user/repos', {
      name: 'a'.repeat(200),
    });
    expect(large.status).toBe(413);
  });

  it('writes from pages of another origin', async () => {
    const answer = await sandbox.request('POST', '/_sandbox/faults', {
      headers: {
        origin: 'https://evil.example.com',
        'content-type': 'application/json',
      },
      body: '{}',
    });
    expect(answer.status).toBe(403);
  });
});
