import type { Knex } from 'knex';
import type { NewPicture } from '../types';

/**
 * Writes the picture of an analysis.
 *
 * @throws Error without the bytes, which Knex would write into its message, and so into the log, in full
 */
export async function insertPicture(
  db: Knex,
  analysisId: string,
  picture: NewPicture,
): Promise<void> {
  try {
    await db('analysis_pictures').insert({
      analysis_id: analysisId,
      file_name: picture.fileName ?? null,
      media_type: picture.mediaType,
      width: picture.width,
      height: picture.height,
      bytes: picture.bytes,
      file_size: (picture.original ?? picture).bytes.byteLength,
      original: picture.original?.bytes ?? null,
      original_media_type: picture.original?.mediaType ?? null,
      page: picture.original?.page ?? null,
      pages: picture.original?.pages ?? null,
    });
  } catch (error) {
    const { code, constraint, message } = error as Record<string, any>;
    throw new Error(
      `The picture of analysis ${analysisId} could not be stored: ${[
        code,
        constraint,
        // The statement comes first in the message, the reason last.
        String(message).slice(-300).split(' - ').at(-1),
      ]
        .filter(Boolean)
        .join(', ')}`,
    );
  }
}
