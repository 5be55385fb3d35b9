import {
  cleanUp,
  startTestSandbox,
  TestSandbox,
} from '../__testUtils__/sandbox';

jest.setTimeout(60_000);

const READ = `query Read($name: String!, $path: String!) {
  repository(owner: "acme", name: $name) {
    id viewerPermission
    refs(refPrefix: "refs/heads/bot/", query: "update", first: 10) {
      nodes {
        id prefix name target { oid }
        associatedPullRequests(first: 5, orderBy: { field: CREATED_AT, direction: DESC }) {
          nodes { id number state url title body baseRefName headRefName headRefOid mergeable isCrossRepository author { login } }
        }
      }
    }
    defaultBranchRef {
      name
      target { oid ... on Commit {
        history(first: 5, path: "a.txt") { nodes { oid message } }
        parents(first: 1) { totalCount }
        file(path: $path) { mode type path object { ... on Blob { oid text byteSize isBinary isTruncated } } }
      } }
    }
  }
}`;

const WRITE = `mutation Write($ref: CreateRefInput!, $commit: CreateCommitOnBranchInput!, $pull: CreatePullRequestInput!) {
  createRef(input: $ref) { ref { name } }
  createCommitOnBranch(input: $commit) { commit { oid } }
  createPullRequest(input: $pull) { pullRequest { number url headRefOid } }
}`;

