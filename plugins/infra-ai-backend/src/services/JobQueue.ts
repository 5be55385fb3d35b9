import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { fromKnex, PgBoss, type Job } from 'pg-boss';
import { queueDatabase } from './queueDatabase';

const ANALYSIS = 'infra-ai-analysis';
const ABANDONED_ANALYSIS = 'infra-ai-analysis-abandoned';
const PUBLICATION = 'infra-ai-publication';
const PULL_REQUESTS = 'infra-ai-pull-requests';

/** A back end that has not been heard of for this long is taken for dead; pg-boss allows no less. */
const HEARTBEAT_SECONDS = 10;
/** How often the queue looks for jobs of dead back ends. */
const MONITOR_SECONDS = 3;
/** Runs of one analysis that may die with their back end before it is given up: it may be what kills them. */
const RETRIES = 5;
/** Time for a run to notice its own timeout before the queue takes the job away. */
const EXPIRY_MARGIN_SECONDS = 30;
const PUBLICATION_POLL_SECONDS = 2;
/** Time for the row of a publication to be written. */
const FIRST_LOOK_SECONDS = 3;
const STOP_MS = 10_000;
/** unique_violation, duplicate_schema, duplicate_table, duplicate_object, duplicate_function */
const TAKEN = ['23505', '42P06', '42P07', '42710', '42723'];

/** What the queue's jobs do. */
export interface JobHandlers {
  runAnalysis(id: string, signal: AbortSignal): Promise<void>;
  /** The queue has given the analysis up. */
  abandonAnalysis(id: string): Promise<void>;
  /** @returns true when there is nothing more to watch */
  watchPublication(id: string): Promise<boolean>;
  /** @returns after how many seconds to look again, undefined when there is nothing to follow */
  lookAtPullRequests?(): Promise<number | undefined>;
}

/**
 * The pg-boss queue. It works through the plugin's own database connection, so whatever that is configured with
 * (sockets, TLS, rotating cloud credentials, roles) holds here too, and a job can be made in the transaction that makes
 * its row. A job carries an id only.
 */
export class JobQueue {
  readonly #boss: PgBoss;
  readonly #logger: LoggerService;
  readonly #options: { timeoutMs: number; concurrency: number };
  #analysisWorker?: string;
  #running = false;

  static async create(options: {
    db: Knex;
    logger: LoggerService;
    timeoutMs: number;
    concurrency: number;
  }): Promise<JobQueue> {
    const schema = await jobSchema(options.db);
    const queue = new JobQueue(schema, options);
    await queue.#prepare();
    return queue;
  }

