import { parentPort, workerData } from 'node:worker_threads';
import { analyze, type PixelPicture } from '@infra-ai/analysis';
import type {
  AnalyzerInput,
  AnalyzerProgress,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** What a thread is given: of a picture without a source also its pixels. */
export interface ThreadTask {
  input: AnalyzerInput;
  pixels?: PixelPicture;
}

/** What a thread tells the one that started it. */
export type ThreadMessage =
  | { type: 'progress'; progress: AnalyzerProgress }
  | { type: 'model'; model: InfrastructureModel }
  | { type: 'error'; error: { name: string; message: string } };

/** Tells such a thread from others that load this module. */
export const THREAD_ROLE = 'infra-ai-analysis';

/** This file, which is also what a thread runs: a build emits only files that something imports. */
export const threadFile = __filename;

if (parentPort && workerData === THREAD_ROLE) {
  const port = parentPort;
  port.on('message', async ({ input, pixels }: ThreadTask) => {
    const tell = (message: ThreadMessage) => port.postMessage(message);
    try {
      const model = await analyze(input, {
        ...(pixels ? { readPixels: async () => pixels } : {}),
        onProgress: progress => tell({ type: 'progress', progress }),
      });
      tell({ type: 'model', model });
    } catch (error) {
      const { name, message } = error as Error;
      tell({ type: 'error', error: { name, message } });
    }
  });
}
