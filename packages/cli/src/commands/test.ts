import { Argument, Command } from 'commander';
import { lazy } from '../lib/lazy';

/** The kinds of tests. */
export type TestKind = 'unit' | 'integration' | 'e2e';

export function testCommand(): Command {
  return new Command('test')
    .description("Run every test; the last line is 'N passed, N failed'")
    .addArgument(
      new Argument('[kind]', 'only these').choices([
        'unit',
        'integration',
        'e2e',
      ]),
    )
    .addHelpText(
      'after',
      `
unit         packages without services: model, analyzer, pages
integration  packages that are tested with a real PostgreSQL, git, HTTP and processes: back end, sandbox, CLI
e2e          the whole platform in a real Chromium, on ports and data of its own

Exit code 1 when a test fails, or when none ran.`,
    )
    .action(async (kind?: TestKind) => {
      const { test } = await lazy(() => import('../actions/test'));
      await test(kind);
    });
}
