import {
  infraAiPublishPermission,
  isPublicationFinal,
  type Publication,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { audited } from '../router/audited';
import { problemToError } from '../services/problems';
import { speaking, waitSchema } from './answer';
import { NOTICE, noticeSchema } from './material';
import {
  changesSchema,
  publicationSchema,
  toChangesView,
  toPublicationView,
} from './publicationView';
import { analysisIdSchema } from './readAnalyses';
import type { ActionDeps, Zod } from './types';

/** Each look asks the scaffolder. */
const POLL_MS = 1_000;
const MAX_REFS = 50;

/** `infra-ai:publish` */
export function registerPublish(deps: ActionDeps): void {
  const { registry, publications, auditor } = deps;
  registry.register({
    name: 'publish',
    title: 'Publish an analysis to GitHub and the catalog',
    description: [
      'Publishes a completed analysis: creates a GitHub repository with catalog-info.yaml, which the catalog then reads, or opens a pull request where the repository is there already.',
      'What people wrote in that repository is kept.',
      'Call it with dryRun first, show the person what would be done, and call it without dryRun only after they agreed.',
      'Calling it again with the same arguments does no harm: it returns the publication under way, updates the pull request, or finds that all is there.',
      'Returns what was or would be done, and the URL of the repository or the pull request.',
    ].join(' '),
    schema: {
      input: inputSchema,
      output: z =>
        z.object({
          next: z.string().describe('What can be done next.'),
          publication: publicationSchema(z),
          entityRefs: z.array(z.string()).describe(`At most ${MAX_REFS}.`),
          changes: changesSchema(z)
            .optional()
            .describe('What an update changes.'),
          notice: noticeSchema(z),
        }),
    },
    visibilityPermission: infraAiPublishPermission,
    attributes: { readOnly: false, destructive: false, idempotent: true },
    action: async ({ input, credentials }) =>
      speaking(async () => {
        const { analysisId, waitSeconds, ...order } = input;
        const deadline = Date.now() + waitSeconds * 1000;
        let publication = await audited(
          auditor,
          {
            eventId: 'analysis-publish',
            credentials,
            meta: {
              analysisId,
              owner: order.owner,
              repo: order.repo ?? null,
              visibility: order.visibility,
              dryRun: order.dryRun,
              removeMissing: order.removeMissing,
              createOnly: order.createOnly,
            },
          },
          () => publications.publish(analysisId, order, credentials),
        );
        while (
          !isPublicationFinal(publication) &&
          Date.now() + POLL_MS < deadline
        ) {
          await sleep(POLL_MS);
          publication = await publications.get(
            analysisId,
            publication.id,
            credentials,
          );
        }
        if (publication.error) {
          throw problemToError(publication.error);
        }
        return {
          output: {
            next: next(publication),
            publication: toPublicationView(publication),
            entityRefs: publication.entityRefs.slice(0, MAX_REFS),
            changes: publication.changes && toChangesView(publication.changes),
            notice: NOTICE,
          },
        };
      }),
  });
}

function inputSchema(z: Zod) {
  return z
    .object({
      analysisId: analysisIdSchema(z),
      owner: z
        .string()
        .trim()
        .min(1)
        .max(39)
        .describe(
          'GitHub user or organization. Ask the person; do not guess it.',
        ),
      repo: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .describe('Name of the repository. Default: the name of the system.'),
      visibility: z
        .enum(['public', 'private', 'internal'])
        .default('private')
        .describe(
          'Of a new repository. Anything but private only when the person says so.',
        ),
      removeMissing: z
        .boolean()
        .default(false)
        .describe(
          'In a pull request, also take out what was published there earlier and the analysis no longer finds. Only when the person says so.',
        ),
      createOnly: z
        .boolean()
        .default(false)
        .describe(
          'Only a new repository: fails where another one has the name, instead of opening a pull request to it.',
        ),
      dryRun: z
        .boolean()
        .default(false)
        .describe('Says what would be done and writes nothing.'),
      waitSeconds: waitSchema(z),
    })
    .strict();
}

function next(publication: Publication): string {
  if (!isPublicationFinal(publication)) {
    return 'The publication goes on: call get-analysis with the analysisId in a few seconds and look at its publications, or call publish again with the same arguments.';
  }
  if (publication.dryRun) {
    return publication.action === 'none'
      ? 'Nothing to do: all is there already.'
      : 'Nothing was written. Show this to the person, and call publish with dryRun false when they agree.';
  }
  switch (publication.pullRequest?.state) {
    case 'open':
      return 'Give the person the URL of the pull request: the catalog follows once they merge it.';
    default:
      return 'It is done: the entities are in the catalog or about to arrive.';
  }
}
