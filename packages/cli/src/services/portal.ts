import { join } from 'node:path';
import { expectOk } from '../lib/http';
import { PlatformContext, platformEnvironment } from '../platform/environment';
import { Service } from '../platform/service';

/** The built app at the portal's address. The back end serves it; this passes requests on to there. */
export function portalService(context: PlatformContext): Service {
  const { checkout, options } = context;
  const { app, api } = options.ports;
  const url = `http://localhost:${app}`;
  return {
    name: 'app',
    title: 'Portal',
    port: app,
    url,
    after: ['backend'],
    async prepare() {
      return {
        file: process.execPath,
        args: [
          join(checkout.root, 'packages/cli/bin/infra-ai'),
          'portal',
          String(app),
          String(api),
        ],
        cwd: checkout.root,
        env: platformEnvironment(context),
      };
    },
    checkHealth: signal => expectOk(`${url}/`, signal),
    startTimeoutMs: 30_000,
    startAttempts: 1,
    stopSignal: 'SIGTERM',
  };
}
