import { parentPort, workerData } from 'node:worker_threads';

/** Which page to render, and how large. */
export interface PageRequest {
  bytes: Uint8Array;
  /** From 1. */
  page: number;
  /** Of the longer side. */
  pixels: number;
  maxPixels: number;
}

/** What became of it. */
export type PageReply =
  | {
      type: 'page';
      pages: number;
      width: number;
      height: number;
      /** RGBA on white. */
      pixels: Uint8Array;
    }
  | { type: 'no such page'; pages: number }
  | { type: 'encrypted' }
  | { type: 'too large' }
  | { type: 'broken'; message: string };

/** Tells such a thread from others that load this module. */
export const PDF_ROLE = 'infra-ai-pdf';

/** This file, which is also what a thread runs. */
export const pdfThreadFile = __filename;

/** Enough for a picture of 40 megapixels; a small file could ask for 2 GB. */
const MAX_MEMORY = 192 * 1024 * 1024;
const PAGE_OF_MEMORY = 64 * 1024;

if (parentPort && workerData === PDF_ROLE) {
  const port = parentPort;
  const isExhausted = limitMemory();
  port.once('message', async (request: PageRequest) => {
    let reply: PageReply;
    try {
      reply = await render(request);
    } catch (error) {
      const { message } = error as Error;
      reply = /password/i.test(message)
        ? { type: 'encrypted' }
        : { type: 'broken', message };
    }
    if (isExhausted()) {
      reply = { type: 'too large' };
    }
    port.postMessage(
      reply,
      reply.type === 'page' ? [reply.pixels.buffer as ArrayBuffer] : [],
    );
  });
}

/** Emscripten asks for more than it needs at first, and for less twice. */
const GROWTH_ATTEMPTS = 3;

/**
 * PDFium is compiled without JavaScript and sees no file and no network; memory is what is left to take.
 *
 * @returns whether it was refused any: PDFium then leaves out what it could not draw, and says nothing
 */
function limitMemory(): () => boolean {
  const { grow } = WebAssembly.Memory.prototype;
  let refusals = 0;
  let exhausted = false;
  WebAssembly.Memory.prototype.grow = function limited(pages) {
    if (this.buffer.byteLength + pages * PAGE_OF_MEMORY > MAX_MEMORY) {
      refusals++;
      exhausted ||= refusals === GROWTH_ATTEMPTS;
      throw new RangeError('The page needs too much memory');
    }
    refusals = 0;
    return grow.call(this, pages);
  };
  return () => exhausted;
}

async function render(request: PageRequest): Promise<PageReply> {
  const { PDFiumLibrary } = await import('@hyzyla/pdfium');
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(request.bytes);
  const pages = document.getPageCount();
  if (request.page > pages) {
    return { type: 'no such page', pages };
  }
  const page = document.getPage(request.page - 1);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  if (!(originalWidth > 0 && originalHeight > 0)) {
    return { type: 'broken', message: 'The page has no size' };
  }
  const scale = Math.min(
    request.pixels / Math.max(originalWidth, originalHeight),
    Math.sqrt(request.maxPixels / (originalWidth * originalHeight)),
  );
  const { width, height, data } = await page.render({
    width: Math.max(1, Math.floor(originalWidth * scale)),
    height: Math.max(1, Math.floor(originalHeight * scale)),
    scale: 1,
    renderFormFields: true,
  });
  return { type: 'page', pages, width, height, pixels: data };
}
