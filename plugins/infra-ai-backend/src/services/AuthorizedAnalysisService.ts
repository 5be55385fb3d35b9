import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  infraAiAnalysisCreatePermission,
  infraAiAnalysisDeletePermission,
  infraAiAnalysisUpdatePermission,
  type Analysis,
  type AnalysisEvent,
  type AnalysisFiles,
  type AnalysisList,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisEdit, AnalysisQuery } from '../database/types';
import type { AnalysisAccess } from './AnalysisAccess';
import type { AnalysisService } from './AnalysisService';
import { authorOf, userOf } from './author';
import { checkDescription, checkLine, checkOwner } from './textInput';

/** What a caller sends to start an analysis. */
export interface TextOrder {
  description: string;
  name?: string;
  owner?: string;
  analyzer?: string;
}

/** {@link AnalysisService} for callers: checks what they send and what they may. */
export class AuthorizedAnalysisService {
  readonly #access: AnalysisAccess;
  readonly #analyses: AnalysisService;
  readonly #maxTextBytes: number;
  readonly #defaultOwner?: string;

  constructor(options: {
    access: AnalysisAccess;
    analyses: AnalysisService;
    maxTextBytes: number;
    defaultOwner?: string;
  }) {
    this.#access = options.access;
    this.#analyses = options.analyses;
    this.#maxTextBytes = options.maxTextBytes;
    this.#defaultOwner = options.defaultOwner;
  }

  async start(
    order: TextOrder,
    credentials: BackstageCredentials,
  ): Promise<Analysis> {
    await this.#access.require(infraAiAnalysisCreatePermission, credentials);
    checkDescription(order.description, this.#maxTextBytes);
    checkLine('name', order.name);
    const owner = order.owner ?? this.#defaultOwner ?? userOf(credentials);
    if (!owner) {
      throw new InputError(
        'Say who owns the entities: send "owner" with an entity reference such as "group:default/payments".',
      );
    }
    checkOwner(owner);
    return this.#analyses.start({
      ...order,
      owner,
      createdBy: authorOf(credentials),
    });
  }

  async get(id: string, credentials: BackstageCredentials): Promise<Analysis> {
    return this.#analyses.present(await this.#access.readable(id, credentials));
  }

  async list(
    query: Omit<AnalysisQuery, 'createdBy' | 'criteria'>,
    credentials: BackstageCredentials,
  ): Promise<AnalysisList> {
    checkLine('search', query.search);
    return this.#analyses.list({
      ...query,
      createdBy: authorOf(credentials),
      criteria: await this.#access.readCriteria(credentials),
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
    checkLine('name', edit.name);
    if (edit.owner !== undefined) {
      checkOwner(edit.owner);
    }
    return this.#analyses.update(record, edit);
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
}
