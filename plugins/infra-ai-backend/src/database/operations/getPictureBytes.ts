import type { Knex } from 'knex';

/** The bytes of a picture, or of the document that it is a page of; undefined when there are none. */
export async function getPictureBytes(
  db: Knex,
  analysisId: string,
  column: 'bytes' | 'original',
): Promise<Uint8Array | undefined> {
  const row = await db('analysis_pictures')
    .where({ analysis_id: analysisId })
    .first(column);
  return row?.[column] ?? undefined;
}
