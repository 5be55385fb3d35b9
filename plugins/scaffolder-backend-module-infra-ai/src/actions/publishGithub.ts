import { rm } from 'node:fs/promises';
import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { EventsService } from '@backstage/plugin-events-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  infraAiPublishPermission,
  PUBLISHED_EVENT_TOPIC,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PublishConfig } from '../config';
import {
  decide,
  markMessage,
  publicationKey,
  publishToGithub,
  type Clock,
} from '../github';
import { packCommit } from '../git';
import type { InfraAi } from '../infraAi';
import { updateBranchName } from '../update';
import { readEntities } from '../workspace';
import { DRY_RUN_ANALYSIS_ID } from './analyze';
import { openRepository } from './openRepository';
import { collectFiles } from './collectFiles';
import { examples } from './publishGithub.examples';
import {
  logChanges,
  logDryRun,
  outputsWithoutFiles,
  publishOutputs,
  toPublishedEvent,
  type PublishOutputs,
} from './publishReport';

const DEFAULT_BRANCH = 'main';

/** The action `infra-ai:publish:github`: one repository or one pull request, one commit, at most three requests. */
export function createPublishGithubAction(options: {
  infraAi: InfraAi;
  integrations: ScmIntegrationRegistry;
  githubCredentials: GithubCredentialsProvider;
  permissions: PermissionsService;
  events: EventsService;
  config: PublishConfig;
  clock: Clock;
  fetch: typeof fetch;
}) {
  const { config, permissions, events, clock } = options;
  return createTemplateAction({
    id: 'infra-ai:publish:github',
    description:
      'Publishes all files of the workspace as a new GitHub repository with one commit, or as a pull request to one that is there. Running it again finds what is there and makes nothing twice',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        repoUrl: z =>
          z
            .string()
            .optional()
            .describe('As the repository picker gives it; or owner and repo'),
        owner: z =>
          z.string().optional().describe('GitHub user or organization'),
        repo: z => z.string().optional().describe('Name of the repository'),
        visibility: z =>
          z
            .enum(['public', 'private', 'internal'])
            .optional()
            .describe('Who may see the repository; default: private'),
        description: z =>
          z.string().optional().describe('Description of the repository'),
        sourcePath: z =>
          z
            .string()
            .optional()
            .describe('Folder of the workspace; default: all of it'),
        analysisId: z =>
          z
            .string()
            .optional()
            .describe('Analysis that the files come from, for provenance'),
        onlyAnalysis: z =>
          z
            .boolean()
            .optional()
            .describe(
              'The workspace holds the files of the analysis and no others, so a resumed task that lost it makes them again; default: false, such a task fails and writes nothing',
            ),
        defaultBranch: z =>
          z.string().optional().describe('Branch; default: main'),
        commitMessage: z =>
          z.string().optional().describe('Message of the commit'),
        removeMissing: z =>
          z
            .boolean()
            .optional()
            .describe(
              'In a repository that is there: take out the entities and relations that were published from here earlier and that the files no longer have; default: false',
            ),
        createOnly: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Only a new repository: fail where another one has the name, instead of opening a pull request to it; default: false',
            ),
        token: z =>
          z
            .string()
            .optional()
            .describe("The person's own token; default: the integration's"),
        dryRun: z =>
          z
            .boolean()
            .optional()
            .describe('Say what would be done and write nothing'),
      },
      output: {
        repositoryUrl: z => z.string().describe('Page of the repository'),
        remoteUrl: z => z.string().describe('Address for git'),
        repoContentsUrl: z => z.string().describe('Page of its files'),
        commit: z =>
          z
            .string()
            .optional()
            .describe(
              'Id of the latest commit, which may be that of the pull request; none in a dry run',
            ),
        catalogInfoUrl: z =>
          z.string().describe('Address the catalog reads the entities from'),
        action: z =>
          z
            .enum(['create', 'update', 'none'])
            .describe(
              'What was done, or would be: a repository filled, a pull request, or nothing as all is there',
            ),
        pullRequestUrl: z =>
          z.string().optional().describe('Page of the pull request'),
        pullRequestNumber: z =>
          z.number().optional().describe('Number of the pull request'),
        changes: z =>
          z
            .object({
              entities: z.array(z.record(z.string(), z.any())),
              files: z.array(z.record(z.string(), z.any())),
              notes: z.array(z.string()),
            })
            .optional()
            .describe(
              'Of a repository that was there: what changes in its entities and files',
            ),
        entityRefs: z =>
          z
            .array(z.string())
            .describe('References of the entities, as the repository has them'),
      },
    },
    async handler(ctx) {
      const { input, logger, signal } = ctx;
      const branch = input.defaultBranch || DEFAULT_BRANCH;
      const dryRun = ctx.isDryRun || input.dryRun || false;
      const credentials = await ctx.getInitiatorCredentials();
      const [decision] = await permissions.authorize(
        [{ permission: infraAiPublishPermission }],
        { credentials },
      );
      if (decision.result !== AuthorizeResult.ALLOW) {
        throw new NotAllowedError(
          'You may not publish from here: ask for the permission infra-ai.publish',
        );
      }
      const repository = await openRepository(input, options);
      const give = (outputs: PublishOutputs) =>
        Object.entries(outputs)
          .filter(([, value]) => value !== undefined)
          .forEach(([name, value]) =>
            ctx.output(name as keyof PublishOutputs, value),
          );
      const key = publicationKey({
        analysisId: input.analysisId,
        taskId: ctx.task.id,
      });
      if (ctx.isDryRun && input.analysisId === DRY_RUN_ANALYSIS_ID) {
        const step = await decide({
          repository,
          key,
          createOnly: input.createOnly,
          signal,
        });
        logger.info(
          `Dry run: would publish the files of the analysis as ${
            repository.owner
          }/${repository.repo}${
            step.kind === 'update' ? ', by a pull request' : ''
          }`,
        );
        give(outputsWithoutFiles(repository, step, branch));
        return;
      }

      if (input.analysisId && !dryRun) {
        await options.infraAi.assertMayPublish(
          input.analysisId,
          credentials,
          signal,
        );
      }
      const files = await collectFiles(ctx, repository, options);
      const entities = readEntities(files);
      const message = input.commitMessage || `Describe ${repository.repo}`;
      const time = await ctx.checkpoint({
        key: 'commit-time',
        fn: async () => Math.floor(clock.now() / 1_000),
      });
      const directory = await ctx.createTemporaryDirectory();
      const commit = await packCommit({
        files,
        message: markMessage(message, { key, analysisId: input.analysisId }),
        author: config.author,
        time,
        directory,
      })
        // The scaffolder does it for a step that succeeds only.
        .finally(() => rm(directory, { recursive: true, force: true }));
      const published = await publishToGithub({
        repository,
        commit,
        branch,
        visibility: input.visibility ?? 'private',
        description: input.description,
        key,
        update: {
          branchName: updateBranchName(entities.systemName ?? repository.repo),
          message: input.commitMessage || `Update ${repository.repo}`,
          request: {
            files,
            removeMissing: input.removeMissing,
            systemRef: entities.systemRef,
            analysisId: input.analysisId || undefined,
            loadAnalysis: async analysisId =>
              (
                await options.infraAi.files(
                  {
                    analysisId,
                    owner: repository.owner,
                    repo: repository.repo,
                    published: true,
                  },
                  credentials,
                  signal,
                )
              ).files,
          },
        },
        createOnly: input.createOnly,
        dryRun,
        maxRateLimitWaitMs: config.maxRateLimitWaitMs,
        logger,
        clock,
        signal,
      });
      if (dryRun) {
        logDryRun(logger, repository, published, commit.paths);
      }
      if (published.update) {
        logChanges(logger, published.update.changes);
      }
      const { entityRefs } = entities;
      give(publishOutputs(repository, published, { dryRun, entityRefs }));
      // A pull request is published when it is merged: the back end looks after that.
      if (!dryRun && !published.update) {
        await events.publish({
          topic: PUBLISHED_EVENT_TOPIC,
          eventPayload: toPublishedEvent(
            repository,
            commit,
            published,
            input.analysisId,
          ),
        });
      }
    },
  });
}
