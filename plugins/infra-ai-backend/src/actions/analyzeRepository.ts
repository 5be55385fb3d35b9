import { infraAiRepositoryReadPermission } from '@infra-ai/backstage-plugin-infra-ai-common';
import { audited } from '../router/audited';
import { analysisSchema, toAnalysisView } from './analysisView';
import { speaking, waitSchema, within } from './answer';
import type { ActionDeps } from './types';

/** `infra-ai:analyze-repository` */
export function registerAnalyzeRepository(deps: ActionDeps): void {
  const { registry, analyses, processing, auditor } = deps;
  registry.register({
    name: 'analyze-repository',
    title: 'Analyze what a repository says of infrastructure',
    description: [
      'Reads the files of a repository that define infrastructure (Compose, Kubernetes, Terraform, OpenAPI, diagrams, README …), finds components, resources, APIs and their relations in them, and stores that as an analysis.',
      'Use it when somebody names a repository, or one of its folders or files, by its URL; do not fetch the files yourself.',
      'Returns the analysisId and what was found, each with file and line; nothing reaches the catalog until publish is called.',
    ].join(' '),
    schema: {
      input: z =>
        z
          .object({
            url: z
              .string()
              .url()
              .max(2000)
              .describe(
                'Repository, folder or file as a browser shows it, on a host that the portal has an integration for, e.g. https://github.com/acme/shop/tree/main/deploy.',
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
    visibilityPermission: infraAiRepositoryReadPermission,
    attributes: { readOnly: false, destructive: false, idempotent: true },
    action: async ({ input, credentials }) =>
      speaking(async () => {
        const { waitSeconds, url, ...order } = input;
        const { analysis, done } = await audited(
          auditor,
          {
            eventId: 'analysis-create',
            credentials,
            meta: {
              inputKind: 'files',
              url,
              analyzer: order.analyzer ?? null,
              publishOwner: null,
            },
          },
          () =>
            processing.start(
              {
                ...order,
                kind: 'files',
                repository: { url },
                // The reader has its own timeout; a call cannot be taken back.
                signal: new AbortController().signal,
              },
              credentials,
            ),
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
