import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  HealthCheck,
  HealthReport,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisStore } from '../database/AnalysisStore';
import type { AnalyzerRegistry } from './AnalyzerRegistry';
import type { DiscoveryHealth } from './DiscoveryHealth';
import type { GithubService } from './GithubService';
import type { JobQueue } from './JobQueue';

const TIMEOUT_MS = 3_000;
/** A job that waits longer says that the workers cannot keep up, or are gone. */
const MAX_WAIT_SECONDS = 60;
const MIN_RATE_LIMIT = 0.1;

/** Messages of our own and of analyzers are written for people; those of drivers may hold hosts, users and SQL. */
const SPEAKING = [
  'InputError',
  'ServiceUnavailableError',
  'AuthenticationError',
  'NotAllowedError',
  'GithubCredentialsError',
  'GithubRefusalError',
];

type Check = (signal: AbortSignal) => Promise<HealthCheck>;

/**
 * Looks at everything the plugin needs, at once, each part for at most three seconds.
 *
 * Analyzing needs the database, the queue and an analyzer: the whole is `down` when one of these is. Without GitHub or
 * the catalog only publishing suffers, so these make the whole `degraded` at most.
 */
export class HealthService {
  readonly #store: AnalysisStore;
  readonly #queue: JobQueue;
  readonly #analyzers: AnalyzerRegistry;
  readonly #github: GithubService;
  readonly #catalog: CatalogService;
  readonly #discovery: DiscoveryHealth;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;

  constructor(options: {
    store: AnalysisStore;
    queue: JobQueue;
    analyzers: AnalyzerRegistry;
    github: GithubService;
    catalog: CatalogService;
    discovery: DiscoveryHealth;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#queue = options.queue;
    this.#analyzers = options.analyzers;
    this.#github = options.github;
    this.#catalog = options.catalog;
    this.#discovery = options.discovery;
    this.#auth = options.auth;
    this.#logger = options.logger;
  }

  async report(): Promise<HealthReport> {
    const [database, queue, analyzers, github, catalog, discovery] =
      await Promise.all([
        this.#run('The database', () => this.#checkDatabase()),
        this.#run('The job queue', () => this.#checkQueue()),
        this.#checkAnalyzers(),
        this.#run('GitHub', signal => this.#checkGithub(signal)),
        this.#run('The catalog', () => this.#checkCatalog()),
        this.#discovery.check(AbortSignal.timeout(TIMEOUT_MS)),
      ]);
    const essential = [database, queue, analyzers];
    const all = [
      ...essential,
      github,
      catalog,
      ...(discovery ? [discovery] : []),
    ];
    let status: HealthReport['status'] = 'ok';
    if (essential.some(check => check.status === 'down')) {
      status = 'down';
    } else if (
      all.some(({ status: its }) => its === 'down' || its === 'degraded')
    ) {
      status = 'degraded';
    }
    return {
      status,
      checks: {
        database,
        queue,
        analyzers,
        github,
        catalog,
        ...(discovery && { discovery }),
      },
    };
  }

  async #checkDatabase(): Promise<HealthCheck> {
    await this.#store.getQueueDepth();
    return { status: 'ok' };
  }

  async #checkQueue(): Promise<HealthCheck> {
    const { queued, running, oldestSeconds } =
      await this.#store.getQueueDepth();
    const details = { queued, running, oldestSeconds };
    if (!this.#queue.running) {
      return {
        status: 'down',
        reason: 'The job queue of this back end does not run. Restart it.',
        details,
      };
    }
    if (oldestSeconds > MAX_WAIT_SECONDS) {
      return {
        status: 'degraded',
        reason: `An analysis has waited for ${oldestSeconds} seconds. Run more back ends, or raise infraAi.analysis.concurrency.`,
        details,
      };
    }
    return { status: 'ok', details };
  }

  async #checkAnalyzers(): Promise<HealthCheck> {
    const analyzers = this.#analyzers.all();
    if (analyzers.length === 0) {
      return {
        status: 'down',
        reason:
          'No analyzer is installed. Add one of the infra-ai analyzer modules to the back end.',
      };
    }
    const checks = await Promise.all(
      analyzers.map(async analyzer => ({
        id: analyzer.id,
        check: await this.#run(analyzer.title, async signal => {
          await analyzer.checkHealth?.({ signal });
          return { status: 'ok' };
        }),
      })),
    );
    const broken = checks.filter(({ check }) => check.status !== 'ok');
    // The others still work.
    const worst = broken.length < checks.length ? 'degraded' : 'down';
    return {
      status: broken.length ? worst : 'ok',
      ...(broken.length
        ? {
            reason: broken
              .map(({ id, check }) => `${id}: ${check.reason}`)
              .join(' '),
          }
        : {}),
      details: Object.fromEntries(
        checks.map(({ id, check }) => [id, check.status]),
      ),
    };
  }

  async #checkGithub(signal: AbortSignal): Promise<HealthCheck> {
    const { limit, remaining, reset } = await this.#github.rateLimit(signal);
    const details = { limit, remaining, reset: reset.toISOString() };
    return remaining < limit * MIN_RATE_LIMIT
      ? {
          status: 'degraded',
          reason: `Only ${remaining} of ${limit} GitHub requests are left until ${reset.toISOString()}. Publish after that.`,
          details,
        }
      : { status: 'ok', details };
  }

  async #checkCatalog(): Promise<HealthCheck> {
    await this.#catalog.queryEntities(
      { limit: 1, fields: ['kind'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return { status: 'ok' };
  }

  async #run(what: string, check: Check): Promise<HealthCheck> {
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        check(controller.signal),
        new Promise<HealthCheck>(resolve => {
          timer = setTimeout(
            () =>
              resolve({
                status: 'down',
                reason: `${what} did not answer within ${
                  TIMEOUT_MS / 1000
                } seconds.`,
              }),
            TIMEOUT_MS,
          );
        }),
      ]);
    } catch (error) {
      this.#logger.warn(`Health check failed: ${what}`, error as Error);
      const { name, message } = error as Error;
      return {
        status: 'down',
        reason: SPEAKING.includes(name)
          ? message
          : `${what} does not work; the log of the back end has the cause.`,
      };
    } finally {
      clearTimeout(timer);
      controller.abort();
    }
  }
}
