/** What became of a check. `warn`: start works, something is less than it could be. */
export type CheckStatus = 'ok' | 'warn' | 'fail';

/**
 * One line of `check`.
 *
 * @public
 */
export interface CheckResult {
  name: string;
  status: CheckStatus;
  /** What was found. */
  detail: string;
  /** How to mend it. */
  cure?: string;
}

export function ok(name: string, detail: string): CheckResult {
  return { name, status: 'ok', detail };
}

export function warn(name: string, detail: string, cure: string): CheckResult {
  return { name, status: 'warn', detail, cure };
}

export function fail(name: string, detail: string, cure: string): CheckResult {
  return { name, status: 'fail', detail, cure };
}
