import { decoding } from './Gate';
import { sharp } from './libvips';
import type { Limits } from './limits';
import { renderPage } from './pdfPage';
import { PictureError } from './PictureError';
import type { PreparedPicture } from './types';

/** Text of 8 points on A4 is legible at that, and vision models take no more. */
const LONG_SIDE = 2400;
const MAX_SECONDS = 20;

/** Renders a page of a PDF. */
export async function preparePdf(
  bytes: Uint8Array,
  page: number,
  { maxPixels, signal }: Limits,
): Promise<PreparedPicture> {
  const reply = await decoding.run(signal, () =>
    renderPage(
      { bytes, page, pixels: LONG_SIDE, maxPixels },
      { maxSeconds: MAX_SECONDS, signal },
    ),
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
    case 'too large':
      throw new PictureError(
        413,
        'The page holds pictures that need too much memory. Export it with smaller ones, or give a screenshot of it as PNG.',
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

function broken(message: string): PictureError {
  return new PictureError(
    400,
    'The PDF is broken or cut off. Save it again, or give a screenshot of it as PNG.',
    new Error(message),
  );
}
