import { Gate } from './Gate';
import { sharp } from './libvips';
import type { Limits } from './limits';
import { PDF_ROLE, pdfThreadFile } from './pdfThread';
import type { PageReply, PageRequest } from './pdfThread';
import { PictureError } from './PictureError';
import { startThread } from '../thread';
import type { PreparedPicture } from './types';

/** Text of 8 points on A4 is legible at that, and vision models take no more. */
const LONG_SIDE = 2400;
const MAX_SECONDS = 20;
const MAX_HEAP_MB = 128;
const rendering = new Gate(2);

/** Renders a page of a PDF. */
export async function preparePdf(
  bytes: Uint8Array,
  page: number,
  { maxPixels, signal }: Limits,
): Promise<PreparedPicture> {
  const reply = await rendering.run(signal, () =>
    renderPage({ bytes, page, pixels: LONG_SIDE, maxPixels }, signal),
  );
  switch (reply.type) {
    case 'encrypted':
      throw new PictureError(
        400,
        'The PDF is protected by a password. Save it without one, or give a screenshot of it as PNG.',
      );
    case 'no such page':
      throw new PictureError(
        400,
        reply.pages === 0
          ? 'The PDF has no pages. Export it again.'
          : `The PDF has ${
              reply.pages === 1 ? 'only one page' : `${reply.pages} pages`
            }, so there is no page ${page}. Choose another one.`,
      );
    case 'broken':
      throw broken(reply.message);
    default:
  }
  const { width, height, pages, pixels } = reply;
  return {
    bytes: await sharp(pixels, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .png()
      .toBuffer(),
    mediaType: 'image/png',
    width,
    height,
    original: { bytes, mediaType: 'application/pdf', page, pages },
    notes:
      pages > 1
        ? [`Only page ${page} of the ${pages} pages of the PDF is read.`]
        : [],
  };
}

/**
 * In a thread of its own, which ends with the page: nothing that one stranger's document left behind meets the next one,
 * and a document that keeps PDFium busy forever can be stopped.
 */
async function renderPage(
  request: PageRequest,
  signal: AbortSignal | undefined,
): Promise<PageReply> {
  const worker = startThread(pdfThreadFile, {
    role: PDF_ROLE,
    maxHeapMb: MAX_HEAP_MB,
  });
  const stops = [AbortSignal.timeout(MAX_SECONDS * 1000)];
  const stop = AbortSignal.any(signal ? [signal, ...stops] : stops);
  let abort: () => void;
  try {
    return await new Promise<PageReply>((resolve, reject) => {
      abort = () =>
        reject(
          signal?.aborted
            ? signal.reason
            : new PictureError(
                400,
                `Rendering the page took longer than ${MAX_SECONDS} seconds. Export the drawing as PNG.`,
              ),
        );
      stop.addEventListener('abort', abort, { once: true });
      worker.once('message', resolve);
      // Memory that ran out ends up here.
      worker.once('error', error => resolve(brokenReply(error)));
      worker.once('exit', () => resolve(brokenReply(undefined)));
      worker.postMessage(request);
    });
  } finally {
    stop.removeEventListener('abort', abort!);
    worker.removeAllListeners();
    await worker.terminate();
  }
}

function brokenReply(error: unknown): PageReply {
  return {
    type: 'broken',
    message: (error as Error)?.message ?? 'The thread ended',
  };
}

function broken(message: string): PictureError {
  return new PictureError(
    400,
    'The PDF is broken or cut off, or the page needs too much memory. Save it again, or give a screenshot of it as PNG.',
    new Error(message),
  );
}
