import { stringifyEntityRef } from '@backstage/catalog-model';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  CATALOG_FILE,
  planFiles,
  planUpdate,
  publishedAnalysisId,
  RepositoryTakenError,
  type AnalysisFiles,
  type PlannedFile,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PublicationStore } from '../database/PublicationStore';
import type {
  AnalysisRecord,
  PublicationRecord,
  PublicationResult,
  PublishedSnapshot,
} from '../database/types';
import type { AnalysisAccess } from './AnalysisAccess';
import type { GithubService } from './GithubService';
import { StatusError, toProblem } from './problems';

/**
 * Says what publishing would do: makes the files, looks at GitHub whether the owner exists and what the repository holds,
 * and compares. It starts no task and writes nothing but its own row.
 */
export class PublicationDryRun {
  readonly #store: PublicationStore;
  readonly #access: AnalysisAccess;
  readonly #github: GithubService;
  readonly #techdocs: boolean;

  constructor(options: {
    store: PublicationStore;
    access: AnalysisAccess;
    github: GithubService;
    techdocs: boolean;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#github = options.github;
    this.#techdocs = options.techdocs;
  }

  async run(
    analysis: AnalysisRecord,
    publication: PublicationRecord,
    order: { token?: string; removeMissing?: boolean },
    credentials: BackstageCredentials,
  ): Promise<PublicationRecord> {
    const { id } = publication;
    try {
      const result = await this.#plan(
        analysis,
        publication,
        order,
        credentials,
      );
      return (await this.#store.complete(id, result)) ?? publication;
    } catch (error) {
      // What GitHub refused is told in words of our own already.
      const problem =
        error instanceof StatusError
          ? { name: error.name, message: error.message }
          : toProblem(error);
      return (await this.#store.fail(id, problem)) ?? publication;
    }
  }

  /** What was published of an analysis to a target; where that is not known, what would be now. */
  async publishedFiles(
    analysis: AnalysisRecord,
    target: { owner?: string; repo?: string },
  ): Promise<AnalysisFiles> {
    const snapshot = await this.#store.findSnapshot(analysis.id, target);
    return this.#files({ ...analysis, ...snapshot }, target);
  }

  async #plan(
    analysis: AnalysisRecord,
    { owner, repo, createOnly }: PublicationRecord,
    { token, removeMissing }: { token?: string; removeMissing?: boolean },
    credentials: BackstageCredentials,
  ): Promise<PublicationResult> {
    const target = { owner, repo };
    const { files: ours, entityRefs } = this.#files(analysis, target);
    const there = await this.#github.readTarget(
      target,
      ours.map(({ path }) => path),
      token,
    );
    if (!there.exists) {
      const repositoryUrl = `https://${this.#github.host}/${owner}/${repo}`;
      return { action: 'create', repositoryUrl, entityRefs };
    }
    const { url, files: theirs, unreadable } = there;
    const catalogFile = theirs.get(CATALOG_FILE) ?? '';
    if (
      createOnly &&
      publishedAnalysisId(catalogFile, entityRefs[0]) !== analysis.id
    ) {
      throw new RepositoryTakenError({ owner, repo, url });
    }
    if (unreadable.includes(CATALOG_FILE)) {
      throw new ConflictError(
        `The ${CATALOG_FILE} of ${owner}/${repo} is no text file that can be updated. Correct it there, or choose another name.`,
      );
    }
    const plan = planUpdate({
      ours: ours.filter(({ path }) => !unreadable.includes(path)),
      theirs,
      base: await this.#base(catalogFile, entityRefs[0], target, credentials),
      removeMissing,
    });
    const left = unreadable.map(
      path => `${path} is no text file there and was left as it is`,
    );
    return {
      action: plan.writes.length > 0 ? 'update' : 'none',
      changes: {
        entities: plan.entities,
        files: plan.files,
        notes: [...plan.notes, ...left],
      },
      repositoryUrl: url,
      entityRefs: plan.entityRefs,
    };
  }

  /** The files that this plugin published there last, when the caller may read that analysis. */
  async #base(
    catalogInfo: string,
    systemRef: string,
    target: { owner: string; repo: string },
    credentials: BackstageCredentials,
  ): Promise<PlannedFile[] | undefined> {
    const id = publishedAnalysisId(catalogInfo, systemRef);
    if (!id) {
      return undefined;
    }
    let earlier: AnalysisRecord;
    try {
      earlier = await this.#access.readable(id, credentials);
    } catch (error) {
      const { name } = error as Error;
      if (name === 'NotFoundError' || name === 'NotAllowedError') {
        return undefined;
      }
      throw error;
    }
    return earlier.model
      ? (await this.publishedFiles(earlier, target)).files
      : undefined;
  }

  #files(
    analysis: Pick<AnalysisRecord, 'id'> & Partial<PublishedSnapshot>,
    { owner, repo }: { owner?: string; repo?: string },
  ): AnalysisFiles {
    const plan = planFiles(analysis.model!, {
      owner: analysis.owner!,
      systemName: analysis.name,
      provenance: { analysisId: analysis.id, analyzer: analysis.analyzerId! },
      ...(owner && repo ? { projectSlug: `${owner}/${repo}` } : {}),
      techdocs: this.#techdocs,
    });
    return {
      files: plan.files,
      entityRefs: plan.entities.map(entity => stringifyEntityRef(entity)),
      warnings: plan.warnings,
    };
  }
}
