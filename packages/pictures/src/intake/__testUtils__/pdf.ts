/** A PDF of objects that count from 1, of which the first is the catalog. */
export function pdfOf(objects: string[], trailer = ''): Buffer {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${offsets.join(
      '',
    )}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${
      text.length
    }\n%%EOF\n`,
    'latin1',
  );
}

export function pdfStream(content: string, dictionary = ''): string {
  return `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** Pages of one size, one per content stream. */
export function pdfWithPages(
  contents: string[],
  { size = '400 300', page = '', trailer = '', extra = [] as string[] } = {},
): Buffer {
  const first = 4;
  return pdfOf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Count ${contents.length} /Kids [${contents
        .map((_, i) => `${first + 2 * i} 0 R`)
        .join(' ')}] >>`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      ...contents.flatMap((content, i) => [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size}] /Contents ${
          first + 2 * i + 1
        } 0 R /Resources << /Font << /F1 3 0 R >> ${page} >> >>`,
        pdfStream(content),
      ]),
      ...extra,
    ],
    trailer,
  );
}

/** A box in a color at the lower left, and a label. */
export const PDF_DRAWING =
  '1 0 0 rg 0 0 200 150 re f 0 g BT /F1 24 Tf 220 200 Td (Orders API) Tj ET';

/** Asks for a password that is none of those it could be opened with. */
export function encryptedPdf(): Buffer {
  const garbage = `<${'5a'.repeat(32)}>`;
  return pdfWithPages([PDF_DRAWING], {
    trailer: `/ID [${garbage} ${garbage}] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ${garbage} /U ${garbage} >>`,
  });
}
