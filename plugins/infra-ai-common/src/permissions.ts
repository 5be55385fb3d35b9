import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of an analysis in permission decisions. @public */
export const RESOURCE_TYPE_INFRA_AI_ANALYSIS = 'infra-ai-analysis';

/** May start an analysis. @public */
export const infraAiAnalysisCreatePermission = createPermission({
  name: 'infra-ai.analysis.create',
  attributes: { action: 'create' },
});

/** May see an analysis, its input and its result. @public */
export const infraAiAnalysisReadPermission = createPermission({
  name: 'infra-ai.analysis.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_INFRA_AI_ANALYSIS,
});

/** May correct an analysis. @public */
export const infraAiAnalysisUpdatePermission = createPermission({
  name: 'infra-ai.analysis.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INFRA_AI_ANALYSIS,
});

/** May delete an analysis. @public */
export const infraAiAnalysisDeletePermission = createPermission({
  name: 'infra-ai.analysis.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_INFRA_AI_ANALYSIS,
});

/**
 * May have the portal read a repository to analyze it. It reads with its integrations' credentials, so this opens to the
 * person what those may read.
 *
 * @public
 */
export const infraAiRepositoryReadPermission = createPermission({
  name: 'infra-ai.repository.read',
  attributes: { action: 'read' },
});

/**
 * May publish analyses to repositories: those that the person may also change, for publishing settles what becomes of them.
 *
 * @public
 */
export const infraAiPublishPermission = createPermission({
  name: 'infra-ai.publish',
  attributes: {},
});

/** All permissions of the plugin. @public */
export const infraAiPermissions = [
  infraAiAnalysisCreatePermission,
  infraAiAnalysisReadPermission,
  infraAiAnalysisUpdatePermission,
  infraAiAnalysisDeletePermission,
  infraAiRepositoryReadPermission,
  infraAiPublishPermission,
];
