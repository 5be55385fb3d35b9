import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHubSandbox, startGitHubSandbox } from '@infra-ai/github-sandbox';
import { Octokit } from '@octokit/rest';
import { mergeRights } from '../../actions/validateGithubAuth';
import { bePatient } from './patience';
import type { RightResult } from './right';
import { proveRights } from './rights';
import { hasScope, kindByPrefix, readToken, TokenFacts } from './token';
import { writeTest } from './writeTest';

jest.setTimeout(120_000);

describe('the checks of GitHub', () => {
  let directory: string;
  let sandbox: GitHubSandbox;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai auth-'));
    sandbox = await startGitHubSandbox({ dataDir: join(directory, 'github') });
    await sandbox.createUser({ login: 'ada' });
    await sandbox.createOrganization({ login: 'foreign', members: ['ada'] });
    await sandbox.createOrganization({ login: 'vault' });
    await sandbox.createRepository({
      owner: 'vault',
      name: 'secret',
      visibility: 'private',
      files: { 'README.md': '# Secret\n' },
    });
  });
  afterEach(() => sandbox.faults.clear());
  afterAll(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  });

  const connect = (token = 'a-token') =>
    new Octokit({
      auth: token,
      baseUrl: sandbox.apiBaseUrl,
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
  const answerUser = (headers: Record<string, string>, status = 200) =>
    sandbox.faults.add({
      match: { path: '/user$' },
      status,
      headers,
      body: { login: 'guest', type: 'User' },
    });
  const probes = async (owner: string) =>
    (await connect().paginate('GET /users/{owner}/repos', { owner })).filter(
      ({ name }: any) => name.startsWith('infra-ai-probe-'),
    );

  describe('readToken', () => {
    it.each([
      ['ghp_x', 'classic'],
      ['github_pat_x', 'fine-grained'],
      ['ghs_x', 'app-installation'],
      ['ghu_x', 'app-user'],
      ['gho_x', 'oauth'],
      ['ghr_x', 'refresh'],
      ['x', 'unknown'],
    ])('knows %s by its prefix', (token, kind) => {
      expect(kindByPrefix(token)).toBe(kind);
    });

    it('tells the token of Actions from that of an app by where it runs', () => {
      const env = { GITHUB_ACTIONS: 'true', GITHUB_TOKEN: 'ghs_x' };
      expect(kindByPrefix('ghs_x', env)).toBe('actions');
      expect(kindByPrefix('ghs_other', env)).toBe('app-installation');
    });

    it('reads scopes and limits, and takes a kind without prefix from the headers', async () => {
      expect(await readToken(connect(), 'a-token')).toMatchObject({
        valid: true,
        kind: 'classic',
        kindFrom: 'headers',
        login: 'guest',
        scopes: ['repo', 'read:org', 'workflow', 'delete_repo'],
        rate: { core: { limit: 5000 } },
      });
      answerUser({ 'x-oauth-scopes': 'repo', 'x-oauth-client-id': 'Iv1' });
      expect(await readToken(connect(), 'a-token')).toMatchObject({
        kind: 'oauth',
      });
    });

    it.each([
      ['2027-01-31 10:00:00 UTC', '2027-01-31T10:00:00.000Z'],
      ['2027-01-31 10:00:00 +0200', '2027-01-31T08:00:00.000Z'],
    ])('reads the end %s and single sign-on', async (ends, expiresAt) => {
      answerUser({
        'github-authentication-token-expiration': ends,
        'x-github-sso': 'partial-results; organizations=1,2',
      });
      expect(await readToken(connect(), 'github_pat_x')).toMatchObject({
        valid: true,
        kind: 'fine-grained',
        expiresAt,
        sso: 'partial-results; organizations=1,2',
      });
    });

    it('knows that a token of an app has no user, and a bad one is bad', async () => {
      answerUser({}, 403);
      const app = await readToken(connect('ghs_x'), 'ghs_x');
      expect(app).toMatchObject({ valid: true });
      expect(app.problem).toBeUndefined();
      expect(app.login).toBeUndefined();
      expect(await readToken(connect('bad'), 'bad')).toMatchObject({
        valid: false,
        problem: expect.stringContaining('wrong, expired or revoked'),
      });
    });

    it('finds scopes in others, and none in a token of permissions', () => {
      expect(hasScope({ scopes: ['admin:org'] }, 'read:org')).toBe(true);
      expect(hasScope({ scopes: ['public_repo'] }, 'repo')).toBe(false);
      expect(hasScope({}, 'repo')).toBeUndefined();
    });
  });

  describe('proveRights', () => {
    const classic: TokenFacts = {
      valid: true,
      kind: 'classic',
      kindFrom: 'prefix',
      login: 'guest',
      scopes: ['repo', 'read:org', 'delete_repo'],
    };
    const fineGrained: TokenFacts = {
      ...classic,
      kind: 'fine-grained',
      scopes: undefined,
    };
    const prove = async (owner: string, facts: TokenFacts) =>
      Object.fromEntries(
        (
          await proveRights({
            octokit: connect(),
            facts,
            owner,
            webhooks: true,
          })
        ).map(({ right, status }) => [right, status]),
      );

    it.each(['acme', 'guest'])('proves all at %s with scopes', async owner => {
      const rights = await prove(owner, classic);
      expect(rights).toMatchObject({
        'read metadata': 'proved',
        'create repositories': 'proved',
        'read contents': 'proved',
        'write contents': 'proved',
        'read pull requests': 'proved',
        'write pull requests': 'proved',
        'read webhooks': 'proved',
        'delete repositories': 'proved',
      });
      expect(rights['read organization members']).toBe(
        owner === 'acme' ? 'proved' : undefined,
      );
    });

    it('proves by reading what a private repository gives, and no writing', async () => {
      expect(await prove('vault', fineGrained)).toMatchObject({
        'create repositories': 'unproved',
        'read contents': 'proved',
        'read pull requests': 'proved',
        'write contents': 'unproved',
        'write pull requests': 'unproved',
        'delete repositories': 'unproved',
      });
      // Anybody reads a public one.
      expect(await prove('acme', fineGrained)).toMatchObject({
        'read contents': 'unproved',
      });
    });

    it('names what is missing', async () => {
      expect(await prove('nosuch', classic)).toEqual({
        'see the owner': 'missing',
      });
      expect(
        await prove('acme', { ...classic, scopes: ['public_repo'] }),
      ).toMatchObject({
        'create repositories': 'missing',
        'write contents': 'missing',
        'delete repositories': 'optional',
      });
      expect(await prove('foreign', classic)).toMatchObject({
        'create repositories': 'missing',
      });
      expect(await prove('ada', classic)).toMatchObject({
        'create repositories': 'missing',
      });
      sandbox.faults.add({
        match: { path: '/pulls' },
        status: 403,
        body: { message: 'Resource not accessible by personal access token' },
      });
      expect(await prove('acme', fineGrained)).toMatchObject({
        'read pull requests': 'missing',
      });
    });
  });

  describe('writeTest', () => {
    const statuses = (rights: RightResult[]) =>
      Object.fromEntries(rights.map(({ right, status }) => [right, status]));

    it.each(['acme', 'guest'])(
      'proves all at %s and leaves nothing',
      async owner => {
        const { rights, left } = await writeTest(connect(), owner);
        expect(statuses(rights)).toEqual({
          'create repositories': 'proved',
          'write contents': 'proved',
          'write pull requests': 'proved',
          'delete repositories': 'proved',
        });
        expect(left).toBeUndefined();
        expect(await probes(owner)).toEqual([]);
      },
    );

    it('stops at a step that is refused, and deletes the repository all the same', async () => {
      sandbox.faults.add({
        match: { method: 'POST', path: '/pulls' },
        status: 403,
        headers: { 'x-accepted-github-permissions': 'pull_requests=write' },
        body: { message: 'Resource not accessible' },
      });
      const { rights, left } = await writeTest(connect(), 'acme');
      expect(statuses(rights)).toEqual({
        'create repositories': 'proved',
        'write contents': 'proved',
        'write pull requests': 'missing',
        'delete repositories': 'proved',
      });
      expect(rights[2].proof).toContain('it asks for pull_requests=write');
      expect(left).toBeUndefined();
      expect(await probes('acme')).toEqual([]);
    });

    it('deletes a repository whose creation got no answer', async () => {
      sandbox.faults.add({
        match: { method: 'POST', path: '/orgs/acme/repos' },
        dropAfterEffect: true,
      });
      const { rights, left } = await writeTest(connect(), 'acme');
      expect(statuses(rights)).toEqual({
        'create repositories': 'missing',
        'delete repositories': 'proved',
      });
      expect(left).toBeUndefined();
      expect(await probes('acme')).toEqual([]);
    });

    it('names what it could not delete', async () => {
      sandbox.faults.add({
        match: { method: 'DELETE', path: '/repos/vault/' },
        status: 403,
        body: { message: 'Must have admin rights to Repository.' },
      });
      const { left } = await writeTest(connect(), 'vault');
      expect(left).toMatch(/\/vault\/infra-ai-probe-\d{14}$/);
      expect(await probes('vault')).toHaveLength(1);
    });
  });

  it('replaces what was read by what was written', () => {
    const right = (name: string, status: RightResult['status']) => ({
      owner: 'acme',
      right: name,
      status,
      proof: '',
    });
    expect(
      mergeRights(
        [
          right('read and write contents', 'unproved'),
          right('write pull requests', 'unproved'),
          right('read metadata', 'proved'),
        ],
        [
          right('write contents', 'proved'),
          right('write pull requests', 'missing'),
          right('delete repositories', 'proved'),
        ],
      ).map(result => `${result.right}: ${result.status}`),
    ).toEqual([
      'read contents: proved',
      'write contents: proved',
      'write pull requests: missing',
      'read metadata: proved',
      'delete repositories: proved',
    ]);
  });

  describe('bePatient', () => {
    it('waits as GitHub asks and tries again', async () => {
      sandbox.faults.add({
        match: { path: '/users/acme' },
        status: 429,
        headers: { 'retry-after': '1' },
        times: 2,
      });
      const octokit = connect();
      const waits: number[] = [];
      bePatient(octokit, seconds => waits.push(seconds));
      const { status } = await octokit.request('GET /users/acme');
      expect(status).toBe(200);
      expect(waits).toEqual([1, 1]);
    });

    it('says when a limit ends that is too far away, and leaves other refusals alone', async () => {
      const octokit = connect();
      bePatient(octokit);
      sandbox.faults.add({
        match: { path: '/users/acme' },
        status: 403,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Date.parse('2100-01-01') / 1000),
        },
      });
      await expect(octokit.request('GET /users/acme')).rejects.toThrow(
        'used up until 2100-01-01T00:00',
      );
      sandbox.faults.add({ match: { path: '/users/acme' }, status: 403 });
      await expect(octokit.request('GET /users/acme')).rejects.toMatchObject({
        status: 403,
      });
    });
  });
});
