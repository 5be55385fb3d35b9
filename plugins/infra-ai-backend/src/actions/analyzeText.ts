import { infraAiAnalysisCreatePermission } from '@infra-ai/backstage-plugin-infra-ai-common';
import { audited } from '../router/audited';
import { analysisSchema, toAnalysisView } from './analysisView';
import { speaking, waitSchema, within } from './answer';
import type { ActionDeps } from './types';

/** `infra-ai:analyze-text` */
export function registerAnalyzeText(deps: ActionDeps): void {
  const { registry, analyses, processing, auditor } = deps;
  registry.register({
    name: 'analyze-text',
    title: 'Analyze a description of infrastructure',
    description: [
      'Finds the components, databases and other resources, APIs and the relations between them in a text, and stores that as an analysis.',
      'Use it when somebody describes a system in words (English or Spanish), or with the content of one file that defines infrastructure (docker-compose, Kubernetes, Terraform, OpenAPI …).',
      'Pass the text as it is, do not summarize it.',
      'Returns the analysisId and what was found, each with evidence; nothing reaches the catalog until publish is called.',
      'The same text asked again is answered from the store.',
    ].join(' '),
    schema: {
      input: z =>
        z
          .object({
            description: z
              .string()
              .describe(
                'The description, or the content of one file, as plain text. Usually at most 100,000 bytes.',
              ),
            name: z
              .string()
              .trim()
              .min(1)
              .max(100)
              .optional()
              .describe(
                'Name of the system, after which the repository and all entities are named. Give it unless the text says what the system is called; do not invent one that the person would not know.',
              ),
            owner: z
              .string()
              .trim()
              .min(1)
              .max(200)
              .optional()
              .describe(
                'Owner of the entities as an entity reference, e.g. group:default/payments. Default: the person who asks.',
              ),
            analyzer: z
              .string()
              .min(1)
              .max(100)
              .optional()
              .describe(
                'Leave it out, unless a person names one, e.g. embedded or gemini.',
              ),
            waitSeconds: waitSchema(z),
          })
          .strict(),
      output: analysisSchema,
    },
    visibilityPermission: infraAiAnalysisCreatePermission,
    attributes: { readOnly: false, destructive: false, idempotent: true },
    action: async ({ input, credentials }) =>
      speaking(async () => {
        const { waitSeconds, ...order } = input;
        const { analysis, done } = await audited(
          auditor,
          {
            eventId: 'analysis-create',
            credentials,
            meta: {
              inputKind: 'text',
              analyzer: order.analyzer ?? null,
              publishOwner: null,
            },
          },
          () => processing.start({ ...order, kind: 'text' }, credentials),
        );
        const ended = await within(done, waitSeconds);
        return {
          output: toAnalysisView(
            ended ?? (await analyses.get(analysis.id, credentials)),
          ),
        };
      }),
  });
}
