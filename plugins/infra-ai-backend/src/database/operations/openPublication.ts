import type { Knex } from 'knex';
import type { OpenedPublication } from '../PublicationStore';
import { PUBLICATION_COLUMNS, toPublication } from '../rows';
import type { NewPublication } from '../types';

/**
 * Writes a publication unless one of the same target is open. The lock on the analysis lets one caller at a
 * time decide.
 */
export async function openPublication(
  tx: Knex.Transaction,
  publication: NewPublication,
): Promise<OpenedPublication> {
  await tx('analyses')
    .where({ id: publication.analysisId })
    .forUpdate()
    .first('id');
  if (!publication.dryRun) {
    const [earlier] = await tx('publications')
      .select(PUBLICATION_COLUMNS)
      .where({ analysis_id: publication.analysisId, dry_run: false })
      .whereRaw('lower(owner) = lower(?)', [publication.owner])
      .whereRaw('lower(repo) = lower(?)', [publication.repo])
      .whereIn('state', ['queued', 'running'])
      .limit(1);
    if (earlier) {
      return { outcome: 'open', publication: toPublication(earlier) };
    }
  }
  if (publication.dryRun) {
    // The page asks again at every change of the target; only the last answer means anything.
    await tx('publications')
      .where({ analysis_id: publication.analysisId, dry_run: true })
      .whereIn('state', ['completed', 'failed'])
      .delete();
  }
  const [row] = await tx('publications')
    .insert({
      id: publication.id,
      analysis_id: publication.analysisId,
      state: 'queued',
      owner: publication.owner,
      repo: publication.repo,
      visibility: publication.visibility,
      dry_run: publication.dryRun,
      create_only: publication.createOnly,
      created_by: publication.createdBy,
    })
    .returning(PUBLICATION_COLUMNS);
  return { outcome: 'created', publication: toPublication(row) };
}
