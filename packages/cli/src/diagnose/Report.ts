import type { Config } from '@backstage/config';
import { Checkout } from '../platform/checkout';
import { DatabaseServer, PlatformOptions } from '../platform/options';
import { PlatformState } from '../platform/state';

/** How bad a finding is, worst first. `critical`: something that should work does not. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something to know or to mend. */
export interface Finding {
  severity: Severity;
  /** One sentence: what is the case. */
  title: string;
  /** What to do. */
  cure: string;
}

/** What a section found out. */
export interface SectionResult<T = any> {
  /** For scripts. */
  data: T;
  findings?: Finding[];
  /**
   * For a person: lines of Markdown. Called with the data after secrets were taken out of it, so it must take all that
   * others wrote from there: once a text is escaped or cut, a secret in it is not found any more.
   */
  text: (data: T) => string[];
}

/** Has the compiler check that the data and its text fit together. */
export function toResult<T>(result: SectionResult<T>): SectionResult {
  return result;
}

/** What the sections look at. */
export interface DiagnoseContext {
  checkout: Checkout;
  env: NodeJS.ProcessEnv;
  /** What a supervisor wrote last. */
  state: PlatformState | undefined;
  isRunning: boolean;
  /** Of what runs, else of what would be started. */
  options: Omit<PlatformOptions, 'database'>;
  /** The configuration, or why it cannot be read. */
  config: Promise<Config>;
  /** A server that can be asked now; never started for this. */
  database: DatabaseServer | undefined;
  now: number;
}

/** A part of the report. Must stop what it does when the signal says so, and start and change nothing. */
export interface Section {
  id: string;
  title: string;
  run(context: DiagnoseContext, signal: AbortSignal): Promise<SectionResult>;
}

/** A section that has run. */
export interface SectionReport {
  id: string;
  title: string;
  /** Why there is nothing in it. */
  error?: string;
  data: unknown;
  text?: (data: any) => string[];
}

/** All of it. */
export interface Report {
  generatedAt: string;
  /** Worst first. */
  findings: Array<Finding & { section: string }>;
  sections: SectionReport[];
}
