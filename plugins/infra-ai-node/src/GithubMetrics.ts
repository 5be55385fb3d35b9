import type {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceGauge,
} from '@backstage/backend-plugin-api/alpha';

/** Names as GitHub's own description of its REST API has them: what is asked for, never whose it is. */
const OPERATIONS: Array<[method: string, path: RegExp, operation: string]> = [
  ['POST', /\/orgs\/[^/]+\/repos$/, 'repos/create-in-org'],
  ['POST', /\/user\/repos$/, 'repos/create-for-authenticated-user'],
  ['DELETE', /\/repos\/[^/]+\/[^/]+$/, 'repos/delete'],
  ['GET', /\/pulls\/\d+\/files$/, 'pulls/list-files'],
  ['GET', /\/rate_limit$/, 'rate-limit/get'],
  ['GET', /\/user\/orgs$/, 'orgs/list-for-authenticated-user'],
  ['GET', /\/user$/, 'users/get-authenticated'],
  ['GET', /\.git\/info\/refs$/, 'git/info-refs'],
  ['POST', /\.git\/git-receive-pack$/, 'git/receive-pack'],
];

const GRAPHQL_NAME = /^\s*(?:query|mutation)\s+(\w{1,40})\b/;
const RESOURCE = /^[a-z_]{1,40}$/;

/**
 * Counts the suite's requests to GitHub. Plugins that use it share the instruments' names; the scope tells them apart.
 *
 * @public
 */
export class GithubMetrics {
  readonly #requests: MetricsServiceCounter;
  readonly #remaining: MetricsServiceGauge;
  readonly #limit: MetricsServiceGauge;

  static create(metrics: MetricsService): GithubMetrics {
    return new GithubMetrics(metrics);
  }

  private constructor(metrics: MetricsService) {
    this.#requests = metrics.createCounter('infra_ai.github.requests', {
      description:
        'Requests to GitHub by operation and class of the answer; "error" is no answer',
      unit: '{request}',
    });
    this.#remaining = metrics.createGauge(
      'infra_ai.github.rate_limit.remaining',
      {
        description: 'Requests left in this hour, as the last answer said',
        unit: '{request}',
      },
    );
    this.#limit = metrics.createGauge('infra_ai.github.rate_limit.limit', {
      description: 'Requests allowed in an hour, as the last answer said',
      unit: '{request}',
    });
  }

  /** The same `fetch`, counted. */
  measure(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return async (input, init) => {
      const operation = operationOf(input, init);
      let statusClass = 'error';
      try {
        const response = await fetch(input, init);
        statusClass = `${Math.floor(response.status / 100)}xx`;
        this.#readLimit(response.headers);
        return response;
      } finally {
        this.#requests.add(1, { operation, status_class: statusClass });
      }
    };
  }

  #readLimit(headers: Headers | undefined): void {
    const named = headers?.get('x-ratelimit-resource') ?? '';
    const attributes = { resource: RESOURCE.test(named) ? named : 'other' };
    for (const [gauge, header] of [
      [this.#remaining, 'x-ratelimit-remaining'],
      [this.#limit, 'x-ratelimit-limit'],
    ] as const) {
      const value = headers?.get(header);
      if (value && Number.isFinite(Number(value))) {
        gauge.record(Number(value), attributes);
      }
    }
  }
}

/** A name from a short list, so that an address can never become a label. */
function operationOf(
  input: Parameters<typeof fetch>[0],
  init: Parameters<typeof fetch>[1],
): string {
  const request =
    typeof input === 'object' && 'url' in input ? input : undefined;
  const url = request?.url ?? String(input);
  if (!URL.canParse(url)) {
    return 'other';
  }
  const method = (init?.method ?? request?.method ?? 'GET').toUpperCase();
  const { pathname } = new URL(url);
  if (pathname.endsWith('/graphql')) {
    return `graphql/${graphqlName(init?.body) ?? 'unnamed'}`;
  }
  return (
    OPERATIONS.find(
      ([expected, path]) => expected === method && path.test(pathname),
    )?.[2] ?? 'other'
  );
}

/** The name that the suite's own document carries. */
function graphqlName(body: unknown): string | undefined {
  try {
    const { query } = JSON.parse(String(body));
    return GRAPHQL_NAME.exec(query)?.[1];
  } catch {
    return undefined;
  }
}
