import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  CATALOG_FILE,
  planUpdate,
  publishedAnalysisId,
  type PlannedFile,
  type UpdateChanges,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { CommitFile } from '../git';
import type { GithubRepository } from '../github/GithubRepository';
import type { UpdatableRepository } from '../github/nextStep';
import { readTexts, type CommitTexts } from '../github/branchFiles';
import { earlierPublications, publishedFiles } from './publishedFiles';
import { toTexts } from './toTexts';
import type { UpdateBranch } from './updateBranch';

/** What an update wants. */
export interface UpdateRequest {
  files: CommitFile[];
  removeMissing?: boolean;
  /** System of the files, where there is one. */
  systemRef?: string;
  analysisId?: string;
  /** The files of another analysis, as it was published here; rejects when the person may not read it. */
  loadAnalysis(analysisId: string): Promise<PlannedFile[]>;
}

/** What an update comes to. */
export interface RepositoryUpdate {
  /** Against the default branch. */
  changes: UpdateChanges;
  entityRefs: string[];
  /** What is left to write on top of the branch's commit. */
  writes: PlannedFile[];
  deletions: string[];
}

/**
 * Reads the files that are there, in one request, and plans the smallest change.
 *
 * @throws InputError or ConflictError when the catalog file, here or there, does not lend itself to it
 */
export async function planRepositoryUpdate(
  repository: GithubRepository,
  there: UpdatableRepository,
  branch: UpdateBranch,
  request: UpdateRequest,
  options: { logger: LoggerService; signal?: AbortSignal },
): Promise<RepositoryUpdate> {
  const { files: ours, notes } = toTexts(request.files);
  const paths = ours.map(({ path }) => path);
  if (!paths.includes(CATALOG_FILE)) {
    throw new InputError(
      `${repository.owner}/${repository.repo} exists, and an update of it needs a ${CATALOG_FILE} among the files. Add one, or publish under another name: ${there.url}`,
    );
  }
  const { head } = there;
  const targets = [head, branch.base].map(({ sha, catalogHistory }) => ({
    sha,
    earlier: earlierPublications(catalogHistory, paths.length),
  }));
  const commits = new Set(
    targets.flatMap(({ sha, earlier }) => [
      sha,
      ...earlier.flatMap(commit => [commit.sha, commit.parent ?? commit.sha]),
    ]),
  );
  const found = await readTexts(
    repository,
    { commits: [...commits], paths },
    options.signal,
  );
  const plan = async ({ sha, earlier }: (typeof targets)[number]) => {
    const theirs = found.get(sha)!;
    refuseUnreadable(theirs, there);
    return planUpdate({
      ours: ours.filter(({ path }) => !theirs.unreadable.has(path)),
      theirs: theirs.texts,
      base: await findBase(
        theirs.texts.get(CATALOG_FILE) ?? '',
        publishedFiles(earlier, commit => found.get(commit)!.texts, ours),
        request,
        options.logger,
      ),
      removeMissing: request.removeMissing,
    });
  };
  const toDefault = await plan(targets[0]);
  const toBranch =
    branch.base.sha === head.sha ? toDefault : await plan(targets[1]);
  return {
    changes: {
      entities: toDefault.entities,
      files: toDefault.files,
      notes: [
        ...toDefault.notes,
        ...notes,
        ...[...found.get(head.sha)!.unreadable].map(
          ([path, why]) => `${path} ${why} and was left alone.`,
        ),
      ],
    },
    entityRefs: toBranch.entityRefs,
    writes: toBranch.writes,
    deletions: toBranch.files
      .filter(
        ({ path, kind }) =>
          kind === 'removed' && found.get(branch.base.sha)!.texts.has(path),
      )
      .map(({ path }) => path),
  };
}

function refuseUnreadable(
  { unreadable }: CommitTexts,
  { url }: UpdatableRepository,
): void {
  const why = unreadable.get(CATALOG_FILE);
  if (why) {
    throw new ConflictError(
      `The ${CATALOG_FILE} of the repository ${why}, so it cannot be updated. Correct it there, or publish under another name: ${url}`,
    );
  }
}

/**
 * What was published here last. Of another analysis the back end knows it. This analysis may have been edited since, and
 * the back end does not know which publication is here; for it, and for one that cannot be read, it is what our commits
 * changed.
 */
async function findBase(
  catalogFile: string,
  published: PlannedFile[] | undefined,
  request: UpdateRequest,
  logger: LoggerService,
): Promise<PlannedFile[] | undefined> {
  const id = publishedAnalysisId(catalogFile, request.systemRef);
  if (id && id !== request.analysisId) {
    try {
      return await request.loadAnalysis(id);
    } catch (error) {
      logger.info(
        `The analysis ${id}, which was published here, cannot be read: ${
          (error as Error).message
        }`,
      );
    }
  }
  if (published) {
    return published;
  }
  logger.info(
    'What was published here before is not known, so changes that people made cannot be told from ours',
  );
  return undefined;
}
