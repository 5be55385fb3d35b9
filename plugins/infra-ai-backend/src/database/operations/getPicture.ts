import type { Knex } from 'knex';
import type { StoredPicture } from '../types';
import { getPictureBytes } from './getPictureBytes';

/** The picture of an analysis with its bytes; undefined when it has none. */
export async function getPicture(
  db: Knex,
  analysisId: string,
): Promise<StoredPicture | undefined> {
  const row = await db('analysis_pictures')
    .where({ analysis_id: analysisId })
    .first('media_type', 'width', 'height', 'original_media_type');
  const bytes = row && (await getPictureBytes(db, analysisId, 'bytes'));
  const original =
    row?.original_media_type &&
    (await getPictureBytes(db, analysisId, 'original'));
  return (
    bytes && {
      mediaType: row.media_type,
      width: row.width,
      height: row.height,
      bytes,
      ...(original
        ? { original: { bytes: original, mediaType: row.original_media_type } }
        : {}),
    }
  );
}
