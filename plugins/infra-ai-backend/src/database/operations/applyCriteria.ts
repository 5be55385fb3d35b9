import type { Knex } from 'knex';
import type { AnalysisCriteria } from '../types';

/** Narrows a query to what permission conditions allow. */
export function applyCriteria(
  query: Knex.QueryBuilder,
  criteria: AnalysisCriteria,
): Knex.QueryBuilder {
  if ('allOf' in criteria) {
    return query.where(all =>
      criteria.allOf.forEach(part =>
        all.andWhere(inner => void applyCriteria(inner, part)),
      ),
    );
  }
  if ('anyOf' in criteria) {
    return query.where(any =>
      criteria.anyOf.forEach(part =>
        any.orWhere(inner => void applyCriteria(inner, part)),
      ),
    );
  }
  if ('not' in criteria) {
    return query.whereNot(inner => void applyCriteria(inner, criteria.not));
  }
  if ('owners' in criteria) {
    return query.whereRaw('lower(owner) = ANY(?)', [criteria.owners]);
  }
  return query.whereIn('created_by', criteria.authors);
}