describe('what an update of a repository asks', () => {
  let sandbox: TestSandbox;

  beforeAll(async () => {
    sandbox = await startTestSandbox({ tokens: { 'anns-token': 'ann' } });
    await sandbox.createUser({ login: 'ann' });
  });
  afterAll(cleanUp);

  async function repository(name: string) {
    await sandbox.createRepository({
      owner: 'acme',
      name,
      files: {
        'a.txt': 'a\n',
        'docs/long.txt': 'x'.repeat(512_001),
        'docs/picture.bin': Buffer.from([0, 1, 2]),
      },
    });
    return read(name);
  }

  async function read(name: string, path = 'a.txt') {
    const { body } = await sandbox.graphql(READ, { name, path });
    return { ...body.data.repository, errors: body.errors };
  }

  function write(name: string, target: any, branch = 'bot/update') {
    const { oid } = target.defaultBranchRef.target;
    return sandbox.graphql(WRITE, {
      ref: { repositoryId: target.id, name: `refs/heads/${branch}`, oid },
      commit: {
        branch: { repositoryNameWithOwner: `acme/${name}`, branchName: branch },
        expectedHeadOid: oid,
        message: { headline: 'Update' },
        fileChanges: {
          additions: [
            { path: 'a.txt', contents: Buffer.from('b\n').toString('base64') },
          ],
        },
      },
      pull: {
        repositoryId: target.id,
        baseRefName: 'main',
        headRefName: branch,
        title: 'Update',
        body: 'Why',
      },
    });
  }

  it('makes branch, commit and pull request in one document', async () => {
    const target = await repository('one');
    const { body } = await write('one', target);

    expect(body.errors).toBeUndefined();
    const { pullRequest } = body.data.createPullRequest;
    expect(pullRequest).toEqual({
      number: 1,
      url: `${sandbox.url}/acme/one/pull/1`,
      headRefOid: body.data.createCommitOnBranch.commit.oid,
    });
    const after = await read('one');
    expect(after.refs.nodes).toHaveLength(1);
    const [ref] = after.refs.nodes;
    expect(ref.prefix + ref.name).toBe('refs/heads/bot/update');
    expect(ref.associatedPullRequests.nodes).toEqual([
      expect.objectContaining({
        state: 'OPEN',
        title: 'Update',
        body: 'Why',
        baseRefName: 'main',
        headRefName: 'bot/update',
        headRefOid: ref.target.oid,
        mergeable: 'MERGEABLE',
        isCrossRepository: false,
        author: { login: 'guest' },
      }),
    ]);
  });

  it('refuses each part of the document for its own reason', async () => {
    const target = await repository('again');
    await write('again', target);

    const { body } = await write('again', target);

    expect(body.data).toEqual({
      createRef: null,
      createCommitOnBranch: null,
      createPullRequest: null,
    });
    expect(body.errors).toEqual([
      expect.objectContaining({
        type: 'UNPROCESSABLE',
        path: ['createRef'],
        message:
          'A ref named "refs/heads/bot/update" already exists in the repository.',
      }),
      expect.objectContaining({
        type: 'STALE_DATA',
        path: ['createCommitOnBranch'],
      }),
      expect.objectContaining({
        type: 'UNPROCESSABLE',
        path: ['createPullRequest'],
        message: 'A pull request already exists for acme:bot/update.',
      }),
    ]);
  });

  it('gives files with mode, and cuts or hides what GitHub does', async () => {
    await repository('files');
    const file = async (path: string) => {
      const target = await read('files', path);
      return target.defaultBranchRef.target.file ?? target.errors;
    };

    expect(await file('a.txt')).toMatchObject({
      mode: 0o100644,
      type: 'blob',
      path: 'a.txt',
      object: { text: 'a\n', byteSize: 2, isBinary: false, isTruncated: false },
    });
    const long = await file('docs/long.txt');
    expect(long.object).toMatchObject({ byteSize: 512_001, isTruncated: true });
    expect(long.object.text).toHaveLength(512_000);
    expect((await file('docs/picture.bin')).object).toMatchObject({
      isBinary: true,
      text: null,
    });
    expect(await file('docs/none.txt')).toEqual([
      expect.objectContaining({
        type: 'NOT_FOUND',
        message: "Could not resolve file for path 'docs/none.txt'.",
      }),
    ]);
  });

  it('lists the commits of a path', async () => {
    const target = await repository('history');
    const commit = (path: string) =>
      sandbox.api('PUT', `/repos/acme/history/contents/${path}`, {
        message: `Write ${path}`,
        content: '',
      });
    await commit('b.txt');

    const { history, oid } = (await read('history')).defaultBranchRef.target;
    expect(oid).not.toBe(target.defaultBranchRef.target.oid);
    expect(history.nodes.map((node: any) => node.oid)).toEqual([
      target.defaultBranchRef.target.oid,
    ]);
  });

  it('changes a pull request, and moves and deletes a branch', async () => {
    const target = await repository('more');
    const before = target.defaultBranchRef.target.oid;
    await write('more', target);
    const [ref] = (await read('more')).refs.nodes;
    const [pull] = ref.associatedPullRequests.nodes;

    const edited = await sandbox.graphql(
      `mutation E($input: UpdatePullRequestInput!) { updatePullRequest(input: $input) { pullRequest { body title state } } }`,
      { input: { pullRequestId: pull.id, body: 'New' } },
    );
    expect(edited.body.data.updatePullRequest.pullRequest).toEqual({
      body: 'New',
      title: 'Update',
      state: 'OPEN',
    });
    const long = await sandbox.graphql(
      `mutation E($input: UpdatePullRequestInput!) { updatePullRequest(input: $input) { pullRequest { body } } }`,
      { input: { pullRequestId: pull.id, body: 'x'.repeat(65_537) } },
    );
    expect(long.body.errors[0].message).toMatch(
      'Body is too long (maximum is 65536 characters)',
    );
    const moved = await sandbox.graphql(
      `mutation M($input: UpdateRefInput!) { updateRef(input: $input) { ref { target { oid } } } }`,
      { input: { refId: ref.id, oid: before } },
    );
    expect(moved.body.errors[0].message).toBe('Update is not a fast forward');
    await sandbox.graphql(
      `mutation D($input: DeleteRefInput!) { deleteRef(input: $input) { clientMutationId } }`,
      { input: { refId: ref.id } },
    );
    expect((await read('more')).refs.nodes).toEqual([]);
    const { body } = await sandbox.api('GET', '/repos/acme/more/pulls/1');
    expect(body.state).toBe('closed');
  });

  it('refuses who may only read, and what is archived', async () => {
    const target = await repository('theirs');
    const oid = target.defaultBranchRef.target.oid;
    const create = (token: string) =>
      sandbox.request('POST', '/api/graphql', {
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({
          query: `mutation C($input: CreateRefInput!) { createRef(input: $input) { ref { name } } }`,
          variables: {
            input: { repositoryId: target.id, name: 'refs/heads/x', oid },
          },
        }),
      });
    expect((await create('anns-token')).body.errors[0]).toMatchObject({
      type: 'FORBIDDEN',
      message:
        'ann does not have the correct permissions to execute `CreateRef`',
    });
    await sandbox.api('PATCH', '/repos/acme/theirs', { archived: true });
    expect((await create('any')).body.errors[0].message).toMatch('archived');
  });

  it('keeps rulesets that restrict branches', async () => {
    const target = await repository('ruled');
    const { body: ruleset, status } = await sandbox.api(
      'POST',
      '/repos/acme/ruled/rulesets',
      {
        name: 'no bots',
        target: 'branch',
        enforcement: 'active',
        conditions: {
          ref_name: { include: ['refs/heads/bot/**'], exclude: [] },
        },
        rules: [{ type: 'creation' }],
      },
    );
    expect(status).toBe(201);

    const { body } = await write('ruled', target);
    expect(body.errors[0]).toMatchObject({
      path: ['createRef'],
      message:
        'Repository rule violations found\n\nCannot create ref due to creations being restricted.',
    });
    const { body: other } = await write('ruled', target, 'fix');
    expect(other.errors).toBeUndefined();

    await sandbox.api('DELETE', `/repos/acme/ruled/rulesets/${ruleset.id}`);
    expect((await write('ruled', target)).body.errors).toBeUndefined();
  });
});
