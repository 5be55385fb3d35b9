import type { Problem } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { InTransaction } from './AnalysisStore';
import type {
  NewPublication,
  PublicationRecord,
  PublicationResult,
  PublishedSnapshot,
} from './types';

/** What {@link PublicationStore.open} found. */
export type OpenedPublication =
  | { outcome: 'created'; publication: PublicationRecord }
  /** One of the same target is under way. */
  | { outcome: 'open'; publication: PublicationRecord };

/** Where publications live. */
export interface PublicationStore {
  /** Starts one unless one of the same target is under way; safe against callers at the same time. */
  open(
    publication: NewPublication,
    inTransaction: InTransaction,
  ): Promise<OpenedPublication>;
  get(id: string): Promise<PublicationRecord | undefined>;
  /** Newest first. */
  listFor(analysisIds: string[]): Promise<PublicationRecord[]>;
  /** Names the target of one that was opened before its repository's name was known. */
  setRepo(id: string, repo: string): Promise<boolean>;
  /** Keeps what is published now; the analysis may be edited later. */
  setSnapshot(id: string, snapshot: PublishedSnapshot): Promise<void>;
  /** What of an analysis a repository holds: of the latest publication that reached its default branch. */
  findSnapshot(
    analysisId: string,
    target: { owner?: string; repo?: string },
  ): Promise<PublishedSnapshot | undefined>;
  setTask(id: string, taskId: string): Promise<PublicationRecord | undefined>;
  complete(
    id: string,
    result: PublicationResult,
  ): Promise<PublicationRecord | undefined>;
  fail(id: string, error: Problem): Promise<PublicationRecord | undefined>;
}
