import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** How a thread is started. */
export interface ThreadOptions {
  /** Told to the thread as `workerData`, so that a module can tell its thread from others that load it. */
  role: string;
  /** Of JavaScript; the memory of WebAssembly counts on top of it. */
  maxHeapMb: number;
}

/**
 * Starts a thread that runs a module of this package: in a checkout the TypeScript source, in a published package the
 * JavaScript that was built of it. A build emits only files that something imports, so the module names itself
 * (`export const threadFile = __filename`).
 */
export function startThread(
  file: string,
  { role, maxHeapMb }: ThreadOptions,
): Worker {
  const worker = new Worker(file, {
    workerData: role,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    // A thread that reads what strangers sent needs neither the configuration nor the secrets of its process.
    env: {},
    // What WebAssembly modules print is no log of ours.
    stdout: true,
    stderr: true,
    ...(file.endsWith('.ts')
      ? {
          execArgv: [
            '--require',
            createRequire(file).resolve(
              '@backstage/cli/config/nodeTransform.cjs',
            ),
          ],
        }
      : {}),
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}
