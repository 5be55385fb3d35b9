import type { Knex } from 'knex';
import type { StoredSourceFile } from '../types';

/** The files of an analysis in their order; none when they are gone, or it is not of files. */
export async function getFiles(
  db: Knex,
  analysisId: string,
): Promise<StoredSourceFile[]> {
  return db('analysis_files')
    .where({ analysis_id: analysisId })
    .orderBy('position')
    .select('path', 'content');
}

/** One of them. */
export async function getFile(
  db: Knex,
  analysisId: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const row = await db('analysis_files')
    .where({ analysis_id: analysisId, path })
    .first('content');
  return row?.content;
}
