import { stringifyEntityRef } from '@backstage/catalog-model';
import { planFiles } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { PublicationStore } from '../database/PublicationStore';
import type { AnalysisRecord, PublicationRecord } from '../database/types';
import type { GithubService } from './GithubService';
import { toProblem } from './problems';

/**
 * Says what publishing would do: makes the files and looks at GitHub whether the owner exists and the name is free.
 * It starts no task and writes nothing but its own row.
 */
export class PublicationDryRun {
  readonly #store: PublicationStore;
  readonly #github: GithubService;
  readonly #techdocs: boolean;

  constructor(options: {
    store: PublicationStore;
    github: GithubService;
    techdocs: boolean;
  }) {
    this.#store = options.store;
    this.#github = options.github;
    this.#techdocs = options.techdocs;
  }

  async run(
    analysis: AnalysisRecord,
    publication: PublicationRecord,
    token?: string,
  ): Promise<PublicationRecord> {
    const { id, owner, repo } = publication;
    try {
      const plan = planFiles(analysis.model!, {
        owner: analysis.owner,
        systemName: analysis.name,
        provenance: { analysisId: analysis.id, analyzer: analysis.analyzerId },
        projectSlug: `${owner}/${repo}`,
        techdocs: this.#techdocs,
      });
      const repositoryUrl = await this.#github.checkTarget(owner, repo, token);
      const completed = await this.#store.complete(id, {
        repositoryUrl,
        entityRefs: plan.entities.map(entity => stringifyEntityRef(entity)),
      });
      return completed ?? publication;
    } catch (error) {
      return (await this.#store.fail(id, toProblem(error))) ?? publication;
    }
  }
}
