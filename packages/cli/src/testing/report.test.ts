import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJestReport, readPlaywrightReport } from './report';

describe('reports of test runners', () => {
  let path: string;
  beforeEach(async () => {
    path = join(
      await mkdtemp(join(tmpdir(), 'infra-ai-report-')),
      'report.json',
    );
  });
  afterEach(() => rm(path, { force: true }));

  const jestReport = {
    numPassedTests: 5,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { name: 'broken.test.ts', status: 'failed', assertionResults: [] },
      { name: 'fine.test.ts', status: 'passed', assertionResults: [{}] },
    ],
  };

  it('counts a suite that did not run as a failure', async () => {
    await writeFile(path, JSON.stringify(jestReport));
    expect(await readJestReport(path, 1)).toEqual({
      runner: 'Jest',
      passed: 5,
      failed: 2,
      skipped: 2,
      problems: ['broken.test.ts did not run'],
    });
  });

  it('does not believe a report without failures when the runner failed', async () => {
    await writeFile(
      path,
      JSON.stringify({
        ...jestReport,
        numFailedTests: 0,
        numRuntimeErrorTestSuites: 0,
        testResults: [],
      }),
    );
    expect(await readJestReport(path, 1)).toMatchObject({ failed: 1 });
    expect(await readJestReport(path, 0)).toMatchObject({ failed: 0 });
  });

  it('counts a missing or broken report as a failure', async () => {
    expect(await readJestReport(path, 0)).toMatchObject({
      passed: 0,
      failed: 1,
    });
    await writeFile(path, '{"stats":');
    expect(await readPlaywrightReport(path, 0)).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  it('reads what Playwright says, errors outside of tests included', async () => {
    await writeFile(
      path,
      JSON.stringify({
        stats: { expected: 3, flaky: 1, unexpected: 1, skipped: 2 },
        errors: [{ message: 'global set-up failed\nat x' }],
      }),
    );
    expect(await readPlaywrightReport(path, 1)).toEqual({
      runner: 'Playwright',
      passed: 4,
      failed: 2,
      skipped: 2,
      problems: ['global set-up failed'],
    });
  });
});
