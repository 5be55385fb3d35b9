import type {
  AnalysisSummary,
  Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** The publication that was started last; the API promises no order. */
export function latestPublication({
  publications,
}: Pick<AnalysisSummary, 'publications'>): Publication | undefined {
  return [...publications].sort((a, b) =>
    b.createdAt.localeCompare(a.createdAt),
  )[0];
}
