import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_INFRA_AI_ANALYSIS } from '@infra-ai/backstage-plugin-infra-ai-common';
import { z } from 'zod';
import { ownerSpellings } from './ownerSpellings';

/** What a permission rule sees of an analysis. @public */
export interface AnalysisResource {
  id: string;
  /** Entity reference of the person, or subject of the service, that asked for it. */
  createdBy: string;
  /** Owner of its entities, as it was written: a group or person. */
  owner: string;
}

/** @public */
export const infraAiAnalysisResourceRef = createPermissionResourceRef<
  AnalysisResource,
  { authors: string[] } | { owners: string[] }
>().with({
  pluginId: 'infra-ai',
  resourceType: RESOURCE_TYPE_INFRA_AI_ANALYSIS,
});

/** Allows analyses that one of the given people asked for. @public */
export const hasAuthorRule = createPermissionRule({
  name: 'HAS_AUTHOR',
  description: 'Allow analyses that were asked for by one of the given people',
  resourceRef: infraAiAnalysisResourceRef,
  paramsSchema: z.object({
    authors: z
      .array(z.string())
      .describe('Entity references of people, or subjects of services'),
  }),
  apply: (analysis, { authors }) => authors.includes(analysis.createdBy),
  toQuery: ({ authors }) => ({ authors }),
});

/** Allows analyses whose entities one of the given groups or people owns, whoever asked for them. @public */
export const hasOwnerRule = createPermissionRule({
  name: 'HAS_OWNER',
  description:
    'Allow analyses whose entities are owned by one of the given groups or people',
  resourceRef: infraAiAnalysisResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe('Entity references, such as the ownership of a person'),
  }),
  apply: (analysis, { owners }) =>
    owners.flatMap(ownerSpellings).includes(analysis.owner.toLowerCase()),
  toQuery: ({ owners }) => ({ owners: owners.flatMap(ownerSpellings) }),
});

const exported = createConditionExports({
  resourceRef: infraAiAnalysisResourceRef,
  rules: { hasAuthor: hasAuthorRule, hasOwner: hasOwnerRule },
});

/** Conditions for a permission policy: `infraAiAnalysisConditions.hasOwner({ owners })`. @public */
export const infraAiAnalysisConditions = exported.conditions;

/** Makes a policy's conditional decision about an analysis. @public */
export const createInfraAiAnalysisConditionalDecision =
  exported.createConditionalDecision;
