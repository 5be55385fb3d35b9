import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { withoutPixels, type PixelPicture } from '@infra-ai/analysis';
import type {
  AnalyzerInput,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalyzeOptions } from '@infra-ai/backstage-plugin-infra-ai-node';
import {
  THREAD_ROLE,
  threadFile,
  type ThreadMessage,
  type ThreadTask,
} from './analysisThread';

/** A text that needs more than this would otherwise take the back end with it. */
const MAX_HEAP_MB = 512;

/**
 * Runs analyses in threads: the analyzer computes without a pause (1.8 s for a compose file of 100 kB were measured),
 * in which the back end could answer nobody, and a thread can be ended in the midst of that. One thread stays warm.
 */
export class AnalysisThreads {
  #idle?: Worker;
  readonly #busy = new Set<Worker>();

  /** @throws what the analyzer throws, or the signal's reason */
  async analyze(
    input: AnalyzerInput,
    { signal, onProgress }: AnalyzeOptions,
    pixels?: PixelPicture,
  ): Promise<InfrastructureModel> {
    signal.throwIfAborted();
    const worker = this.#take();
    let reusable = false;
    try {
      const model = await new Promise<InfrastructureModel>(
        (resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), {
            once: true,
          });
          worker.on('message', (message: ThreadMessage) => {
            switch (message.type) {
              case 'progress':
                onProgress(message.progress);
                break;
              case 'model':
                resolve(message.model);
                break;
              default:
                reject(
                  Object.assign(new Error(message.error.message), {
                    name: message.error.name,
                  }),
                );
            }
          });
          worker.once('error', reject);
          worker.once('exit', code =>
            reject(new Error(`The analysis thread ended with code ${code}`)),
          );
          post(worker, input, pixels);
        },
      );
      reusable = true;
      return model;
    } finally {
      worker.removeAllListeners();
      this.#busy.delete(worker);
      if (reusable && !this.#idle) {
        this.#idle = worker;
        // A thread at rest must not keep the process.
        worker.unref();
        worker.once('exit', () => this.#forget(worker));
      } else {
        // Nothing that a failed analysis left behind reaches the next one.
        void worker.terminate();
      }
    }
  }

  async close(): Promise<void> {
    const workers = [...this.#busy, ...(this.#idle ? [this.#idle] : [])];
    this.#idle = undefined;
    await Promise.all(workers.map(worker => worker.terminate()));
  }

  #take(): Worker {
    const worker = this.#idle ?? startThread();
    this.#idle = undefined;
    worker.removeAllListeners();
    worker.ref();
    this.#busy.add(worker);
    return worker;
  }

  #forget(worker: Worker): void {
    if (this.#idle === worker) {
      this.#idle = undefined;
    }
  }
}

/** Hands an input over: of a picture only what is read, and moved, since each would be copied with its whole buffer. */
function post(
  worker: Worker,
  input: AnalyzerInput,
  pixels: PixelPicture | undefined,
): void {
  if (input.kind !== 'image') {
    worker.postMessage({ input } satisfies ThreadTask);
    return;
  }
  const picture = pixels
    ? { ...input, bytes: new Uint8Array(), original: undefined }
    : withoutPixels(input);
  const buffers = [
    picture.bytes.buffer,
    picture.original?.bytes.buffer,
    pixels?.data.buffer,
  ];
  worker.postMessage(
    { input: picture, pixels } satisfies ThreadTask,
    buffers.filter(buffer => buffer instanceof ArrayBuffer),
  );
}

function startThread(): Worker {
  return new Worker(threadFile, {
    workerData: THREAD_ROLE,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    // A thread needs neither the configuration nor the secrets of its process.
    env: {},
    // In a checkout the sources are TypeScript, which the CLI's loader reads; a published package is JavaScript.
    ...(threadFile.endsWith('.ts')
      ? {
          execArgv: [
            '--require',
            createRequire(threadFile).resolve(
              '@backstage/cli/config/nodeTransform.cjs',
            ),
          ],
        }
      : {}),
  });
}
