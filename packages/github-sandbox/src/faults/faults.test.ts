import {
  cleanUp,
  startTestSandbox,
  TestSandbox,
} from '../__testUtils__/sandbox';

jest.setTimeout(60_000);

describe('faults and the request journal', () => {
  const time = { now: Date.parse('2026-06-01T12:00:00Z') };
  let sandbox: TestSandbox;

  beforeAll(async () => {
    sandbox = await startTestSandbox({ clock: () => time.now });
  });
  afterAll(cleanUp);

  const overHttp = (method: string, path: string, body?: unknown) =>
    sandbox.request(method, `/_sandbox/${path}`, {
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });

  it('answers with a status as often as asked, then works again', async () => {
    const added = await overHttp('POST', 'faults', {
      match: { method: 'GET', path: '/user$' },
      status: 502,
      headers: { 'retry-after': '3' },
      times: 2,
    });
    expect(added.status).toBe(201);
    expect((await sandbox.api('GET', '/users/guest')).status).toBe(200);
    const hit = await sandbox.api('GET', '/user');
    expect(hit.status).toBe(502);
    expect(hit.headers.get('retry-after')).toBe('3');
    expect((await sandbox.api('GET', '/user')).status).toBe(502);
    expect((await sandbox.api('GET', '/user')).status).toBe(200);
  });

  it('drops the answer after the effect', async () => {
    sandbox.faults.add({
      match: { method: 'POST', path: '/orgs/acme/repos' },
      dropAfterEffect: true,
    });
    await expect(
      sandbox.api('POST', '/orgs/acme/repos', { name: 'lost' }),
    ).rejects.toThrow('fetch failed');
    expect((await sandbox.api('GET', '/repos/acme/lost')).status).toBe(200);
    const retry = await sandbox.api('POST', '/orgs/acme/repos', {
      name: 'lost',
    });
    expect(retry.status).toBe(422);
    const entry = sandbox.requests
      .list()
      .find(item => item.method === 'POST' && item.dropped);
    expect(entry).toMatchObject({ path: '/api/v3/orgs/acme/repos' });
    expect(entry?.status).toBeUndefined();
  });

  it('waits', async () => {
    sandbox.faults.add({ match: { path: '/user' }, latencyMs: 120 });
    const before = performance.now();
    expect((await sandbox.api('GET', '/user')).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(100);
  });

  it('hides what was just created, everywhere, for a time', async () => {
    sandbox.faults.add({
      match: { method: 'POST', path: '/orgs/acme/repos' },
      hideCreatedForMs: 3000,
    });
    const created = await sandbox.api('POST', '/orgs/acme/repos', {
      name: 'late',
      auto_init: true,
    });
    expect(created.status).toBe(201);
    const query = `{ repository(owner: "acme", name: "late") { id }
      repositoryOwner(login: "acme") { repositories(first: 100) { nodes { name } } } }`;
    const look = async () => {
      const { body } = await sandbox.graphql(query);
      return {
        rest: (await sandbox.api('GET', '/repos/acme/late')).status,
        graphql: body.errors?.[0].type ?? 'found',
        listed: JSON.stringify(body.data.repositoryOwner).includes('late'),
      };
    };
    expect(await look()).toEqual({
      rest: 404,
      graphql: 'NOT_FOUND',
      listed: false,
    });
    time.now += 3000;
    expect(await look()).toEqual({ rest: 200, graphql: 'found', listed: true });
  });

  it('can be listed, cleared, and refuses nonsense', async () => {
    sandbox.faults.add({ status: 500 });
    expect((await overHttp('GET', 'faults')).body.faults).toHaveLength(1);
    expect((await overHttp('DELETE', 'faults')).status).toBe(204);
    expect((await sandbox.api('GET', '/user')).status).toBe(200);
    for (const bad of [
      { match: { path: '(' } },
      { status: 200 },
      { stauts: 500 },
      { times: 0 },
    ]) {
      expect((await overHttp('POST', 'faults', bad)).status).toBe(422);
    }
  });

  it('counts requests by kind and keeps no credentials', async () => {
    await overHttp('DELETE', 'requests');
    await sandbox.api('GET', '/user');
    await sandbox.graphql('query Me { viewer { login } }');
    await sandbox.request('GET', '/acme/payments');
    await sandbox.request('GET', '/raw/acme/payments/main/README.md');
    const { body, text } = await overHttp('GET', 'requests');
    expect(body.counts).toEqual({
      rest: 1,
      graphql: 1,
      git: 0,
      raw: 1,
      web: 1,
      total: 4,
    });
    expect(body.requests[1]).toMatchObject({
      kind: 'graphql',
      operation: 'Me',
      user: 'guest',
      status: 200,
    });
    expect(text).not.toContain('any-token');
  });

  it('is healthy', async () => {
    const { status, body } = await overHttp('GET', 'health');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', accounts: 2 });
  });
});
