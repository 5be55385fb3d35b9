import type { Knex } from 'knex';
import type { AnalysisCopy } from '../types';

/** What a copy shares with its original. What the original cost was spent once, so the usage is left out. */
const COPIED = [
  'requested_name',
  'owner',
  'input_kind',
  'input_text',
  'files_origin',
  'input_hash',
  'analyzer_id',
  'analyzer_title',
  'analyzer_version',
  'analyzed_model',
  'model',
  'element_count',
  'relation_count',
];
const PICTURE = [
  'file_name',
  'media_type',
  'width',
  'height',
  'bytes',
  'file_size',
  'original',
  'original_media_type',
  'page',
  'pages',
  'preview',
  'preview_media_type',
];
const FILE = ['position', 'path', 'content'];

/**
 * Copies a completed analysis with its input, inside the database.
 *
 * @returns false when there is no completed one with that id
 */
export async function duplicateAnalysis(
  tx: Knex.Transaction,
  id: string,
  copy: AnalysisCopy,
): Promise<boolean> {
  const columns = (names: string[]) => names.map(() => '??').join(', ');
  const { rowCount } = await tx.raw(
    `INSERT INTO analyses (id, state, created_by, name, completed_at, ${columns(
      COPIED,
    )})
     SELECT ?, state, ?, ?, now(), ${columns(COPIED)} FROM analyses
     WHERE id = ? AND state = 'completed'`,
    [...COPIED, copy.id, copy.createdBy, copy.name, ...COPIED, id],
  );
  if (rowCount !== 1) {
    return false;
  }
  for (const [table, names] of [
    ['analysis_pictures', PICTURE],
    ['analysis_files', FILE],
  ] as const) {
    await tx.raw(
      `INSERT INTO ?? (analysis_id, ${columns([...names])})
       SELECT ?, ${columns([...names])} FROM ?? WHERE analysis_id = ?`,
      [table, ...names, copy.id, ...names, table, id],
    );
  }
  return true;
}
