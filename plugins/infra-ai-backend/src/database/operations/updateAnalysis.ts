import type { Knex } from 'knex';
import { recordColumns, toRecord } from '../rows';
import type { AnalysisEdit, AnalysisRecord } from '../types';

/** Stores an edit of the revision it was made on; undefined when that is not the current one. */
export async function updateAnalysis(
  db: Knex,
  id: string,
  edit: AnalysisEdit,
): Promise<AnalysisRecord | undefined> {
  const [row] = await db('analyses')
    .where({ id, revision: edit.revision, state: 'completed' })
    .update({
      revision: edit.revision + 1,
      updated_at: db.fn.now(),
      ...(edit.name === undefined ? {} : { name: edit.name }),
      ...(edit.owner === undefined ? {} : { owner: edit.owner }),
      ...(edit.model === undefined
        ? {}
        : {
            model: JSON.stringify(edit.model),
            element_count: edit.model.elements.length,
            relation_count: edit.model.relations.length,
          }),
    })
    .returning(recordColumns(db) as string[]);
  return row && toRecord(row);
}
