import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  infraAiAnalysisCreatePermission,
  infraAiAnalysisDeletePermission,
  infraAiAnalysisUpdatePermission,
  infraAiRepositoryReadPermission,
  type Analysis,
  type AnalysisEvent,
  type AnalysisFiles,
  type AnalysisList,
  type DuplicateAnalysisRequest,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { preparePicture } from '@infra-ai/pictures';
import type { InfraAiOptions } from '../config';
import type {
  AnalysisEdit,
  AnalysisQuery,
  AnalysisRecord,
} from '../database/types';
import type { AnalysisAccess } from './AnalysisAccess';
import type {
  AnalysisService,
  PictureVariant,
  StoredFile,
} from './AnalysisService';
import type { AnalysisStarter } from './AnalysisStarter';
import { authorOf, userOf } from './author';
import type { EntitySource, EntitySources } from './entities/EntitySources';
import { definingFiles } from './files/definingFiles';
import { prepareFiles, type PreparedFiles } from './files/prepareFiles';
import type { RepositoryReader } from './files/RepositoryReader';
import { safeFileName } from './pictureName';
import { checkDescription, checkOwner, checkText } from './textInput';

/** What a caller sends to start an analysis. */
export type StartOrder = {
  name?: string;
  owner?: string;
  analyzer?: string;
} & (
  | { kind: 'text'; description: string }
  | {
      kind: 'image';
      description?: string;
      file: { bytes: Uint8Array; name?: string };
      /** Page of a PDF, from 1. */
      page?: number;
      /** Aborts when the caller is gone. */
      signal: AbortSignal;
    }
  | ({
      kind: 'files';
      description?: string;
      signal: AbortSignal;
    } & (
      | { uploads: Array<{ bytes: Uint8Array; name: string }> }
      | { repository: { url: string } }
      /** Component or system whose source is read; `name` and `owner` are then those of its system. */
      | { entityRef: string }
    ))
);

/** {@link AnalysisService} for callers: checks what they send and what they may. */
export class AuthorizedAnalysisService {
  readonly #access: AnalysisAccess;
  readonly #analyses: AnalysisService;
  readonly #starter: AnalysisStarter;
  readonly #preparePicture: typeof preparePicture;
  readonly #repositories: RepositoryReader;
  readonly #sources: EntitySources;
  readonly #limits: InfraAiOptions['limits'];
  readonly #defaultOwner?: string;

  constructor(options: {
    access: AnalysisAccess;
    analyses: AnalysisService;
    starter: AnalysisStarter;
    preparePicture: typeof preparePicture;
    repositories: RepositoryReader;
    sources: EntitySources;
    limits: InfraAiOptions['limits'];
    defaultOwner?: string;
  }) {
    this.#access = options.access;
    this.#analyses = options.analyses;
    this.#starter = options.starter;
    this.#preparePicture = options.preparePicture;
    this.#repositories = options.repositories;
    this.#sources = options.sources;
    this.#limits = options.limits;
    this.#defaultOwner = options.defaultOwner;
  }

  /** @throws NotAllowedError when the caller may start none */
  async requireStart(credentials: BackstageCredentials): Promise<void> {
    await this.#access.require(infraAiAnalysisCreatePermission, credentials);
  }

  /**
   * The portal reads repositories with its own credentials, also what the caller could not read at the host.
   *
   * @throws NotAllowedError when the caller may not have one read
   */
  async requireRepositoryRead(
    credentials: BackstageCredentials,
  ): Promise<void> {
    await this.#access.require(infraAiRepositoryReadPermission, credentials);
  }

