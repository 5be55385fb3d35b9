import type { Knex } from 'knex';
import type { StoredPicture } from '../types';

/** The picture of an analysis with its bytes; undefined when it has none. */
export async function getPicture(
  db: Knex,
  analysisId: string,
): Promise<StoredPicture | undefined> {
  const row = await db('analysis_pictures')
    .where({ analysis_id: analysisId })
    .first(
      'media_type',
      'width',
      'height',
      'bytes',
      'original',
      'original_media_type',
    );
  return (
    row && {
      mediaType: row.media_type,
      width: row.width,
      height: row.height,
      bytes: row.bytes,
      ...(row.original
        ? {
            original: {
              bytes: row.original,
              mediaType: row.original_media_type,
            },
          }
        : {}),
    }
  );
}
