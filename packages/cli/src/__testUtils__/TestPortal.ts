import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GitHubSandbox, startGitHubSandbox } from '@infra-ai/github-sandbox';
import { execa, ResultPromise } from 'execa';
import { Client } from 'pg';
import { findFreePort } from '../lib/ports';
import { findCheckout } from '../platform/checkout';
import { resolveOptions } from '../platform/options';
import { backendService } from '../services/backend';

const WEBHOOK_SECRET = 'webhook-secret';
const START_MS = 120_000;

/** The real back end as a process of its own, on a test database, with a local GitHub that tells it events. */
export class TestPortal {
  static async start(): Promise<TestPortal> {
    const portal = new TestPortal(
      await mkdtemp(join(tmpdir(), 'infra-ai portal-')),
    );
    try {
      await portal.#start();
    } catch (error) {
      await portal.stop();
      throw error;
    }
    return portal;
  }

  readonly #directory: string;
  readonly #prefix = `cli_test_${randomBytes(4).toString('hex')}_`;
  readonly #databaseUrl =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING!;
  #backend: ResultPromise | undefined;
  #github: GitHubSandbox | undefined;
  #port = 0;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  get github(): GitHubSandbox {
    return this.#github!;
  }

  /** For commands that are to use this portal. */
  get env(): NodeJS.ProcessEnv {
    return {
      INFRA_AI_URL: `http://localhost:${this.#port}`,
      INFRA_AI_TOKEN: '',
      INFRA_AI_SANDBOX_PORT: String(this.github.port),
      INFRA_AI_DATA_DIR: join(this.#directory, 'data'),
      DATABASE_URL: this.#databaseUrl,
      POSTGRES_HOST: '',
    };
  }

  async #start(): Promise<void> {
    this.#port = await findFreePort();
    this.#github = await startGitHubSandbox({
      dataDir: join(this.#directory, 'github'),
      webhooks: [
        {
          url: `http://localhost:${this.#port}/api/events/http/github`,
          secret: WEBHOOK_SECRET,
        },
      ],
    });
    const { hostname, port, username, password } = new URL(this.#databaseUrl);
    const database = {
      host: hostname,
      port: Number(port),
      user: username,
      password,
    };
    const service = backendService(
      {
        checkout: {
          ...findCheckout({}),
          dataDirectory: join(this.#directory, 'data'),
        },
        options: {
          ...resolveOptions({}, {}),
          mode: 'development',
          ports: { app: 3000, api: this.#port, sandbox: this.github.port },
          sandbox: true,
          database,
        },
        database,
        secrets: {
          postgresPassword: '',
          backendSecret: 'secret',
          webhookSecret: WEBHOOK_SECRET,
        },
      },
      { watch: false },
    );
    const { file, args, cwd, env } = await service.prepare!();
    this.#backend = execa(file, args, {
      cwd,
      env: {
        ...env,
        // As when a person starts it; Jest says `test`.
        NODE_ENV: 'development',
        GITHUB_TOKEN: '',
        GEMINI_API_KEY: '',
        APP_CONFIG_backend_database_prefix: JSON.stringify(this.#prefix),
      },
      reject: false,
      all: true,
      maxBuffer: 20_000_000,
    });
    await this.#untilHealthy(service.checkHealth.bind(service));
  }

  async #untilHealthy(
    checkHealth: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const until = Date.now() + START_MS;
    const ended = this.#backend!.then(({ all }) => {
      throw new Error(`The back end ended: ${String(all).slice(-3000)}`);
    });
    ended.catch(() => undefined);
    for (;;) {
      try {
        await Promise.race([ended, checkHealth(AbortSignal.timeout(2_000))]);
        return;
      } catch (error) {
        if (
          Date.now() > until ||
          /^The back end ended/.test(String((error as Error).message))
        ) {
          throw error;
        }
        await sleep(200);
      }
    }
  }

  async stop(): Promise<void> {
    this.#backend?.kill('SIGTERM', new Error('stopped by the test'));
    await this.#backend;
    await this.#github?.close();
    const client = new Client({ connectionString: this.#databaseUrl });
    await client.connect();
    const { rows } = await client.query(
      `SELECT datname FROM pg_database WHERE datname LIKE $1`,
      [`${this.#prefix.replace(/_/g, '\\_')}%`],
    );
    for (const { datname } of rows) {
      await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
    }
    await client.end();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
