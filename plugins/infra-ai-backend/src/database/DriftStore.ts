import type {
  DriftChange,
  DriftState,
  Problem,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** The last comparison of an entity with its repository. */
export interface DriftRecord {
  entityRef: string;
  checkId: string;
  state: DriftState;
  checkedAt: Date;
  /** Absent for a check on schedule. */
  requestedBy?: string;
  url?: string;
  analysisId?: string;
  changes?: DriftChange[];
  error?: Problem;
}

/** What a check that has ended found. */
export type DriftOutcome = Pick<
  DriftRecord,
  'url' | 'analysisId' | 'changes' | 'error'
> & { state: 'in-sync' | 'drifted' | 'failed' };

/** Where comparisons live: one of each entity. */
export interface DriftStore {
  /**
   * Begins a check, unless one that began less than `staleMs` ago is under way; safe against callers at the same time.
   *
   * @returns the check under way, with the given id when it is the new one
   */
  begin(check: {
    entityRef: string;
    checkId: string;
    requestedBy?: string;
    staleMs: number;
  }): Promise<DriftRecord>;
  /** @returns undefined when another check has begun meanwhile */
  end(
    entityRef: string,
    checkId: string,
    outcome: DriftOutcome,
  ): Promise<DriftRecord | undefined>;
  get(entityRef: string): Promise<DriftRecord | undefined>;
  /** Notes of which differences the owners are told. @returns false when they know */
  announce(entityRef: string, differences: string | null): Promise<boolean>;
}
