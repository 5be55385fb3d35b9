import type { Knex } from 'knex';
import type { StoredSourceFile } from '../types';

/** Rows of one statement: it has three values for each, of at most 65,535. */
const BATCH = 100;

/**
 * Writes the files of an analysis.
 *
 * @throws Error without the content, which Knex would write into its message, and so into the log
 */
export async function insertFiles(
  db: Knex,
  analysisId: string,
  files: StoredSourceFile[],
): Promise<void> {
  const rows = files.map(({ path, content }, position) => ({
    analysis_id: analysisId,
    position,
    path,
    content: Buffer.from(content),
  }));
  try {
    await db.batchInsert('analysis_files', rows, BATCH);
  } catch (error) {
    const { code, constraint } = error as Record<string, any>;
    throw new Error(
      `The files of analysis ${analysisId} could not be stored: ${
        [code, constraint].filter(Boolean).join(', ') || 'unknown'
      }`,
    );
  }
}
