import { join } from 'node:path';
import { expectOk } from '../lib/http';
import { PlatformContext, platformEnvironment } from '../platform/environment';
import { Service } from '../platform/service';

/** The local GitHub. */
export function sandboxService(context: PlatformContext): Service {
  const { checkout, options } = context;
  const { api, sandbox } = options.ports;
  const url = `http://localhost:${sandbox}`;
  return {
    name: 'sandbox',
    title: 'GitHub sandbox',
    port: sandbox,
    url,
    after: [],
    async prepare() {
      const env = platformEnvironment(context);
      return {
        file: process.execPath,
        args: [
          join(checkout.root, 'packages/github-sandbox/bin/github-sandbox'),
          '--data-dir',
          join(checkout.dataDirectory, 'github'),
          '--host',
          'localhost',
          '--port',
          String(sandbox),
          '--webhook-url',
          `http://localhost:${api}/api/events/http/github`,
          '--webhook-secret',
          env.INFRA_AI_WEBHOOK_SECRET!,
        ],
        cwd: checkout.root,
        env,
      };
    },
    checkHealth: signal => expectOk(`${url}/_sandbox/health`, signal),
    startTimeoutMs: 60_000,
    startAttempts: 1,
    stopSignal: 'SIGTERM',
  };
}
