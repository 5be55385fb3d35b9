import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Brings up a platform of its own for the browser tests, with an empty data directory and free ports, by the same
 * command a user types; `PLAYWRIGHT_URL` names one that runs already.
 */
export default async function startPlatform(): Promise<
  (() => Promise<void>) | undefined
> {
  if (process.env.PLAYWRIGHT_URL) {
    return undefined;
  }
  const dataDirectory = mkdtempSync(join(tmpdir(), 'infra-ai-e2e-'));
  const port = await freePorts(3);
  const env = {
    ...process.env,
    INFRA_AI_DATA_DIR: dataDirectory,
    GITHUB_TOKEN: '',
    GEMINI_API_KEY: '',
  };
  const infraAi = (...args: string[]) =>
    execFileSync(
      process.execPath,
      [resolve('packages/cli/bin/infra-ai'), ...args],
      { env, stdio: 'inherit' },
    );

  infraAi('start', '--port', String(port));
  process.env.PLAYWRIGHT_URL = `http://localhost:${port}`;
  return async () => {
    infraAi('stop');
    rmSync(dataDirectory, { recursive: true, force: true });
  };
}

/** The first of `count` free ports in a row. */
async function freePorts(count: number): Promise<number> {
  for (let first = 13_000; first < 60_000; first += count) {
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) {
      return first;
    }
  }
  throw new Error(`No ${count} free ports in a row were found`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise(answer => {
    const probe = createServer()
      .once('error', () => answer(false))
      .listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}
