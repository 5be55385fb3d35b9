import { join } from 'node:path';
import { expectOk } from '../lib/http';
import {
  configArguments,
  PlatformContext,
  platformEnvironment,
} from '../platform/environment';
import { Service } from '../platform/service';

/** The portal's dev server, which reloads when its code changes. */
export function appService(context: PlatformContext): Service {
  const { checkout, options } = context;
  const url = `http://localhost:${options.ports.app}`;
  return {
    name: 'app',
    title: 'Portal',
    port: options.ports.app,
    url,
    after: [],
    async prepare() {
      return {
        file: process.execPath,
        args: [
          join(checkout.root, 'node_modules/@backstage/cli/bin/backstage-cli'),
          'package',
          'start',
          ...configArguments(context),
        ],
        cwd: join(checkout.root, 'packages/app'),
        // It would open a browser, which a script or a server does not want.
        env: { ...platformEnvironment(context), BROWSER: 'none' },
      };
    },
    checkHealth: signal => expectOk(`${url}/`, signal),
    // The dev server serves its page even if the code does not compile.
    fatalOutput: /compiled with \d+ errors?/,
    startTimeoutMs: 180_000,
    startAttempts: 1,
    stopSignal: 'SIGTERM',
  };
}
