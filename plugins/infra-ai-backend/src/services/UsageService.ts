import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  UsageDay,
  UsageReport,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { AnalysisStore } from '../database/AnalysisStore';
import type { UsageRow } from '../database/types';
import type { AnalysisAccess } from './AnalysisAccess';

const DAY_MS = 86_400_000;

/** How much the analyses that a caller may see have used. */
export class UsageService {
  readonly #access: AnalysisAccess;
  readonly #store: AnalysisStore;
  readonly #now: () => number;

  constructor(options: {
    access: AnalysisAccess;
    store: AnalysisStore;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#store = options.store;
    this.#now = options.now ?? Date.now;
  }

  /**
   * @param days - how many, today included
   * @throws NotAllowedError when the caller may see none
   */
  async report(
    { days }: { days: number },
    credentials: BackstageCredentials,
  ): Promise<UsageReport> {
    const criteria = await this.#access.readCriteria(credentials);
    const today = Math.floor(this.#now() / DAY_MS) * DAY_MS;
    const first = today - (days - 1) * DAY_MS;
    const rows = await this.#store.getUsage(criteria, new Date(first));
    return {
      days: Array.from({ length: days }, (_, index) => {
        const day = new Date(first + index * DAY_MS).toISOString().slice(0, 10);
        return toDay(
          day,
          rows.filter(row => row.day === day),
        );
      }),
      analyzers: [
        ...new Map(
          rows.map(({ analyzerId, analyzerTitle }) => [
            analyzerId,
            analyzerTitle,
          ]),
        ),
      ].map(([id, title]) => ({ id, title })),
    };
  }
}

function toDay(day: string, rows: UsageRow[]): UsageDay {
  const sum = (value: (row: UsageRow) => number) =>
    rows.reduce((total, row) => total + value(row), 0);
  const timed = sum(row => row.timed);
  return {
    day,
    analyses: rows.map(({ analyzerId, state, count }) => ({
      analyzer: analyzerId,
      state,
      count,
    })),
    inputTokens: sum(row => row.inputTokens),
    outputTokens: sum(row => row.outputTokens),
    costUsd: sum(row => row.costUsd),
    unpriced: sum(row => row.unpriced),
    meanSeconds: timed > 0 ? sum(row => row.seconds) / timed : undefined,
  };
}
