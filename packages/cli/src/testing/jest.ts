import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { TestKind } from '../commands/test';
import { readJestReport, TestCounts } from './report';

/** Packages of these roles are tested with real services. */
const INTEGRATION_ROLES = new Set([
  'backend',
  'backend-plugin',
  'backend-plugin-module',
  'cli',
]);
const INTEGRATION_PACKAGES = new Set(['@infra-ai/github-sandbox']);

/** The packages whose tests are of this kind; every package is of one. */
export function packagesOfKind(
  root: string,
  kind: 'unit' | 'integration',
): string[] {
  return ['packages', 'plugins'].flatMap(parent =>
    readdirSync(join(root, parent)).flatMap(name => {
      let manifest: { name: string; backstage?: { role?: string } };
      try {
        manifest = JSON.parse(
          readFileSync(join(root, parent, name, 'package.json'), 'utf8'),
        );
      } catch {
        return [];
      }
      const integration =
        INTEGRATION_ROLES.has(manifest.backstage?.role ?? '') ||
        INTEGRATION_PACKAGES.has(manifest.name);
      return integration === (kind === 'integration') ? [manifest.name] : [];
    }),
  );
}

/** Options of {@link runJest}. */
export interface JestOptions {
  root: string;
  /** Without it: both kinds. */
  kind?: Exclude<TestKind, 'e2e'>;
  connectionString?: string;
  reportPath: string;
  signal: AbortSignal;
}

/** Runs the tests of all packages, or of those of one kind. */
export async function runJest(options: JestOptions): Promise<TestCounts> {
  const { root, kind, connectionString, reportPath, signal } = options;
  const result = await execa(
    process.execPath,
    [
      join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'test',
      '--watchAll=false',
      '--ci',
      `--maxWorkers=${availableParallelism()}`,
      // Jest's five seconds would call a busy machine a failure.
      '--testTimeout=60000',
      '--json',
      `--outputFile=${reportPath}`,
      ...(kind ? ['--selectProjects', ...packagesOfKind(root, kind)] : []),
    ],
    {
      cwd: root,
      reject: false,
      cancelSignal: signal,
      // Its JSON goes to the file as well; what a person reads is on standard error.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        NODE_ENV: 'test',
        ...(connectionString
          ? {
              BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING:
                connectionString,
            }
          : {}),
      },
    },
  );
  return await readJestReport(reportPath, result.exitCode ?? 1);
}
