import type { Knex } from 'knex';

/**
 * The driver gets bytes as text, two characters each, and turns all of them back in one go. In pieces other work has its
 * turn in between; PostgreSQL reads a piece without the rest, as the column is stored uncompressed.
 */
const PIECE_BYTES = 500_000;

/** The bytes of a picture, or of the document that it is a page of; undefined when there are none. */
export async function getPictureBytes(
  db: Knex,
  analysisId: string,
  column: 'bytes' | 'original',
): Promise<Uint8Array | undefined> {
  const picture = db('analysis_pictures').where({ analysis_id: analysisId });
  const row = await picture
    .clone()
    .first(db.raw('octet_length(??) AS size', [column]));
  if (typeof row?.size !== 'number') {
    return undefined;
  }
  const bytes = Buffer.alloc(row.size);
  for (let offset = 0; offset < row.size; offset += PIECE_BYTES) {
    const next = await picture
      .clone()
      .first(
        db.raw('substring(?? from ? for ?) AS piece', [
          column,
          offset + 1,
          PIECE_BYTES,
        ]),
      );
    if (!next) {
      // Deleted meanwhile.
      return undefined;
    }
    next.piece.copy(bytes, offset);
  }
  return bytes;
}
