import {
  cleanUp,
  startTestSandbox,
  TestSandbox,
} from '../__testUtils__/sandbox';

jest.setTimeout(60_000);

const PUBLISH_QUERY = `query Publish($owner: String!, $name: String!) {
  repositoryOwner(login: $owner) { __typename login id }
  viewer { login id }
  repository(owner: $owner, name: $name) {
    id name url sshUrl isEmpty isArchived visibility description homepageUrl
    viewerPermission
    defaultBranchRef { name target { oid ... on Commit { message } } }
    object(expression: "HEAD:catalog-info.yaml") { ... on Blob { text oid } }
  }
}`;

const COMMIT = `mutation Commit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) {
    clientMutationId
    commit { oid url message author { name email } }
    ref { name target { oid } }
  }
}`;

describe('GraphQL', () => {
  let sandbox: TestSandbox;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    await sandbox.createRepository({ owner: 'acme', name: 'empty' });
    await sandbox.createRepository({
      owner: 'acme',
      name: 'work',
      visibility: 'private',
      files: { 'old.txt': 'old', 'README.md': '# Work\n' },
    });
  });
  afterAll(cleanUp);

  const head = async (repo: string) => {
    const { body } = await sandbox.api(
      'GET',
      `/repos/acme/${repo}/git/ref/heads/main`,
    );
    return body.object.sha as string;
  };

  it('answers what publishing asks, in one request', async () => {
    const { body } = await sandbox.graphql(PUBLISH_QUERY, {
      owner: 'acme',
      name: 'payments',
    });
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({
      repositoryOwner: { __typename: 'Organization', login: 'acme' },
      viewer: { login: 'guest' },
      repository: {
        name: 'payments',
        url: `${sandbox.url}/acme/payments`,
        sshUrl: 'git@localhost:acme/payments.git',
        isEmpty: false,
        isArchived: false,
        visibility: 'PUBLIC',
        viewerPermission: 'ADMIN',
        defaultBranchRef: {
          name: 'main',
          target: {
            oid: await head('payments'),
            message: 'Payments service with its API',
          },
        },
        object: { text: expect.stringContaining('kind: Component') },
      },
    });
  });

  it('describes an empty repository', async () => {
    const { body } = await sandbox.graphql(PUBLISH_QUERY, {
      owner: 'acme',
      name: 'empty',
    });
    expect(body.data.repository).toMatchObject({
      isEmpty: true,
      defaultBranchRef: null,
      object: null,
    });
  });

  it('says NOT_FOUND beside what it did find', async () => {
    const { status, body } = await sandbox.graphql(PUBLISH_QUERY, {
      owner: 'acme',
      name: 'missing',
    });
    expect(status).toBe(200);
    expect(body.data.repository).toBeNull();
    expect(body.data.viewer.login).toBe('guest');
    expect(body.errors).toEqual([
      {
        type: 'NOT_FOUND',
        path: ['repository'],
        locations: [{ line: 4, column: 3 }],
        message:
          "Could not resolve to a Repository with the name 'acme/missing'.",
      },
    ]);
    const nobody = await sandbox.graphql(
      '{ repositoryOwner(login: "nobody") { id } organization(login: "guest") { id } }',
    );
    expect(nobody.body.data.repositoryOwner).toBeNull();
    expect(nobody.body.errors).toHaveLength(1);
  });

  it('refuses anonymous requests, unknown fields and unbounded lists', async () => {
    const anonymous = await sandbox.request('POST', '/api/graphql', {
      body: JSON.stringify({ query: '{ viewer { login } }' }),
    });
    expect(anonymous.status).toBe(401);
    const unknown = await sandbox.graphql('{ viewer { shoeSize } }');
    expect(unknown.body.errors[0].message).toMatch('shoeSize');
    const list = (args: string) =>
      sandbox.graphql(
        `{ repositoryOwner(login: "acme") { repositories${args} { totalCount } } }`,
      );
    expect((await list('')).body.errors[0].type).toBe(
      'MISSING_PAGINATION_BOUNDARIES',
    );
    expect((await list('(first: 101)')).body.errors[0].type).toBe(
      'EXCESSIVE_PAGINATION',
    );
    const huge = `{ ${'viewer { login } '.repeat(6000)} }`;
    expect((await sandbox.graphql(huge)).body.errors[0].message).toMatch(
      'token',
    );
  });

  it('commits any number of files at once, and removes some', async () => {
    const before = await head('work');
    const additions = Array.from({ length: 120 }, (_, i) => ({
      path: `src/${i}/"quoted" ñ.txt`,
      contents: Buffer.from(`file ${i}\n`).toString('base64'),
    }));
    const { body } = await sandbox.graphql(COMMIT, {
      input: {
        clientMutationId: 'mine',
        branch: { repositoryNameWithOwner: 'acme/work', branchName: 'main' },
        message: { headline: 'Many files', body: 'In one commit' },
        expectedHeadOid: before,
        fileChanges: { additions, deletions: [{ path: 'old.txt' }] },
      },
    });
    const { commit, ref, clientMutationId } = body.data.createCommitOnBranch;
    expect(clientMutationId).toBe('mine');
    expect(commit.message).toBe('Many files\n\nIn one commit');
    expect(commit.author.name).toBe('Guest');
    expect(ref).toEqual({ name: 'main', target: { oid: commit.oid } });

    const tree = await sandbox.api(
      'GET',
      `/repos/acme/work/git/trees/${commit.oid}?recursive=1`,
    );
    const paths = tree.body.tree
      .filter((entry: any) => entry.type === 'blob')
      .map((entry: any) => entry.path);
    expect(paths).toHaveLength(121);
    expect(paths).toContain('src/7/"quoted" ñ.txt');
    expect(paths).not.toContain('old.txt');
  });

  it('refuses a commit on a head that moved, and changes nothing', async () => {
    const input = {
      branch: { repositoryNameWithOwner: 'acme/work', branchName: 'main' },
      message: { headline: 'Late' },
      expectedHeadOid: 'a'.repeat(40),
      fileChanges: { additions: [{ path: 'late.txt', contents: '' }] },
    };
    const before = await head('work');
    const stale = await sandbox.graphql(COMMIT, { input });
    expect(stale.body.errors[0]).toMatchObject({
      type: 'STALE_DATA',
      message: `Expected branch to point to "${'a'.repeat(
        40,
      )}" but it did not. Pull and try again.`,
    });
    const missing = await sandbox.graphql(COMMIT, {
      input: {
        ...input,
        expectedHeadOid: before,
        fileChanges: { deletions: [{ path: 'nothing.txt' }] },
      },
    });
    expect(missing.body.errors[0].message).toMatch('does not exist');
    expect(await head('work')).toBe(before);
  });

  it('lets one of two commits on the same head through', async () => {
    const expectedHeadOid = await head('work');
    const answers = await Promise.all(
      ['a', 'b'].map(name =>
        sandbox.graphql(COMMIT, {
          input: {
            branch: {
              repositoryNameWithOwner: 'acme/work',
              branchName: 'main',
            },
            message: { headline: name },
            expectedHeadOid,
            fileChanges: { additions: [{ path: name, contents: '' }] },
          },
        }),
      ),
    );
    const types = answers.map(answer => answer.body.errors?.[0].type ?? 'ok');
    expect(types.sort()).toEqual(['STALE_DATA', 'ok']);
  });
});
