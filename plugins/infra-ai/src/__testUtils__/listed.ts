import type {
  AnalysisSummary,
  ListAnalysesQuery,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** Those that match the query, in its order; given newest first. */
export function listed(
  all: AnalysisSummary[],
  query: ListAnalysesQuery,
): AnalysisSummary[] {
  const { sort = 'createdAt', order = 'desc' } = query;
  const search = query.search?.toLocaleLowerCase('en-US') ?? '';
  const matching = all.filter(
    analysis =>
      (!query.state || analysis.state === query.state) &&
      (!query.inputKind || analysis.inputKind === query.inputKind) &&
      (!query.analyzer || analysis.analyzer.id === query.analyzer) &&
      (!query.mine || analysis.createdBy === 'user:default/guest') &&
      (query.published === undefined ||
        query.published === isPublished(analysis)) &&
      `${analysis.name} ${analysis.excerpt}`
        .toLocaleLowerCase('en-US')
        .includes(search),
  );
  if (sort === 'createdAt') {
    return order === 'desc' ? matching : matching.reverse();
  }
  const sign = order === 'desc' ? -1 : 1;
  return matching.sort(
    (a, b) =>
      sign *
      String(a[sort] ?? '').localeCompare(String(b[sort] ?? ''), 'en-US', {
        numeric: true,
      }),
  );
}

function isPublished({ publications }: AnalysisSummary): boolean {
  return publications.some(
    ({ state, dryRun }) => state === 'completed' && !dryRun,
  );
}