  async start(
    order: StartOrder,
    credentials: BackstageCredentials,
  ): Promise<Analysis> {
    await this.requireStart(credentials);
    if (order.kind === 'files' && !('uploads' in order)) {
      await this.requireRepositoryRead(credentials);
    }
    if (order.kind === 'text') {
      checkDescription(order.description, this.#limits.text);
    } else {
      checkText('description', order.description);
    }
    checkText('name', order.name);
    const source =
      'entityRef' in order
        ? await this.#sources.find(order.entityRef, credentials)
        : undefined;
    const owner =
      order.owner ?? source?.owner ?? this.#defaultOwner ?? userOf(credentials);
    if (!owner) {
      throw new InputError(
        'Say who owns the entities: send "owner" with an entity reference such as "group:default/payments".',
      );
    }
    checkOwner(owner);
    const { name = source?.systemName, analyzer } = order;
    const common = { name, owner, analyzer, createdBy: authorOf(credentials) };
    if (order.kind === 'text') {
      const { kind, description } = order;
      return this.#starter.start({ ...common, kind, description });
    }
    if (order.kind === 'files') {
      return this.#starter.start({
        ...common,
        kind: order.kind,
        description: order.description?.replace(/\r\n/g, '\n') || undefined,
        prepared: await this.#prepareFiles(order, source),
      });
    }
    const { kind, description, file, page, signal } = order;
    const picture = await this.#preparePicture(file.bytes, {
      maxBytes: this.#limits.image,
      maxPixels: this.#limits.imagePixels,
      page,
      signal,
    });
    // Nothing is kept for a caller who has hung up meanwhile.
    signal.throwIfAborted();
    return this.#starter.start({
      ...common,
      kind,
      // Forms carry a line break as CR and LF, whatever was typed.
      description: description?.replace(/\r\n/g, '\n') || undefined,
      picture,
      fileName: safeFileName(file.name),
    });
  }

  async #prepareFiles(
    order: StartOrder & { kind: 'files' },
    source: EntitySource | undefined,
  ): Promise<PreparedFiles> {
    const { signal } = order;
    let prepared: PreparedFiles;
    if ('uploads' in order) {
      prepared = await prepareFiles(order.uploads, this.#limits.files, signal);
    } else if (source) {
      const read = await this.#repositories.read(source, signal);
      prepared = { ...read, files: definingFiles(read.files) };
    } else if ('repository' in order) {
      prepared = await this.#repositories.read(order.repository, signal);
    } else {
      throw new InputError('Give files, a repository or an entity.');
    }
    signal.throwIfAborted();
    return prepared;
  }

  async get(id: string, credentials: BackstageCredentials): Promise<Analysis> {
    return this.#present(
      await this.#access.readable(id, credentials),
      credentials,
    );
  }

  async #present(
    record: AnalysisRecord,
    credentials: BackstageCredentials,
  ): Promise<Analysis> {
    const [analysis, allowed] = await Promise.all([
      this.#analyses.present(record),
      this.#access.allowed(record, credentials),
    ]);
    return { ...analysis, allowed };
  }

  async list(
    { mine, ...query }: Omit<AnalysisQuery, 'criteria'> & { mine?: boolean },
    credentials: BackstageCredentials,
  ): Promise<AnalysisList> {
    checkText('search', query.search);
    const readable = await this.#access.readCriteria(credentials);
    return this.#analyses.list({
      ...query,
      criteria: mine
        ? { allOf: [readable, { authors: [authorOf(credentials)] }] }
        : readable,
    });
  }

  /** Copies an analysis that the caller may see; the copy is the caller's. */
  async duplicate(
    id: string,
    request: DuplicateAnalysisRequest,
    credentials: BackstageCredentials,
  ): Promise<Analysis> {
    await this.requireStart(credentials);
    const record = await this.#access.readable(id, credentials);
    checkText('name', request.name);
    return this.#analyses.duplicate(record, {
      name: request.name ?? copyName(record.name),
      createdBy: authorOf(credentials),
    });
  }

  async update(
    id: string,
    edit: AnalysisEdit,
    credentials: BackstageCredentials,
  ): Promise<Analysis> {
    const record = await this.#access.permitted(
      infraAiAnalysisUpdatePermission,
      id,
      credentials,
    );
    checkText('name', edit.name);
    if (edit.owner !== undefined) {
      checkOwner(edit.owner);
    }
    return {
      ...(await this.#analyses.update(record, edit)),
      // As it was: an edit that gives it away ends with the next look.
      allowed: await this.#access.allowed(record, credentials),
    };
  }

  async delete(id: string, credentials: BackstageCredentials): Promise<void> {
    const record = await this.#access.permitted(
      infraAiAnalysisDeletePermission,
      id,
      credentials,
    );
    await this.#analyses.delete(record);
  }

  /** The caller's right is checked at the start; the stream ends with the analysis. */
  async watch(
    id: string,
    after: number,
    signal: AbortSignal,
    credentials: BackstageCredentials,
  ): Promise<AsyncGenerator<AnalysisEvent>> {
    await this.#access.readable(id, credentials);
    return this.#analyses.watch(id, after, signal);
  }

  async files(
    id: string,
    target: { owner?: string; repo?: string },
    credentials: BackstageCredentials,
  ): Promise<AnalysisFiles> {
    return this.#analyses.files(
      await this.#access.readable(id, credentials),
      target,
    );
  }

  /** @throws NotFoundError when there is none, or the analysis is somebody else's */
  async source(
    id: string,
    path: string,
    credentials: BackstageCredentials,
  ): Promise<Uint8Array> {
    return this.#analyses.source(
      await this.#access.readable(id, credentials),
      path,
    );
  }

  /** @throws NotFoundError when there is none, or the analysis is somebody else's */
  async picture(
    id: string,
    which: PictureVariant,
    credentials: BackstageCredentials,
  ): Promise<StoredFile> {
    return this.#analyses.picture(
      await this.#access.readable(id, credentials),
      which,
    );
  }
}

/** Names have at most 100 characters. */
function copyName(name: string): string {
  return `${name.slice(0, 93)} (copy)`;
}
