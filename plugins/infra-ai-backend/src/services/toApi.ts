import type {
  Analysis,
  AnalysisInput,
  AnalysisSummary,
  Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  AnalysisRecord,
  AnalysisSummaryRecord,
  PublicationRecord,
} from '../database/types';

/** A stored publication as the API shows it. */
export function toPublication(record: PublicationRecord): Publication {
  return {
    id: record.id,
    state: record.state,
    owner: record.owner,
    repo: record.repo,
    visibility: record.visibility,
    dryRun: record.dryRun,
    createOnly: record.createOnly,
    taskId: record.taskId,
    action: record.action,
    changes: record.changes,
    pullRequest: record.pullRequest,
    repositoryUrl: record.repositoryUrl,
    commit: record.commit,
    entityRefs: record.entityRefs,
    error: record.error,
    createdBy: record.createdBy,
    createdAt: record.createdAt.toISOString(),
    completedAt: record.completedAt?.toISOString(),
  };
}

/** A stored analysis as lists show it. */
export function toAnalysisSummary(
  record: AnalysisSummaryRecord,
  publications: PublicationRecord[],
): AnalysisSummary {
  return {
    id: record.id,
    name: record.name,
    state: record.state,
    inputKind: record.inputKind,
    excerpt: record.excerpt,
    analyzer: {
      id: record.analyzerId,
      title: record.analyzerTitle,
      version: record.analyzerVersion,
    },
    createdBy: record.createdBy,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    completedAt: record.completedAt?.toISOString(),
    elementCount: record.elementCount,
    relationCount: record.relationCount,
    usage: record.usage,
    error: record.error,
    // A list needs no diffs.
    publications: publicationsOf(record, publications).map(
      ({ changes: _, ...publication }) => publication,
    ),
  };
}

function publicationsOf(
  { id }: AnalysisSummaryRecord,
  publications: PublicationRecord[],
): Publication[] {
  return publications
    .filter(({ analysisId }) => analysisId === id)
    .map(toPublication);
}

function toInput(record: AnalysisRecord): AnalysisInput {
  if (record.inputKind === 'files') {
    return {
      kind: 'files',
      description: record.inputText || undefined,
      files: record.files ?? [],
      origin: record.filesOrigin,
    };
  }
  return record.picture
    ? {
        kind: 'image',
        description: record.inputText || undefined,
        picture: record.picture,
      }
    : { kind: 'text', description: record.inputText };
}

/** A stored analysis as the API shows it. */
export function toAnalysis(
  record: AnalysisRecord,
  publications: PublicationRecord[],
): Analysis {
  return {
    ...toAnalysisSummary(record, publications),
    publications: publicationsOf(record, publications),
    input: toInput(record),
    owner: record.owner,
    revision: record.revision,
    model: record.model,
  };
}
