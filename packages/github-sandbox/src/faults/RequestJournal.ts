export type RequestKind = 'rest' | 'graphql' | 'git' | 'raw' | 'web';

/** One request that was answered (or dropped). Holds no credentials. */
export interface JournalEntry {
  id: string;
  /** ISO 8601, by the clock of the sandbox. */
  at: string;
  kind: RequestKind;
  method: string;
  /** Path with query string. */
  path: string;
  /** Name of the GraphQL operation, when it has one. */
  operation?: string;
  /** Login of the token's user. */
  user?: string;
  /** Absent while in progress and when the connection was dropped. */
  status?: number;
  durationMs?: number;
  dropped?: boolean;
}

const KEPT = 10_000;

/** The last 10,000 requests, with counts over all of them since `clear`. */
export class RequestJournal {
  private entries: JournalEntry[] = [];
  private counters = emptyCounts();

  add(entry: JournalEntry): JournalEntry {
    this.entries.push(entry);
    if (this.entries.length > KEPT) {
      this.entries.shift();
    }
    this.counters[entry.kind] += 1;
    return entry;
  }

  list(): JournalEntry[] {
    return this.entries.map(entry => ({ ...entry }));
  }

  counts(): Record<RequestKind, number> & { total: number } {
    const total = Object.values(this.counters).reduce((a, b) => a + b, 0);
    return { ...this.counters, total };
  }

  clear(): void {
    this.entries = [];
    this.counters = emptyCounts();
  }
}

function emptyCounts(): Record<RequestKind, number> {
  return { rest: 0, graphql: 0, git: 0, raw: 0, web: 0 };
}
