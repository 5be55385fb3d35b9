import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  planFiles,
  type Analysis,
  type AnalysisFiles,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';

const MODEL: InfrastructureModel = {
  system: { name: 'shop', evidence: [] },
  elements: [
    {
      id: 'api',
      kind: 'component',
      type: 'service',
      name: 'orders',
      evidence: [{ kind: 'text', start: 0, end: 6 }],
      confidence: 0.9,
    },
    {
      id: 'db',
      kind: 'resource',
      type: 'database',
      name: 'orders-db',
      evidence: [{ kind: 'text', start: 10, end: 20 }],
      confidence: 0.9,
    },
  ],
  relations: [
    {
      from: 'api',
      to: 'db',
      type: 'dependsOn',
      evidence: [{ kind: 'text', start: 0, end: 20 }],
      confidence: 0.8,
    },
  ],
  warnings: [],
  source: { kind: 'text' },
} as InfrastructureModel;

/** A completed analysis of a shop: one service that stores in one database. */
export function shopAnalysis(changes: Partial<Analysis> = {}): Analysis {
  return {
    id: 'analysis-1',
    name: 'shop',
    state: 'completed',
    inputKind: 'text',
    excerpt: 'orders uses orders-db',
    analyzer: { id: 'embedded', title: 'Embedded analyzer', version: '1' },
    createdBy: 'user:default/guest',
    createdAt: '2026-11-24T00:00:00Z',
    updatedAt: '2026-11-24T00:00:00Z',
    elementCount: 2,
    relationCount: 1,
    publications: [],
    input: { kind: 'text', description: 'orders uses orders-db' },
    owner: 'group:default/guests',
    revision: 1,
    model: MODEL,
    ...changes,
  };
}

/** What the back end answers when it is asked for the files of an analysis. */
export function filesOf(
  analysis: Analysis,
  { owner, repo }: { owner?: string; repo?: string } = {},
): AnalysisFiles {
  const { entities, files, warnings } = planFiles(analysis.model!, {
    owner: analysis.owner,
    systemName: analysis.name,
    provenance: { analysisId: analysis.id, analyzer: analysis.analyzer.id },
    ...(owner && repo ? { projectSlug: `${owner}/${repo}` } : {}),
  });
  return {
    files,
    warnings,
    entityRefs: entities.map(entity => stringifyEntityRef(entity)),
  };
}

/** The files of an analysis by path, as `infra-ai:files` writes them. */
export function workspaceOf(
  analysis: Analysis,
  repo: string,
): Record<string, string> {
  const { files } = filesOf(analysis, { owner: 'acme', repo });
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

/** The model of {@link shopAnalysis} with other elements. */
export function shopModel(
  change: (
    elements: InfrastructureModel['elements'],
  ) => InfrastructureModel['elements'],
): InfrastructureModel {
  const elements = change(structuredClone(MODEL.elements));
  const ids = elements.map(({ id }) => id);
  return {
    ...MODEL,
    elements,
    relations: MODEL.relations.filter(
      ({ from, to }) => ids.includes(from) && ids.includes(to),
    ),
  };
}
