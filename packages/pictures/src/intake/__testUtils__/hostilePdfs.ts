import { deflateSync } from 'node:zlib';
import {
  encryptedPdf,
  PDF_DRAWING,
  pdfOf,
  pdfStream,
  pdfWithPages,
} from './pdf';

const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';

/** PDF that loops, expands, runs and fetches. */
export function hostilePdfs(url: string): Record<string, Uint8Array> {
  const picture = (width: number, height: number, data: Buffer) =>
    pdfWithPages(['q 400 0 0 300 0 0 cm /X Do Q'], {
      page: '/XObject << /X 6 0 R >>',
      extra: [
        pdfStream(
          data.toString('latin1'),
          `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode`,
        ),
      ],
    });
  const zeros = deflateSync(Buffer.alloc(200_000_000));
  const twice = deflateSync(zeros);
  const act = (action: string) =>
    pdfOf([
      `<< /Type /Catalog /Pages 2 0 R /OpenAction ${action} >>`,
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 90 60] /AA << /O ${action} >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 90 60] /A ${action} >>] >>`,
    ]);
  return {
    'pages in a loop.pdf': pdfOf([
      CATALOG,
      '<< /Type /Pages /Count 1 /Kids [2 0 R] >>',
    ]),
    'parents in a loop.pdf': pdfOf([
      CATALOG,
      '<< /Type /Pages /Count 1 /Kids [3 0 R] /Parent 3 0 R >>',
      '<< /Type /Page /Parent 2 0 R >>',
    ]),
    'counts.pdf': pdfOf([
      CATALOG,
      '<< /Type /Pages /Count 2147483647 /Kids [3 0 R] >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 90 60] >>',
    ]),
    'no pages.pdf': pdfOf([CATALOG, '<< /Type /Pages /Count 0 /Kids [] >>']),
    'draws itself.pdf': pdfWithPages(['/X Do'], {
      page: '/XObject << /X 6 0 R >>',
      extra: [
        pdfStream(
          '/X Do /X Do',
          '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>',
        ),
      ],
    }),
    'huge page.pdf': pdfWithPages([PDF_DRAWING], { size: '1e30 1e30' }),
    'thin page.pdf': pdfWithPages([PDF_DRAWING], { size: '14400 0.001' }),
    'negative page.pdf': pdfWithPages([PDF_DRAWING], { size: '-90 -60' }),
    'huge picture.pdf': picture(60_000, 60_000, deflateSync(Buffer.alloc(99))),
    'bomb.pdf': picture(8000, 8000, zeros),
    'packed twice.pdf': pdfWithPages(['/X Do'], {
      page: '/XObject << /X 6 0 R >>',
      extra: [
        pdfStream(
          twice.toString('latin1'),
          '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter [/FlateDecode /FlateDecode]',
        ),
      ],
    }),
    'nested.pdf': pdfOf([`${'['.repeat(200_000)}${']'.repeat(200_000)}`]),
    'deep content.pdf': pdfWithPages(['q '.repeat(500_000)]),
    'slow.pdf': pdfWithPages([
      `0 0 m ${Array.from(
        { length: 30_000 },
        (_, i) => `${(i * 7919) % 400} ${(i * 104_729) % 300} l`,
      ).join(' ')} f*`,
    ]),
    'script.pdf': act(
      `<< /S /JavaScript /JS (app.launchURL\\("${url}/js"\\); while \\(true\\) {}) >>`,
    ),
    'link.pdf': act(`<< /S /URI /URI (${url}/uri) >>`),
    'form.pdf': act(`<< /S /SubmitForm /F (${url}/submit) >>`),
    'launch.pdf': act('<< /S /Launch /F (/bin/sh) >>'),
    'elsewhere.pdf': pdfWithPages(['/X Do'], {
      page: '/XObject << /X 6 0 R >>',
      extra: [
        `<< /Type /XObject /Subtype /Image /Width 9 /Height 9 /F << /FS /URL /F (${url}/image) >> /Length 0 >>\nstream\n\nendstream`,
      ],
    }),
    'encrypted.pdf': encryptedPdf(),
    'table.pdf': Buffer.from(
      '%PDF-1.4\nxref\n0 4294967295\ntrailer << /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF',
    ),
    'mark only.pdf': Buffer.from('%PDF-'),
  };
}
