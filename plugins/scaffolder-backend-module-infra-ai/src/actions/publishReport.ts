import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  EntityChange,
  PublicationAction,
  PublishedEvent,
  UpdateChanges,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PackedCommit } from '../git';
import type { GithubRepository, NextStep, Published } from '../github';

const SHOWN_PATHS = 20;
const SHOWN_CHANGES = 100;

/** Outputs of `infra-ai:publish:github`. */
export interface PublishOutputs {
  repositoryUrl: string;
  remoteUrl: string;
  repoContentsUrl: string;
  catalogInfoUrl: string;
  commit?: string;
  action: PublicationAction;
  pullRequestUrl?: string;
  pullRequestNumber?: number;
  changes?: UpdateChanges;
  entityRefs: string[];
}

/** The outputs of a publication, or of a dry run of it. */
export function publishOutputs(
  repository: GithubRepository,
  published: Published,
  { dryRun, entityRefs }: { dryRun: boolean; entityRefs: string[] },
): PublishOutputs {
  const { owner, name, defaultBranch, action, update, sha } = published;
  return {
    ...pageOutputs(repository, owner.login, name, defaultBranch),
    commit: dryRun ? undefined : sha,
    action,
    pullRequestUrl: update?.pullRequest?.url,
    pullRequestNumber: update?.pullRequest?.number,
    changes: update?.changes,
    entityRefs: update?.entityRefs ?? entityRefs,
  };
}

/** The outputs of a dry run of the whole template, which has no files to look at. */
export function outputsWithoutFiles(
  repository: GithubRepository,
  step: NextStep,
  branch: string,
): PublishOutputs {
  const { owner } = step;
  return {
    ...pageOutputs(repository, owner.login, repository.repo, branch),
    action: step.kind === 'update' ? 'update' : 'create',
    entityRefs: [],
  };
}

function pageOutputs(
  repository: GithubRepository,
  owner: string,
  name: string,
  branch: string,
) {
  const pages = repository.pages(owner, name, branch);
  return {
    repositoryUrl: pages.html,
    remoteUrl: `${pages.html}.git`,
    repoContentsUrl: pages.contents,
    catalogInfoUrl: pages.catalogInfo,
  };
}

/** Writes what would be done into the log. */
export function logDryRun(
  logger: LoggerService,
  repository: GithubRepository,
  published: Published,
  paths: string[],
): void {
  const { action, existed, update } = published;
  const name = `${repository.owner}/${repository.repo}`;
  const would = (what: string) => logger.info(`Dry run: would ${what}`);
  if (action === 'none') {
    would(`do nothing: ${name} holds all of it already`);
  } else if (update) {
    const { pullRequest, branch, changes } = update;
    would(
      pullRequest
        ? `update pull request #${pullRequest.number} of ${name}`
        : `open a pull request to ${name} from the branch ${branch}: ${changes.files.length} files`,
    );
  } else {
    would(
      `${
        existed ? 'continue with the empty' : 'create the'
      } repository ${name} and push one commit with ${
        paths.length
      } files: ${paths.slice(0, SHOWN_PATHS).join(', ')}`,
    );
  }
}

/** Writes the changes into the log, one a line. */
export function logChanges(
  logger: LoggerService,
  { entities, files, notes }: UpdateChanges,
): void {
  const lines = [
    ...entities.filter(({ kind }) => kind !== 'unchanged').map(entityLine),
    ...files.map(({ kind, path }) => `${kind} ${path}`),
    ...notes.map(note => `note: ${note}`),
  ];
  lines.slice(0, SHOWN_CHANGES).forEach(line => logger.info(`- ${line}`));
  if (lines.length > SHOWN_CHANGES) {
    logger.info(`- and ${lines.length - SHOWN_CHANGES} more`);
  }
}

function entityLine({
  kind,
  entityRef,
  fields,
  renamedFrom,
}: EntityChange): string {
  const how = [
    ...(renamedFrom ? [`was ${renamedFrom}`] : []),
    ...(kind === 'missing' ? ['no longer found, left in place'] : []),
    ...(fields.length > 0 ? [fields.join(', ')] : []),
  ];
  return `${kind} ${entityRef}${how.length > 0 ? ` (${how.join('; ')})` : ''}`;
}

/** The event that tells discovery of a new commit. */
export function toPublishedEvent(
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
      modified: [],
      removed: [],
    },
    analysisId: analysisId || undefined,
  };
}
