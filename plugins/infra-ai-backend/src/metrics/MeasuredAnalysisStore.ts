import type {
  AnalyzerUsage,
  Problem,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import { DatabaseAnalysisStore } from '../database/DatabaseAnalysisStore';
import type {
  AnalysisOutcome,
  AnalysisRecord,
  NewAnalysis,
  NewAnalysisEvent,
} from '../database/types';
import type { Instruments } from './instruments';

/** How an analysis can end. */
type Outcome =
  | 'completed'
  | 'failed'
  | 'timeout'
  /** Deleted while it ran, or overtaken by another run. */
  | 'cancelled'
  /** Its runs all died with their back ends. */
  | 'abandoned'
  /** Answered from the store. */
  | 'reused';

interface Run {
  attributes: { analyzer: string; input_kind: string };
  startedAt: number;
}

/**
 * Measures where the rows change, so that with several back ends each end of an analysis is counted once, by the one that
 * wrote it.
 */
export class MeasuredAnalysisStore extends DatabaseAnalysisStore {
  readonly #instruments: Instruments;
  /** Runs of this process, by analysis and attempt. */
  readonly #runs = new Map<string, Run>();

  constructor(options: { db: Knex; instruments: Instruments }) {
    super(options);
    this.#instruments = options.instruments;
  }

  override async createCompleted(
    analysis: NewAnalysis,
    outcome: AnalysisOutcome,
    notes: NewAnalysisEvent[],
  ) {
    await super.createCompleted(analysis, outcome, notes);
    this.#count(attributesOf(analysis), 'reused');
  }

  override async startAttempt(id: string) {
    const analysis = await super.startAttempt(id);
    if (analysis) {
      this.#runs.set(keyOf(id, analysis.attempt), {
        attributes: attributesOf(analysis),
        startedAt: performance.now(),
      });
    }
    return analysis;
  }

  override async isCurrent(id: string, attempt: number) {
    const current = await super.isCurrent(id, attempt);
    if (!current) {
      this.#end(id, attempt, 'cancelled');
    }
    return current;
  }

  override async complete(
    id: string,
    attempt: number,
    outcome: AnalysisOutcome,
  ) {
    const stored = await super.complete(id, attempt, outcome);
    this.#end(id, attempt, stored ? 'completed' : 'cancelled');
    // Paid for, whether or not the answer still counts.
    this.countUsage(outcome.usage);
    return stored;
  }

  override async fail(
    id: string,
    attempt: number,
    error: Problem,
    usage?: AnalyzerUsage,
  ) {
    const stored = await super.fail(id, attempt, error, usage);
    const outcome = error.name === 'TimeoutError' ? 'timeout' : 'failed';
    this.#end(id, attempt, stored ? outcome : 'cancelled');
    return stored;
  }

  override async requeue(id: string, attempt: number) {
    // Its next run is measured anew, wherever that is.
    this.#runs.delete(keyOf(id, attempt));
    return super.requeue(id, attempt);
  }

  override async abandon(id: string, error: Problem) {
    const abandoned = await super.abandon(id, error);
    // The row is written: what only measures must not make that fail.
    const analysis = abandoned && (await this.get(id).catch(() => undefined));
    if (analysis) {
      this.#count(attributesOf(analysis), 'abandoned');
    }
    return abandoned;
  }

  override async delete(id: string) {
    const deleted = await super.delete(id);
    if (deleted) {
      for (const key of this.#runs.keys()) {
        if (key.startsWith(`${id}/`)) {
          this.#endRun(key, 'cancelled');
        }
      }
    }
    return deleted;
  }

  /** Counts what a run was billed, also one that failed. */
  countUsage(usage: AnalyzerUsage | undefined): void {
    if (!usage) {
      return;
    }
    const { model } = usage;
    const { tokens, cost } = this.#instruments;
    tokens.add(usage.inputTokens, { model, direction: 'input' });
    tokens.add(usage.outputTokens, { model, direction: 'output' });
    if (usage.costUsd !== undefined) {
      cost.add(usage.costUsd, { model });
    }
  }

  #end(id: string, attempt: number, outcome: Outcome): void {
    this.#endRun(keyOf(id, attempt), outcome);
  }

  /** A run that has ended is forgotten, so none is counted twice. */
  #endRun(key: string, outcome: Outcome): void {
    const run = this.#runs.get(key);
    if (this.#runs.delete(key) && run) {
      this.#count(run.attributes, outcome);
      this.#instruments.analysisDuration.record(
        (performance.now() - run.startedAt) / 1_000,
        { ...run.attributes, outcome },
      );
    }
  }

  #count(attributes: Run['attributes'], outcome: Outcome): void {
    this.#instruments.analyses.add(1, { ...attributes, outcome });
  }
}

function keyOf(id: string, attempt: number): string {
  return `${id}/${attempt}`;
}

function attributesOf({
  analyzerId,
  inputKind,
}: Pick<AnalysisRecord, 'analyzerId' | 'inputKind'>): Run['attributes'] {
  return { analyzer: analyzerId, input_kind: inputKind };
}
