import { startThread } from '../thread';
import { PDF_ROLE, pdfThreadFile } from './pdfThread';
import type { PageReply, PageRequest } from './pdfThread';
import { PictureError } from './PictureError';

const MAX_HEAP_MB = 128;

/**
 * In a thread of its own, which ends with the page: nothing that one stranger's document left behind meets the next one,
 * and a document that keeps PDFium busy forever can be stopped.
 *
 * @throws PictureError when it takes too long, or the signal's reason
 */
export async function renderPage(
  request: PageRequest,
  { maxSeconds, signal }: { maxSeconds: number; signal?: AbortSignal },
): Promise<PageReply> {
  const worker = startThread(pdfThreadFile, {
    role: PDF_ROLE,
    maxHeapMb: MAX_HEAP_MB,
  });
  const done = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<PageReply>((resolve, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new PictureError(
              400,
              `Rendering the page took longer than ${maxSeconds} seconds. Export the drawing as PNG.`,
            ),
          ),
        maxSeconds * 1000,
      );
      signal?.addEventListener('abort', () => reject(signal.reason), {
        signal: done.signal,
      });
      worker.once('message', resolve);
      // Memory that ran out ends up here; an error without a listener would end the process.
      worker.on('error', error => resolve(brokenReply(error)));
      worker.once('exit', () => resolve(brokenReply(undefined)));
      worker.postMessage(request);
    });
  } finally {
    clearTimeout(timer);
    done.abort();
    await worker.terminate();
  }
}

function brokenReply(error: unknown): PageReply {
  return {
    type: 'broken',
    message: (error as Error)?.message ?? 'The thread ended',
  };
}
