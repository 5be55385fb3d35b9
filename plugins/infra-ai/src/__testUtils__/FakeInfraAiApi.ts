import {
  planFiles,
  type Analysis,
  type AnalysisEvent,
  type AnalysisFiles,
  type AnalysisList,
  type AnalysisMatches,
  type CatalogChanges,
  type AnalyzerInfo,
  type DriftReport,
  type EntityProvenance,
  type HealthReport,
  type InfraAiApi,
  type InfrastructureModel,
  type ListAnalysesQuery,
  type PictureInfo,
  type Problem,
  type ProcessFilesRequest,
  type ProcessImageRequest,
  type ProcessRepositoryRequest,
  type ProcessTextRequest,
  type Publication,
  type PublishRequest,
  type PublishTargets,
  type RepositoryAvailability,
  type UpdateAnalysisRequest,
  type UsageReport,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { FakeRepositories } from './FakeRepositories';
import { listed } from './listed';
import { notFound, refusal, wait, type Refusal } from './problems';
import { shopModel } from './shopModel';
import { TICKET_PICTURE, ticketModel } from './ticketModel';

interface FakeOptions {
  /** Milliseconds a step of an analysis or publication takes. */
  stepTime?: number;
  /** Model that is found in a text. */
  analyze?: (text: string) => InfrastructureModel;
  /** Model that is found in a picture. */
  readPicture?: () => InfrastructureModel;
}

const STEPS = [
  ['read', 'Reading the description'],
  ['elements', 'Finding components and resources'],
  ['relations', 'Finding relations'],
  ['check', 'Checking the result'],
] as const;

/** The REST API in memory: it keeps what it is given, takes its time, and fails when it is told to. */
export class FakeInfraAiApi implements InfraAiApi {
  readonly analyses = new Map<string, Analysis>();
  readonly events = new Map<string, AnalysisEvent[]>();
  /** Requests to publish that were no dry runs, in their order. */
  readonly published: PublishRequest[] = [];
  /** Requests to analyze a picture, in their order. */
  readonly uploads: ProcessImageRequest[] = [];
  readonly repositories = new FakeRepositories();
  /** Whether an analyzer is there that looks at pictures. */
  hasVision = true;
  targets: PublishTargets = {
    host: 'github.com',
    owners: [
      { login: 'acme', type: 'Organization' },
      { login: 'guest', type: 'User' },
    ],
    visibilities: ['private', 'public'],
    defaultVisibility: 'private',
    requiresUserToken: false,
  };
  /** Set to make the next analyses end badly. */
  analysisProblem?: Problem;
  /** Set to make the next publications end badly. */
  publicationProblem?: Problem;
  /** Set to have the next request of that name refused. */
  refuse: Partial<Record<keyof InfraAiApi, Refusal>> = {};
  taskId?: string;
  usage: UsageReport = { days: [], analyzers: [] };
  catalogChanges: CatalogChanges = { entities: [] };
  health: HealthReport = {
    status: 'ok',
    checks: {
      database: { status: 'ok' },
      queue: { status: 'ok' },
      analyzers: { status: 'ok' },
      github: { status: 'ok' },
      catalog: { status: 'ok' },
    },
  };
  provenance: Partial<EntityProvenance> = {};
  readonly drift = new Map<string, DriftReport>();
  /** What a check finds. */
  driftOutcome: Partial<DriftReport> = { state: 'in-sync' };

  readonly #stepTime: number;
  readonly #analyze: (text: string) => InfrastructureModel;
  readonly #readPicture: () => InfrastructureModel;
  readonly #pictures = new Map<string, { served: Blob; original: Blob }>();
  #ids = 0;

  constructor({
    stepTime = 5,
    analyze = shopModel,
    readPicture = ticketModel,
  }: FakeOptions = {}) {
    this.#stepTime = stepTime;
    this.#analyze = analyze;
    this.#readPicture = readPicture;
  }

  async startTextAnalysis(request: ProcessTextRequest): Promise<Analysis> {
    await this.#gate('startTextAnalysis');
    if (!request.description.trim()) {
      throw await refusal({
        status: 400,
        name: 'InputError',
        message: 'The description is empty: say what runs and how it connects',
      });
    }
    return this.#start(request, {
      name: 'Web shop',
      inputKind: 'text',
      input: { kind: 'text', description: request.description },
      excerpt: request.description.slice(0, 200),
      analyzer: { id: 'embedded', title: 'Embedded analyzer', version: '1' },
    });
  }

  async startImageAnalysis(
    request: ProcessImageRequest,
    options: { signal?: AbortSignal } = {},
  ): Promise<Analysis> {
    this.uploads.push(request);
    await wait(this.#stepTime);
    options.signal?.throwIfAborted();
    await this.#gate('startImageAnalysis');
    const { file, fileName, description, page } = request;
    const isPdf = file.type === 'application/pdf';
    const picture: PictureInfo = {
      fileName,
      mediaType: isPdf
        ? 'image/svg+xml'
        : (file.type as PictureInfo['mediaType']),
      ...TICKET_PICTURE,
      bytes: file.size,
      ...(isPdf
        ? {
            original: {
              mediaType: 'application/pdf',
              page: page ?? 1,
              pages: 3,
            },
          }
        : {}),
    };
    const analysis = this.#start(request, {
      name: 'Ticket office',
      inputKind: 'image',
      input: { kind: 'image', description, picture },
      excerpt: description ?? fileName ?? '',
      analyzer: { id: 'gemini', title: 'Gemini', version: '1' },
    });
    this.#pictures.set(analysis.id, { served: file, original: file });
    return analysis;
  }

  async processImage(request: ProcessImageRequest): Promise<Analysis> {
    const { id } = await this.startImageAnalysis(request);
    return this.#whenDone(id);
  }

  async getPicture(
    id: string,
    options: { original?: boolean; preview?: boolean } = {},
  ): Promise<Blob> {
    await this.#gate('getPicture');
    const pictures = this.#pictures.get(id);
    if (!pictures) {
      throw await notFound(id);
    }
    return options.original ? pictures.original : pictures.served;
  }

  async processText(request: ProcessTextRequest): Promise<Analysis> {
    const { id } = await this.startTextAnalysis(request);
    return this.#whenDone(id);
  }

  async listAnalyses(query: ListAnalysesQuery = {}): Promise<AnalysisList> {
    await this.#gate('listAnalyses');
    const all = listed([...this.analyses.values()].reverse(), query);
    const offset = Number(query.offset ?? 0);
    return {
      items: all.slice(offset, offset + Number(query.limit ?? 20)),
      totalItems: all.length,
    };
  }

  async getAnalysis(id: string): Promise<Analysis> {
    await this.#gate('getAnalysis');
    return { ...(await this.#find(id)) };
  }

  async updateAnalysis(
    id: string,
    request: UpdateAnalysisRequest,
  ): Promise<Analysis> {
    const analysis = await this.#find(id);
    if (request.revision !== analysis.revision) {
      throw await refusal({
        status: 409,
        name: 'ConflictError',
        message: 'The analysis was changed meanwhile',
      });
    }
    Object.assign(analysis, request, { revision: analysis.revision + 1 });
    return { ...analysis };
  }

  async duplicateAnalysis(
    id: string,
    request: { name?: string } = {},
  ): Promise<Analysis> {
    await this.#gate('duplicateAnalysis');
    const original = await this.#find(id);
    const copy: Analysis = {
      ...structuredClone(original),
      id: `analysis-${++this.#ids}`,
      name: request.name ?? `${original.name} (copy)`,
      createdBy: 'user:default/guest',
      createdAt: new Date().toISOString(),
      publications: [],
      usage: undefined,
    };
    this.analyses.set(copy.id, copy);
    this.events.set(copy.id, []);
    return { ...copy };
  }

  async deleteAnalysis(id: string): Promise<void> {
    await this.#gate('deleteAnalysis');
    await this.#find(id);
    this.analyses.delete(id);
  }

  async *watchAnalysis(
    id: string,
    options: { signal?: AbortSignal; after?: number } = {},
  ): AsyncGenerator<AnalysisEvent> {
    let after = options.after ?? 0;
    while (!options.signal?.aborted) {
      await this.#find(id);
      for (const event of this.events.get(id) ?? []) {
        if (event.id > after) {
          after = event.id;
          yield event;
          if (event.type === 'state' && event.state !== 'running') {
            return;
          }
        }
      }
      await wait(2);
    }
  }

  async getFiles(id: string): Promise<AnalysisFiles> {
    await this.#gate('getFiles');
    const { model, owner } = await this.#find(id);
    const plan = planFiles(model ?? this.#analyze(''), {
      owner,
      provenance: { analysisId: id, analyzer: 'embedded' },
    });
    return {
      files: plan.files,
      entityRefs: Object.values(plan.refs),
      warnings: plan.warnings,
    };
  }

  async publish(id: string, request: PublishRequest): Promise<Publication> {
    await this.#gate('publish');
    const analysis = await this.#find(id);
    const dryRun = request.dryRun ?? false;
    if (!dryRun) {
      this.published.push(request);
    }
    const publication: Publication = {
      id: `publication-${++this.#ids}`,
      state: 'running',
      owner: request.owner,
      repo: request.repo ?? 'web-shop',
      visibility: request.visibility ?? 'private',
      dryRun,
      createOnly: request.createOnly ?? false,
      taskId: dryRun ? undefined : this.taskId,
      entityRefs: [],
      createdBy: 'user:default/guest',
      // Later than all before it, also within one millisecond.
      createdAt: new Date(Date.now() + this.#ids).toISOString(),
    };
    analysis.publications = [...analysis.publications, publication];
    this.#finish(analysis, publication, request.removeMissing ?? false);
    return { ...publication };
  }

  async getPublication(
    analysisId: string,
    publicationId: string,
  ): Promise<Publication> {
    await this.#gate('getPublication');
    const { publications } = await this.#find(analysisId);
    const publication = publications.find(({ id }) => id === publicationId);
    if (!publication) {
      throw await notFound(publicationId);
    }
    return { ...publication };
  }

  async cancelPublication(
    analysisId: string,
    publicationId: string,
  ): Promise<Publication> {
    await this.#gate('cancelPublication');
    const publication = (await this.#find(analysisId)).publications.find(
      ({ id }) => id === publicationId,
    );
    if (!publication) {
      throw await notFound(publicationId);
    }
    publication.state = 'failed';
    publication.error = {
      name: 'CancelledError',
      message: 'The publication was cancelled.',
    };
    return { ...publication };
  }

  async listAnalyzers(): Promise<AnalyzerInfo[]> {
    return [
      {
        id: 'embedded',
        title: 'Embedded analyzer',
        version: '1',
        default: true,
        accepts: ['text', 'files'],
      },
      {
        id: 'gemini',
        title: 'Gemini',
        version: '1',
        default: false,
        accepts: this.hasVision ? ['text', 'image'] : ['text'],
      },
    ];
  }

  /** Does what a person does at GitHub; the catalog follows at once. */
  endPullRequest(analysisId: string, state: 'merged' | 'closed') {
    const analysis = this.analyses.get(analysisId)!;
    for (const publication of analysis.publications) {
      if (publication.pullRequest?.state === 'open') {
        publication.pullRequest = { ...publication.pullRequest, state };
        publication.entityRefs =
          state === 'merged' ? entityRefsOf(analysis) : [];
      }
    }
  }

  async listPublishTargets(): Promise<PublishTargets> {
    await this.#gate('listPublishTargets');
    return this.targets;
  }

  async getHealth(): Promise<HealthReport> {
    await this.#gate('getHealth');
    return this.health;
  }

  async getUsage(): Promise<UsageReport> {
    await this.#gate('getUsage');
    return this.usage;
  }

  async startFilesAnalysis(request: ProcessFilesRequest): Promise<Analysis> {
    await this.#gate('startFilesAnalysis');
    return this.#start(request, {
      name: 'Web shop',
      inputKind: 'files',
      input: {
        kind: 'files',
        files: request.files.map(({ path, content }) => ({
          path,
          bytes: content.size,
        })),
      },
      excerpt: request.files[0]?.path ?? '',
      analyzer: { id: 'embedded', title: 'Embedded analyzer', version: '1' },
    });
  }

  async startRepositoryAnalysis(
    request: ProcessRepositoryRequest,
  ): Promise<Analysis> {
    await this.#gate('startRepositoryAnalysis');
    return this.#start(request, {
      name: 'Web shop',
      inputKind: 'files',
      input: {
        kind: 'files',
        files: [{ path: 'compose.yaml', bytes: 12 }],
        origin: {
          type: 'repository',
          url: request.url ?? 'https://github.com/acme/shop/tree/main/',
          ...(request.entityRef ? { entityRef: request.entityRef } : {}),
        },
      },
      excerpt: request.url ?? request.entityRef!,
      analyzer: { id: 'embedded', title: 'Embedded analyzer', version: '1' },
    });
  }

  async getSourceFile(_id: string, path: string): Promise<string> {
    await this.#gate('getSourceFile');
    return `# ${path}`;
  }

  async getCatalogChanges(): Promise<CatalogChanges> {
    await this.#gate('getCatalogChanges');
    return this.catalogChanges;
  }

  async getMatches(): Promise<AnalysisMatches> {
    return { elements: {}, unknownOwners: [] };
  }

  async checkRepository(target: {
    owner: string;
    repo: string;
  }): Promise<RepositoryAvailability> {
    await this.#gate('checkRepository');
    return this.repositories.availability(target);
  }

  async checkDrift(entityRef: string): Promise<DriftReport> {
    await this.#gate('checkDrift');
    const report: DriftReport = {
      entityRef,
      state: 'checking',
      checkedAt: new Date().toISOString(),
    };
    this.drift.set(entityRef, report);
    wait(this.#stepTime).then(() =>
      this.drift.set(entityRef, { ...report, ...this.driftOutcome }),
    );
    return report;
  }

  async getDrift(entityRef: string): Promise<DriftReport | undefined> {
    await this.#gate('getDrift');
    return this.drift.get(entityRef);
  }

  async getProvenance(entityRef: string): Promise<EntityProvenance> {
    await this.#gate('getProvenance');
    return { entityRef, ...this.provenance };
  }

  #start(
    request: { name?: string; owner?: string },
    about: Pick<
      Analysis,
      'name' | 'inputKind' | 'input' | 'excerpt' | 'analyzer'
    >,
  ): Analysis {
    const id = `analysis-${++this.#ids}`;
    const now = new Date().toISOString();
    const analysis: Analysis = {
      ...about,
      id,
      name: request.name ?? about.name,
      state: 'queued',
      createdBy: 'user:default/guest',
      owner: request.owner ?? 'user:default/guest',
      createdAt: now,
      updatedAt: now,
      revision: 1,
      publications: [],
    };
    this.analyses.set(id, analysis);
    this.events.set(id, []);
    this.#run(id);
    return { ...analysis };
  }

  async #whenDone(id: string): Promise<Analysis> {
    for await (const event of this.watchAnalysis(id)) {
      if (event.type === 'state' && event.state === 'completed') {
        break;
      }
    }
    return this.getAnalysis(id);
  }

  async #run(id: string) {
    const analysis = this.analyses.get(id)!;
    const events = this.events.get(id)!;
    const emit = (event: Record<string, unknown>) =>
      events.push({
        id: events.length + 1,
        at: new Date().toISOString(),
        ...event,
      } as AnalysisEvent);
    await wait(this.#stepTime);
    analysis.state = 'running';
    emit({ type: 'state', state: 'running' });
    for (const [index, [step, message]] of STEPS.entries()) {
      emit({ type: 'progress', step, message, fraction: index / STEPS.length });
      await wait(this.#stepTime);
    }
    analysis.completedAt = new Date().toISOString();
    if (this.analysisProblem) {
      analysis.state = 'failed';
      analysis.error = this.analysisProblem;
    } else {
      analysis.model =
        analysis.input.kind === 'image'
          ? this.#readPicture()
          : this.#analyze(analysis.input.description ?? '');
      analysis.elementCount = analysis.model.elements.length;
      analysis.relationCount = analysis.model.relations.length;
      analysis.state = 'completed';
    }
    emit({ type: 'state', state: analysis.state, error: analysis.error });
  }

  async #finish(
    analysis: Analysis,
    publication: Publication,
    removeMissing: boolean,
  ) {
    const { dryRun } = publication;
    const problem = dryRun ? undefined : this.publicationProblem;
    await wait(dryRun ? this.#stepTime : this.#stepTime * STEPS.length);
    publication.completedAt = new Date().toISOString();
    if (problem) {
      publication.state = 'failed';
      publication.error = problem;
      return;
    }
    const { owner, repo } = publication;
    if (
      publication.createOnly &&
      this.repositories.outdated.has(`${owner}/${repo}`)
    ) {
      publication.state = 'failed';
      publication.error = {
        name: 'RepositoryTakenError',
        message: `The name ${owner}/${repo} was taken in between.`,
      };
      return;
    }
    const outcome = this.repositories.publish(
      analysis,
      { owner, repo, removeMissing },
      dryRun,
    );
    Object.assign(publication, outcome);
    if (outcome.action !== 'create' || !dryRun) {
      publication.repositoryUrl = `https://github.com/${owner}/${repo}`;
    }
    // An update reaches the catalog when its pull request is merged.
    if (outcome.action !== 'update' && !dryRun) {
      publication.entityRefs = entityRefsOf(analysis);
      publication.commit = 'c0ffee';
    }
    publication.state = 'completed';
  }

  async #find(id: string): Promise<Analysis> {
    const analysis = this.analyses.get(id);
    if (!analysis) {
      throw await notFound(id);
    }
    return analysis;
  }

  async #gate(method: keyof InfraAiApi) {
    await wait(1);
    const problem = this.refuse[method];
    if (problem) {
      throw await refusal(problem);
    }
  }
}

function entityRefsOf(analysis: Analysis): string[] {
  const plan = planFiles(analysis.model!, { owner: analysis.owner });
  return [
    `system:default/${plan.entities[0].metadata.name}`,
    ...Object.values(plan.refs),
  ];
}
