import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestKind } from '../commands/test';
import { messageOf } from '../lib/errors';
import { findCheckout } from '../platform/checkout';
import { checkInstallation } from '../platform/preflight';
import { startTemporaryDatabase } from '../testing/database';
import { runJest } from '../testing/jest';
import { runPlaywright } from '../testing/playwright';
import { failedRunner, TestCounts } from '../testing/report';

/** The `test` command. */
export async function test(kind?: TestKind): Promise<void> {
  const checkout = findCheckout();
  checkInstallation(checkout);
  const { root } = checkout;
  const directory = await mkdtemp(join(tmpdir(), 'infra-ai-report-'));
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const { signal } = interruption;

  const results: TestCounts[] = [];
  const attempt = async (runner: string, run: () => Promise<TestCounts>) => {
    if (!signal.aborted) {
      results.push(
        await run().catch(error => failedRunner(runner, messageOf(error))),
      );
    }
  };
  try {
    if (kind !== 'e2e') {
      await attempt('Jest', () =>
        runWithDatabase(kind, connectionString =>
          runJest({
            root,
            kind,
            connectionString,
            reportPath: join(directory, 'jest.json'),
            signal,
          }),
        ),
      );
    }
    if (!kind || kind === 'e2e') {
      await attempt('Playwright', () =>
        runPlaywright({
          root,
          reportPath: join(directory, 'playwright.json'),
          note,
          signal,
        }),
      );
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  if (signal.aborted) {
    results.push(failedRunner('Run', 'interrupted'));
  }
  printSummary(results);
}

/** Unit tests need no database, so they do not wait for one. */
async function runWithDatabase(
  kind: TestKind | undefined,
  run: (connectionString?: string) => Promise<TestCounts>,
): Promise<TestCounts> {
  if (
    kind === 'unit' ||
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING
  ) {
    return await run();
  }
  note('Starting a PostgreSQL for the tests');
  const database = await startTemporaryDatabase();
  try {
    return await run(database.connectionString);
  } finally {
    await database.stop();
  }
}

function printSummary(results: TestCounts[]): void {
  const sum = (key: 'passed' | 'failed' | 'skipped') =>
    results.reduce((total, counts) => total + counts[key], 0);
  process.stdout.write('\n');
  for (const { runner, passed, failed, skipped, problems } of results) {
    process.stdout.write(
      `${runner}: ${passed} passed, ${failed} failed${
        skipped > 0 ? `, ${skipped} skipped` : ''
      }\n`,
    );
    for (const problem of problems) {
      process.stdout.write(`  ${problem}\n`);
    }
  }
  const passed = sum('passed');
  const failed = sum('failed');
  if (passed + failed === 0) {
    process.stdout.write('No test ran.\n');
  }
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  if (failed > 0 || passed === 0) {
    process.exitCode = 1;
  }
}

function note(text: string): void {
  process.stdout.write(`${text}\n`);
}