  private constructor(
    schema: string,
    options: {
      db: Knex;
      logger: LoggerService;
      timeoutMs: number;
      concurrency: number;
    },
  ) {
    this.#logger = options.logger;
    this.#options = options;
    this.#boss = new PgBoss({
      db: queueDatabase(options.db),
      schema,
      schedule: false,
      superviseIntervalSeconds: MONITOR_SECONDS,
      monitorIntervalSeconds: MONITOR_SECONDS,
      registerInstance: false,
    });
    this.#boss.on('error', error =>
      this.#logger.error('The job queue reports an error', error),
    );
    this.#boss.on('warning', warning =>
      this.#logger.warn(`The job queue warns: ${warning.message}`),
    );
  }

  /** Of two back ends that make the tables at the same time PostgreSQL lets one fail, which then finds them made. */
  async #start(): Promise<void> {
    try {
      await this.#boss.start();
    } catch (error) {
      if (!TAKEN.includes((error as { code?: string }).code ?? '')) {
        throw error;
      }
      await this.#boss.start();
    }
  }

  async #prepare(): Promise<void> {
    await this.#start();
    const queues = {
      [ABANDONED_ANALYSIS]: { retryLimit: 20, retryDelay: 5 },
      [ANALYSIS]: {
        deadLetter: ABANDONED_ANALYSIS,
        expireInSeconds: this.#expiry(),
        heartbeatSeconds: HEARTBEAT_SECONDS,
        retryLimit: RETRIES,
        retryDelay: 0,
      },
      // `short`: one waiting job per publication, so no crash can leave two chains of them.
      [PUBLICATION]: {
        policy: 'short',
        expireInSeconds: 60,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        retryLimit: 1_000,
        deleteAfterSeconds: 3_600,
        retryDelay: PUBLICATION_POLL_SECONDS,
      },
      // One chain of looks for all pull requests and all back ends.
      [PULL_REQUESTS]: {
        policy: 'short',
        expireInSeconds: 120,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        retryLimit: 1_000,
        deleteAfterSeconds: 3_600,
        retryDelay: 10,
      },
    };
    for (const [name, { policy, ...options }] of Object.entries(queues) as [
      string,
      { policy?: string },
    ][]) {
      await this.#boss.createQueue(name, { policy, ...options });
      // An existing queue keeps its settings; the timeout may have been configured anew.
      await this.#boss.updateQueue(name, options);
    }
  }

  /** Starts to work. Calls must not be made before this. */
  async start(handlers: JobHandlers): Promise<void> {
    this.#analysisWorker = await this.#boss.work<{ id: string }>(
      ANALYSIS,
      {
        localConcurrency: this.#options.concurrency,
        pollingIntervalSeconds: 0.5,
        // The job goes on beating while the process has much to do.
        heartbeatRefreshSeconds: 2,
      },
      async ([job]: Job<{ id: string }>[]) =>
        handlers.runAnalysis(job.data.id, job.signal),
    );
    await this.#boss.work<{ id: string }>(
      ABANDONED_ANALYSIS,
      { pollingIntervalSeconds: 5 },
      async ([job]: Job<{ id: string }>[]) =>
        handlers.abandonAnalysis(job.data.id),
    );
    await this.#boss.work<{ id: string }>(
      PUBLICATION,
      { pollingIntervalSeconds: 1, localConcurrency: 2 },
      async ([job]: Job<{ id: string }>[]) => {
        if (!(await handlers.watchPublication(job.data.id))) {
          await this.watchPublication(job.data.id);
        }
      },
    );
    const look = handlers.lookAtPullRequests;
    if (look) {
      await this.#boss.work(
        PULL_REQUESTS,
        { pollingIntervalSeconds: 1 },
        async () => {
          const seconds = await look();
          if (seconds !== undefined) {
            await this.followPullRequests(seconds);
          }
        },
      );
      await this.followPullRequests(0);
    }
    this.#running = true;
  }

  /** Whether the queue works; not whether its database answers. */
  get running(): boolean {
    return this.#running;
  }

  /** Adds the job that runs an analysis. Its id is the analysis': adding it twice makes one job. */
  async addAnalysis(id: string, tx?: Knex.Transaction): Promise<void> {
    await this.#boss.send(
      ANALYSIS,
      { id },
      { id, ...(tx ? { db: fromKnex(tx) } : {}) },
    );
  }

  /** Lets this process take a new job at once instead of at its next poll. */
  wake(): void {
    if (this.#analysisWorker) {
      this.#boss.notifyWorker(this.#analysisWorker);
    }
  }

  /** Whether a job that will run, or runs, the analysis exists. */
  async hasAnalysis(id: string): Promise<boolean> {
    const jobs = await this.#boss.findJobs(ANALYSIS, { id });
    return jobs.some(job => ['created', 'retry', 'active'].includes(job.state));
  }

  async removeAnalysis(id: string): Promise<void> {
    await this.#boss.deleteJob(ANALYSIS, id);
  }

  /** Looks after a publication until it has ended. */
  async watchPublication(id: string, tx?: Knex.Transaction): Promise<void> {
    await this.#boss.send(
      PUBLICATION,
      { id },
      {
        singletonKey: id,
        startAfter: PUBLICATION_POLL_SECONDS,
        ...(tx ? { db: fromKnex(tx) } : {}),
      },
    );
  }

  /** Looks at pull requests after some seconds, and on until there are none to follow. */
  async followPullRequests(seconds = FIRST_LOOK_SECONDS): Promise<void> {
    await this.#boss.send(
      PULL_REQUESTS,
      {},
      { singletonKey: 'all', startAfter: seconds },
    );
  }

  /** Waits a while for running jobs; those that do not end are taken by another back end. */
  async stop(): Promise<void> {
    this.#running = false;
    await this.#boss.stop({ graceful: true, timeout: STOP_MS });
  }

  #expiry(): number {
    return Math.ceil(this.#options.timeoutMs / 1000) + EXPIRY_MARGIN_SECONDS;
  }
}

/** Next to the plugin's own schema, so that plugins that share a database do not share a queue. */
async function jobSchema(db: Knex): Promise<string> {
  const { rows } = await db.raw('SELECT current_schema() AS name');
  const own = rows[0].name;
  return own === 'public' ? 'pgboss' : `${own.replace(/\W/g, '_')}_pgboss`;
}
