import type { Knex } from 'knex';
import type { PicturePreview } from '../types';

/** The stored small copy of a picture; undefined when none has been made. */
export async function getPicturePreview(
  db: Knex,
  analysisId: string,
): Promise<PicturePreview | undefined> {
  const row = await db('analysis_pictures')
    .where({ analysis_id: analysisId })
    .whereNotNull('preview')
    .first('preview', 'preview_media_type');
  return row && { bytes: row.preview, mediaType: row.preview_media_type };
}

/** Keeps a small copy. Two back ends may do so at once: what they write is the same. */
export async function setPicturePreview(
  db: Knex,
  analysisId: string,
  { bytes, mediaType }: PicturePreview,
): Promise<void> {
  await db('analysis_pictures')
    .where({ analysis_id: analysisId })
    .update({ preview: bytes, preview_media_type: mediaType });
}
