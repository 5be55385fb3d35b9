import type {
  AnalysisSummary,
  Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** The publication that was started last; the API promises no order. A dry run published nothing. */
export function latestPublication({
  publications,
}: Pick<AnalysisSummary, 'publications'>): Publication | undefined {
  return publications
    .filter(({ dryRun }) => !dryRun)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
}
