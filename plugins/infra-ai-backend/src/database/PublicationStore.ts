import type { Problem } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { InTransaction } from './AnalysisStore';
import type {
  NewPublication,
  PublicationRecord,
  PublicationResult,
} from './types';

/** What {@link PublicationStore.open} found. */
export type OpenedPublication =
  | { outcome: 'created'; publication: PublicationRecord }
  /** One of the same target is under way. */
  | { outcome: 'open'; publication: PublicationRecord }
  /** One of the same target has succeeded. */
  | { outcome: 'completed'; publication: PublicationRecord };

/** Where publications live. */
export interface PublicationStore {
  /** Starts one unless the same target has one; safe against callers at the same time. */
  open(
    publication: NewPublication,
    inTransaction: InTransaction,
  ): Promise<OpenedPublication>;
  get(id: string): Promise<PublicationRecord | undefined>;
  /** Newest first. */
  listFor(analysisIds: string[]): Promise<PublicationRecord[]>;
  /** Names the target of one that was opened before its repository's name was known. */
  setRepo(id: string, repo: string): Promise<boolean>;
  setTask(id: string, taskId: string): Promise<PublicationRecord | undefined>;
  complete(
    id: string,
    result: PublicationResult,
  ): Promise<PublicationRecord | undefined>;
  fail(id: string, error: Problem): Promise<PublicationRecord | undefined>;
}
