import { readFileIfExists } from '../lib/atomicFile';

/** How many tests of a runner passed and failed. */
export interface TestCounts {
  runner: string;
  passed: number;
  failed: number;
  skipped: number;
  /** What failed besides single tests, such as a file that does not compile. */
  problems: string[];
}

/**
 * Reads the report that Jest writes with `--json`. A suite that did not run has failed, and so has a run that says
 * so without naming a test.
 */
export async function readJestReport(
  path: string,
  exitCode: number,
): Promise<TestCounts> {
  const counts: TestCounts = {
    runner: 'Jest',
    passed: 0,
    failed: 0,
    skipped: 0,
    problems: [],
  };
  const report = await readJson(path);
  if (!report) {
    return withProblem(
      counts,
      `Jest ended with code ${exitCode} and without a report`,
    );
  }
  counts.passed = report.numPassedTests;
  counts.failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  counts.skipped = report.numPendingTests + report.numTodoTests;
  for (const suite of report.testResults) {
    if (suite.status === 'failed' && suite.assertionResults.length === 0) {
      counts.problems.push(`${suite.name} did not run`);
    }
  }
  if (exitCode !== 0 && counts.failed === 0) {
    return withProblem(
      counts,
      `Jest ended with code ${exitCode} although no test failed`,
    );
  }
  return counts;
}

/** Reads the report of Playwright's JSON reporter. */
export async function readPlaywrightReport(
  path: string,
  exitCode: number,
): Promise<TestCounts> {
  const counts: TestCounts = {
    runner: 'Playwright',
    passed: 0,
    failed: 0,
    skipped: 0,
    problems: [],
  };
  const report = await readJson(path);
  if (!report) {
    return withProblem(
      counts,
      `Playwright ended with code ${exitCode} and without a report`,
    );
  }
  counts.passed = report.stats.expected + report.stats.flaky;
  counts.failed = report.stats.unexpected;
  counts.skipped = report.stats.skipped;
  for (const error of report.errors) {
    withProblem(counts, String(error.message ?? error).split('\n')[0]);
  }
  if (exitCode !== 0 && counts.failed === 0) {
    return withProblem(
      counts,
      `Playwright ended with code ${exitCode} although no test failed`,
    );
  }
  return counts;
}

/** A runner that could not be run at all. */
export function failedRunner(runner: string, problem: string): TestCounts {
  return withProblem(
    { runner, passed: 0, failed: 0, skipped: 0, problems: [] },
    problem,
  );
}

function withProblem(counts: TestCounts, problem: string): TestCounts {
  counts.failed += 1;
  counts.problems.push(problem);
  return counts;
}

async function readJson(path: string): Promise<any> {
  try {
    return JSON.parse((await readFileIfExists(path)) ?? '');
  } catch {
    return undefined;
  }
}
