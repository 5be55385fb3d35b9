import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { GithubMetrics } from './GithubMetrics';

interface Measurement {
  name: string;
  value: number;
  [attribute: string]: unknown;
}

/** Keeps what is measured. */
function recorder() {
  const measured: Measurement[] = [];
  const instrument = (name: string) => {
    const keep = (value: number, attributes?: object) =>
      void measured.push({ name, value, ...attributes });
    return { add: keep, record: keep };
  };
  const metrics = {
    createCounter: instrument,
    createGauge: instrument,
  } as Partial<MetricsService> as MetricsService;
  return { metrics, measured };
}

describe('GithubMetrics', () => {
  let server: Server;
  let base: string;
  let status = 200;
  let headers: Record<string, string> = {};

  beforeAll(async () => {
    server = createServer((_, res) => res.writeHead(status, headers).end('{}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`;
  });
  beforeEach(() => {
    status = 200;
    headers = {};
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  async function requestsOf(
    method: string,
    path: string,
    body?: string,
  ): Promise<Measurement[]> {
    const { metrics, measured } = recorder();
    await GithubMetrics.create(metrics).measure(fetch)(`${base}${path}`, {
      method,
      body,
    });
    return measured;
  }

  it.each([
    ['POST', '/orgs/acme/repos', 'repos/create-in-org'],
    ['POST', '/user/repos', 'repos/create-for-authenticated-user'],
    ['DELETE', '/repos/acme/shop', 'repos/delete'],
    ['GET', '/repos/acme/shop/pulls/7/files?page=2', 'pulls/list-files'],
    ['GET', '/rate_limit', 'rate-limit/get'],
    ['POST', '/acme/shop.git/git-receive-pack', 'git/receive-pack'],
    ['GET', '/repos/acme/secret-name', 'other'],
    ['PATCH', '/orgs/acme/repos', 'other'],
  ])('%s %s is %s', async (method, path, operation) => {
    expect(await requestsOf(method, path)).toEqual([
      {
        name: 'infra_ai.github.requests',
        value: 1,
        operation,
        status_class: '2xx',
      },
    ]);
  });

  it.each([
    [
      JSON.stringify({ query: 'query publishTarget($a: Int!) { x }' }),
      'publishTarget',
    ],
    [JSON.stringify({ query: '\n mutation push { x }' }), 'push'],
    [JSON.stringify({ query: '{ viewer { login } }' }), 'unnamed'],
    [JSON.stringify({ query: `query ${'a'.repeat(50)} { x }` }), 'unnamed'],
    ['no JSON', 'unnamed'],
  ])('names GraphQL by its document: %s', async (body, name) => {
    expect(await requestsOf('POST', '/graphql', body)).toMatchObject([
      { operation: `graphql/${name}` },
    ]);
  });

  it('tells refusals and silence apart', async () => {
    status = 403;
    expect(await requestsOf('GET', '/user')).toMatchObject([
      { operation: 'users/get-authenticated', status_class: '4xx' },
    ]);
    const { metrics, measured } = recorder();
    const silent = GithubMetrics.create(metrics).measure(async () => {
      throw new TypeError('fetch failed');
    });
    await expect(silent(`${base}/user`)).rejects.toThrow('fetch failed');
    expect(measured).toMatchObject([{ status_class: 'error' }]);
  });

  it('reads the limits of an answer, and no label that GitHub did not define', async () => {
    headers = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-resource': 'graphql',
    };
    const gauges = async () =>
      (await requestsOf('GET', '/user')).filter(({ name }) =>
        name.includes('rate_limit'),
      );
    expect(await gauges()).toEqual([
      {
        name: 'infra_ai.github.rate_limit.remaining',
        value: 0,
        resource: 'graphql',
      },
      {
        name: 'infra_ai.github.rate_limit.limit',
        value: 5000,
        resource: 'graphql',
      },
    ]);
    headers['x-ratelimit-resource'] = 'Acme/Shop';
    headers['x-ratelimit-remaining'] = 'many';
    expect(await gauges()).toMatchObject([{ value: 5000, resource: 'other' }]);
  });
});
