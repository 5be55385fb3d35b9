import type { AnalysisRecord, PublicationRecord } from '../database/types';
import type { Notifier } from './Notifier';

const ENDS: Partial<Record<AnalysisRecord['state'], string>> = {
  completed: 'is ready to review',
  failed: 'failed',
};

/** Tells who asked for an analysis that took long how it ended. */
export async function announceAnalysis(
  notifier: Notifier,
  analysis: AnalysisRecord | undefined,
): Promise<void> {
  const end = analysis && ENDS[analysis.state];
  if (end) {
    await notifier.ended(analysis, {
      title: `The analysis of ${analysis.name} ${end}`,
      description: analysis.error?.message,
      ...about(analysis.id, `analysis:${analysis.id}`),
    });
  }
}

/** The same of a publication. */
export async function announcePublication(
  notifier: Notifier,
  publication: PublicationRecord,
): Promise<void> {
  const { id, analysisId, owner, repo, state, pullRequest, error } =
    publication;
  const done = pullRequest
    ? `A pull request to ${owner}/${repo} is open`
    : `${owner}/${repo} is published`;
  await notifier.ended(publication, {
    title:
      state === 'completed' ? done : `Publishing to ${owner}/${repo} failed`,
    description: error?.message,
    ...about(analysisId, `publication:${id}`),
  });
}

function about(analysisId: string, scope: string) {
  return {
    link: `/infra-ai/analyses/${analysisId}`,
    topic: 'infra-ai-work',
    scope: `infra-ai-${scope}`,
  };
}
