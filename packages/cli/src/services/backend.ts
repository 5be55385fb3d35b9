import { join } from 'node:path';
import { expectOk } from '../lib/http';
import {
  configArguments,
  PlatformContext,
  platformEnvironment,
} from '../platform/environment';
import { ProcessSpec, Service, ServiceName } from '../platform/service';

/** How the back end's process is run. */
export interface BackendOptions {
  /** Restart it when its code changes, as Backstage's developers expect in a terminal. */
  watch: boolean;
  /** The unpacked build, in production. */
  release?: string;
  /** Longest time to become healthy. */
  startTimeoutMs?: number;
}

/** The API, and in production the app as well. */
export function backendService(
  context: PlatformContext,
  { watch, release, startTimeoutMs = 180_000 }: BackendOptions,
): Service {
  const { checkout, options } = context;
  const url = `http://localhost:${options.ports.api}`;
  const after: ServiceName[] = ['postgres', 'sandbox'];
  const readiness = `${url}/.backstage/health/v1/readiness`;

  return {
    name: 'backend',
    title: options.mode === 'production' ? 'Portal and API' : 'API',
    port: options.ports.api,
    url,
    after,
    async prepare(): Promise<ProcessSpec> {
      const env = platformEnvironment(context);
      const config = configArguments(context);
      if (release) {
        return {
          file: process.execPath,
          args: ['--enable-source-maps', 'packages/backend', ...config],
          cwd: release,
          env,
        };
      }
      const directory = join(checkout.root, 'packages/backend');
      if (watch) {
        return {
          file: process.execPath,
          args: [
            join(
              checkout.root,
              'node_modules/@backstage/cli/bin/backstage-cli',
            ),
            'package',
            'start',
            ...config,
          ],
          cwd: directory,
          env,
        };
      }
      // As `package start` runs it, but without a parent that outlives a crash of it and hides that from us.
      return {
        file: process.execPath,
        args: [
          '--enable-source-maps',
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          'src/index',
          ...config,
        ],
        cwd: directory,
        env: {
          ...env,
          ESBK_TSCONFIG_PATH: join(checkout.root, 'tsconfig.json'),
        },
      };
    },
    async checkHealth(signal) {
      await expectOk(readiness, signal);
      if (release) {
        await expectOk(`${url}/`, signal);
      }
    },
    startTimeoutMs,
    startAttempts: 1,
    stopSignal: 'SIGTERM',
  };
}
