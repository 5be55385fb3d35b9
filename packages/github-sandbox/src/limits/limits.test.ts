import { cleanUp, startTestSandbox } from '../__testUtils__/sandbox';

jest.setTimeout(120_000);

describe('rate limits on a clock that a test moves', () => {
  afterEach(cleanUp);

  async function start(limits: Record<string, number>) {
    const time = { now: Date.parse('2026-06-01T12:00:00Z') };
    const sandbox = await startTestSandbox({ clock: () => time.now, limits });
    const create = (name: string) =>
      sandbox.api('POST', '/orgs/acme/repos', { name });
    return { time, sandbox, create };
  }

  it('tells limits on every answer', async () => {
    const { sandbox, time } = await start({});
    const answer = await sandbox.api('GET', '/repos/acme/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-ratelimit-limit')).toBe('5000');
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('4999');
    expect(answer.headers.get('x-ratelimit-resource')).toBe('core');
    expect(Number(answer.headers.get('x-ratelimit-reset'))).toBe(
      time.now / 1000 + 3600,
    );
    expect(answer.headers.get('x-github-request-id')).toMatch(/^[0-9A-F]{32}$/);

    const anonymous = await sandbox.request(
      'GET',
      `${sandbox.apiBaseUrl}/rate_limit`,
    );
    expect(anonymous.body.rate).toMatchObject({ limit: 60, used: 0 });
  });

  it('blocks content creation past the limit of a minute', async () => {
    const { sandbox, time, create } = await start({ contentPerMinute: 2 });
    expect((await create('one')).status).toBe(201);
    time.now += 20_000;
    expect((await create('two')).status).toBe(201);
    const refused = await create('three');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(refused.body.message).toMatch('secondary rate limit');
    expect((await sandbox.api('GET', '/repos/acme/three')).status).toBe(404);

    time.now += 40_000;
    expect((await create('three')).status).toBe(201);
  });

  it('blocks content creation past the limit of an hour, GraphQL included', async () => {
    const { sandbox, time, create } = await start({ contentPerHour: 1 });
    expect((await create('one')).status).toBe(201);
    const mutation = `mutation { createCommitOnBranch(input: {
      branch: { repositoryNameWithOwner: "acme/one", branchName: "main" },
      message: { headline: "x" }, expectedHeadOid: "${'0'.repeat(40)}"
    }) { clientMutationId } }`;
    const refused = await sandbox.graphql(mutation);
    expect(refused.status).toBe(403);
    expect(refused.headers.get('retry-after')).toBe('3600');
    const query = await sandbox.graphql('{ viewer { login } }');
    expect(query.body.data.viewer.login).toBe('guest');

    time.now += 3_600_000;
    expect((await create('two')).status).toBe(201);
  });

  it('answers 403 with nothing remaining when the hour is used up', async () => {
    const { sandbox, time } = await start({ corePerHour: 1 });
    expect((await sandbox.api('GET', '/user')).status).toBe(200);
    const refused = await sandbox.api('GET', '/user');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('retry-after')).toBeNull();
    time.now += 3_600_000;
    expect((await sandbox.api('GET', '/user')).status).toBe(200);
  });
});
