import { preparePicture } from './preparePicture';
import { sharp } from './libvips';
import { renderPage } from './pdfPage';
import {
  encryptedPdf,
  PDF_DRAWING,
  pdfOf,
  pdfStream,
  pdfWithPages,
} from './__testUtils__/pdf';
import { colorAt } from './__testUtils__/rasters';

jest.setTimeout(180_000);

describe('preparePicture of a PDF', () => {
  it('renders the page, and keeps the document', async () => {
    const bytes = pdfWithPages([PDF_DRAWING]);
    const picture = await preparePicture(bytes);
    expect(picture).toMatchObject({
      mediaType: 'image/png',
      width: 2400,
      height: 1800,
      original: { bytes, mediaType: 'application/pdf', page: 1, pages: 1 },
      notes: [],
    });
    expect(await colorAt(picture.bytes, 600, 1500)).toEqual([255, 0, 0]);
    expect(await colorAt(picture.bytes, 1800, 1500)).toEqual([255, 255, 255]);
  });

  it('renders the page that is asked for', async () => {
    const bytes = pdfWithPages([PDF_DRAWING, '0 0 1 rg 0 0 400 300 re f']);
    const second = await preparePicture(bytes, { page: 2 });
    expect(second.notes).toEqual([
      'Only page 2 of the 2 pages of the PDF is read.',
    ]);
    expect(second.original).toMatchObject({ page: 2, pages: 2 });
    expect(await colorAt(second.bytes, 1200, 900)).toEqual([0, 0, 255]);
    await expect(preparePicture(bytes, { page: 3 })).rejects.toMatchObject({
      status: 400,
      message:
        'The PDF has 2 pages, so there is no page 3. Choose another one.',
    });
  });

  it.each([
    ['14400 2', 2400, 1],
    ['2 14400', 1, 2400],
    ['3 3', 2400, 2400],
  ])('gives a page of %s points 2,400 pixels', async (size, width, height) => {
    expect(await preparePicture(pdfWithPages([''], { size }))).toMatchObject({
      width,
      height,
    });
  });

  it('stays within the limit of pixels', async () => {
    const { width, height } = await preparePicture(pdfWithPages(['']), {
      maxPixels: 10_000,
    });
    expect(width * height).toBeLessThanOrEqual(10_000);
    expect(width * height).toBeGreaterThan(9_000);
  });

  it('refuses one that is encrypted', async () => {
    await expect(preparePicture(encryptedPdf())).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(
        'protected by a password. Save it without',
      ),
    });
  });

  it.each([
    ['cut off', pdfWithPages([PDF_DRAWING]).subarray(0, 300)],
    ['nothing but a mark', Buffer.from('%PDF-1.7\n')],
    [
      'pages in a loop',
      pdfOf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Count 1 /Kids [2 0 R] >>',
      ]),
    ],
  ])('refuses one that is broken: %s', async (_, bytes) => {
    await expect(preparePicture(bytes)).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(/^The PDF is broken or cut off/),
    });
  });

  it('refuses a page that needs too much memory, instead of leaving out what needs it', async () => {
    const picture = await sharp({
      create: { width: 12_000, height: 8000, channels: 3, background: 'red' },
    })
      .jpeg({ progressive: true })
      .toBuffer();
    const large = pdfWithPages(['q 400 0 0 300 0 0 cm /X Do Q'], {
      page: '/XObject << /X 6 0 R >>',
      extra: [
        pdfStream(
          picture.toString('latin1'),
          '/Type /XObject /Subtype /Image /Width 12000 /Height 8000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
        ),
      ],
    });
    const endless = pdfWithPages(['/X Do'], {
      page: '/XObject << /X 6 0 R >>',
      extra: [
        pdfStream(
          '/X Do /X Do',
          '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>',
        ),
      ],
    });
    for (const bytes of [large, endless]) {
      await expect(preparePicture(bytes)).rejects.toMatchObject({
        status: 413,
        message: expect.stringContaining('need too much memory. Export it'),
      });
    }
  });

  it('stops a page that takes too long', async () => {
    const line = Array.from(
      { length: 200_000 },
      (_, i) => `${(i * 7919) % 400} ${(i * 104729) % 300} l`,
    ).join(' ');
    const request = {
      bytes: pdfWithPages([`0 0 m ${line} f*`]),
      page: 1,
      pixels: 2400,
      maxPixels: 40_000_000,
    };
    await expect(
      renderPage(request, { maxSeconds: 0.6 }),
    ).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('took longer than 0.6 seconds'),
    });
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('cancelled')), 300);
    await expect(
      preparePicture(request.bytes, { signal: controller.signal }),
    ).rejects.toThrow('cancelled');
  });
});
