import type {
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
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
  type PublishedEvent,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PublishConfig } from '../config';
import {
  decide,
  markMessage,
  publicationKey,
  publishToGithub,
  type Clock,
  type GithubRepository,
  type Published,
} from '../github';
import type { NextStep } from '../github/nextStep';
import { packCommit, type PackedCommit } from '../git';
import type { InfraAi } from '../infraAi';
import { DRY_RUN_ANALYSIS_ID } from './analyze';
import { openRepository } from './openRepository';
import { collectFiles } from './collectFiles';
import { examples } from './publishGithub.examples';

const DEFAULT_BRANCH = 'main';

/** The action `infra-ai:publish:github`: one repository, one commit, at most three requests. */
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
      'Publishes all files of the workspace as a new GitHub repository with one commit. Running it again finds what is there and makes nothing twice',
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
        defaultBranch: z =>
          z.string().optional().describe('Branch; default: main'),
        commitMessage: z =>
          z.string().optional().describe('Message of the commit'),
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
          z.string().optional().describe('Id of the commit; none in a dry run'),
        catalogInfoUrl: z =>
          z.string().describe('Address the catalog reads the entities from'),
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

      const outputUrls = (owner: string, name: string, onBranch: string) => {
        const pages = repository.pages(owner, name, onBranch);
        ctx.output('repositoryUrl', pages.html);
        ctx.output('remoteUrl', `${pages.html}.git`);
        ctx.output('repoContentsUrl', pages.contents);
        ctx.output('catalogInfoUrl', pages.catalogInfo);
      };
      const key = publicationKey({
        analysisId: input.analysisId,
        taskId: ctx.task.id,
      });
      if (ctx.isDryRun && input.analysisId === DRY_RUN_ANALYSIS_ID) {
        const { owner } = await decide({ repository, key, signal });
        outputUrls(owner.login, repository.repo, branch);
        logger.info(
          `Dry run: would publish the files of the analysis as ${repository.owner}/${repository.repo}`,
        );
        return;
      }

      const files = await collectFiles(ctx, repository, options);
      const time = await ctx.checkpoint({
        key: 'commit-time',
        fn: async () => Math.floor(clock.now() / 1_000),
      });
      const commit = await packCommit({
        files,
        message: markMessage(
          input.commitMessage || `Describe ${repository.repo}`,
          { key, analysisId: input.analysisId },
        ),
        author: config.author,
        time,
        directory: await ctx.createTemporaryDirectory(),
      });
      if (dryRun) {
        const step = await decide({ repository, key, commit, signal });
        outputUrls(step.owner.login, repository.repo, branch);
        reportDryRun(step, repository, commit, logger);
        return;
      }

      const published = await publishToGithub({
        repository,
        commit,
        branch,
        visibility: input.visibility ?? 'private',
        description: input.description,
        key,
        maxRateLimitWaitMs: config.maxRateLimitWaitMs,
        logger,
        clock,
        signal,
      });
      outputUrls(
        published.owner.login,
        published.name,
        published.defaultBranch,
      );
      ctx.output('commit', published.sha);
      await events.publish({
        topic: PUBLISHED_EVENT_TOPIC,
        eventPayload: toEvent(repository, commit, published, input.analysisId),
      });
    },
  });
}

function reportDryRun(
  step: NextStep,
  { owner, repo }: GithubRepository,
  commit: PackedCommit,
  logger: LoggerService,
): void {
  const push = `push one commit with ${
    commit.paths.length
  } files: ${commit.paths.slice(0, 20).join(', ')}`;
  const would = {
    create: `create the repository ${owner}/${repo} and ${push}`,
    push: `continue with the empty repository ${owner}/${repo} and ${push}`,
    done: `do nothing: ${owner}/${repo} holds exactly these files already`,
  };
  logger.info(`Dry run: would ${would[step.kind]}`);
}

function toEvent(
  repository: GithubRepository,
  commit: PackedCommit,
  published: Published,
  analysisId: string | undefined,
): PublishedEvent {
  const { owner, name, defaultBranch } = published;
  return {
    host: repository.host,
    owner,
    repository: {
      name,
      htmlUrl: repository.pages(owner.login, name, defaultBranch).html,
      apiUrl: repository.apiUrl,
      defaultBranch,
      visibility: published.visibility,
      topics: published.topics,
    },
    commit: {
      sha: published.sha,
      message: commit.message,
      added: commit.paths,
    },
    analysisId: analysisId || undefined,
  };
}
