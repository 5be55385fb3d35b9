import type {
  AnalysisEvent,
  AnalyzerUsage,
  Problem,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import type {
  AnalysisCopy,
  AnalysisCriteria,
  AnalysisEdit,
  AnalysisOutcome,
  AnalysisQuery,
  AnalysisRecord,
  AnalysisSummaryRecord,
  NewAnalysis,
  NewAnalysisEvent,
  PicturePreview,
  QueueDepth,
  ReuseKey,
  StoredPicture,
  StoredSourceFile,
  UsageRow,
} from './types';

/** Runs inside the transaction that writes the row, so that both happen or neither. */
export type InTransaction = (tx: Knex.Transaction) => Promise<void>;

/** How {@link AnalysisStore.create} stores. */
export interface CreateOptions {
  /** What the person should know of the start. */
  notes?: NewAnalysisEvent[];
  /** One under way that is older has stalled, and does not count. */
  underWayMs: number;
}

/**
 * Where analyses live. A run of an analysis is known by its `attempt`: every write of a run names it, and a write of a
 * run that another one has overtaken changes nothing and answers false.
 */
export interface AnalysisStore {
  /**
   * Stores an analysis to be run, with its picture or files, unless the same order is under way.
   *
   * @returns the id of the analysis that answers the order: the new one's, or that of the one under way
   */
  create(
    analysis: NewAnalysis,
    options: CreateOptions,
    inTransaction: InTransaction,
  ): Promise<string>;
  /** Stores an analysis together with an answer that is known already. */
  createCompleted(
    analysis: NewAnalysis,
    outcome: AnalysisOutcome,
    notes: NewAnalysisEvent[],
  ): Promise<void>;
  /**
   * Copies a completed analysis, with its input and model.
   *
   * @returns false when there is no completed one with that id
   */
  duplicate(
    id: string,
    copy: AnalysisCopy,
    notes: NewAnalysisEvent[],
  ): Promise<boolean>;
  /** The answer an analyzer gave for the same key, without later edits. */
  findReusable(key: ReuseKey): Promise<AnalysisOutcome | undefined>;

  /** The picture of an analysis; undefined when it is gone, or is not of a picture. */
  getPicture(id: string): Promise<StoredPicture | undefined>;
  getPictureBytes(
    id: string,
    column: 'bytes' | 'original',
  ): Promise<Uint8Array | undefined>;

  /** The small copy of the picture; undefined when none has been made. */
  getPicturePreview(id: string): Promise<PicturePreview | undefined>;
  setPicturePreview(id: string, preview: PicturePreview): Promise<void>;

  /** The files of an analysis; none when they are gone, or it is not of files. */
  getFiles(id: string): Promise<StoredSourceFile[]>;
  getFile(id: string, path: string): Promise<Uint8Array | undefined>;

  get(id: string): Promise<AnalysisRecord | undefined>;
  getMany(ids: string[]): Promise<AnalysisRecord[]>;
  list(
    query: AnalysisQuery,
  ): Promise<{ items: AnalysisSummaryRecord[]; totalItems: number }>;
  /** @returns undefined when the analysis is not completed or its revision is another by now */
  update(id: string, edit: AnalysisEdit): Promise<AnalysisRecord | undefined>;
  /** @returns false when there is none, or a publication of it is open */
  delete(id: string): Promise<boolean>;

  /** Starts the next attempt; undefined when there is nothing to run. */
  startAttempt(id: string): Promise<AnalysisRecord | undefined>;
  isCurrent(id: string, attempt: number): Promise<boolean>;
  complete(
    id: string,
    attempt: number,
    outcome: AnalysisOutcome,
  ): Promise<boolean>;
  /** @param usage - what the run was billed all the same */
  fail(
    id: string,
    attempt: number,
    error: Problem,
    usage?: AnalyzerUsage,
  ): Promise<boolean>;
  /** Gives an unfinished analysis up, whatever attempt it is at. */
  abandon(id: string, error: Problem): Promise<boolean>;
  /** Puts a run that has to stop early back in line. */
  requeue(id: string, attempt: number): Promise<boolean>;
  addProgress(
    id: string,
    attempt: number,
    events: NewAnalysisEvent[],
  ): Promise<boolean>;

  listEvents(id: string, after: number): Promise<AnalysisEvent[]>;
  listUnfinished(): Promise<string[]>;
  getQueueDepth(): Promise<QueueDepth>;
  getUsage(criteria: AnalysisCriteria, since: Date): Promise<UsageRow[]>;
}
