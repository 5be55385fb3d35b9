import {
  startGitHubSandbox,
  type GitHubSandbox,
} from '@infra-ai/github-sandbox';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const DATABASE_VARIABLE =
  'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/** A back end of this checkout over a real PostgreSQL and a sandbox of its own, as `infra-ai start` runs them. */
export interface Platform {
  url: string;
  sandbox: GitHubSandbox;
  /** Calls the API as the guest. */
  api(path: string, init?: RequestInit): Promise<Response>;
  /** What the back end has logged. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

export async function startPlatform(): Promise<Platform> {
  const directory = await mkdtemp(join(tmpdir(), 'infra-ai-bench-'));
  await require('../../jest/postgresSetup.cjs')();
  const database = new URL(process.env[DATABASE_VARIABLE]!);
  const sandbox = await startGitHubSandbox({
    dataDir: join(directory, 'github'),
    // What is measured is our work, not a pause for GitHub's limits.
    limits: {
      corePerHour: 1e9,
      graphqlPerHour: 1e9,
      contentPerMinute: 1e9,
      contentPerHour: 1e9,
    },
  });
  const port = await require('../../jest/freePort.cjs').freePort();
  const logFile = join(directory, 'backend.log');
  const root = resolve(__dirname, '../..');
  const config = (name: string) => ['--config', join(root, name)];
  const backend = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      'src/index',
      ...config('app-config.yaml'),
      ...config('app-config.sandbox.yaml'),
      ...config('benchmarks/publish/app-config.benchmark.yaml'),
    ],
    {
      cwd: join(root, 'packages/backend'),
      env: {
        ...process.env,
        NODE_ENV: 'development',
        POSTGRES_HOST: database.hostname,
        POSTGRES_PORT: database.port,
        POSTGRES_USER: database.username,
        POSTGRES_PASSWORD: database.password,
        INFRA_AI_PORT: String(port),
        INFRA_AI_SANDBOX_PORT: String(sandbox.port),
        INFRA_AI_WEBHOOK_SECRET: randomBytes(16).toString('hex'),
        GITHUB_TOKEN: '',
        GEMINI_API_KEY: '',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const log = createWriteStream(logFile);
  backend.stdout.pipe(log);
  backend.stderr.pipe(log);
  const readLog = () =>
    import('node:fs/promises').then(fs => fs.readFile(logFile, 'utf8'));

  const url = `http://localhost:${port}`;
  const stop = async () => {
    if (backend.exitCode === null && backend.signalCode === null) {
      const exited = new Promise(done => backend.once('exit', done));
      backend.kill('SIGTERM');
      await exited;
    }
    await sandbox.close();
    await require('../../jest/postgresTeardown.cjs')();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await untilReady(url, () => backend.exitCode === null);
    const token = await guestToken(url);
    return {
      url,
      sandbox,
      log: readLog,
      stop,
      api: (path, init) =>
        fetch(`${url}/api${path}`, {
          ...init,
          headers: {
            ...init?.headers,
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
          },
        }),
    };
  } catch (error) {
    process.stderr.write((await readLog()).slice(-4000));
    await stop();
    throw error;
  }
}

async function untilReady(url: string, running: () => boolean): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline && running()) {
    const ready = await fetch(`${url}/.backstage/health/v1/readiness`).then(
      response => response.ok,
      () => false,
    );
    if (ready) {
      return;
    }
    await new Promise(done => setTimeout(done, 250));
  }
  throw new Error('The back end did not become ready');
}

async function guestToken(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}
