import { availableParallelism } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import pLimit from 'p-limit';
import pc from 'picocolors';
import { Verification, VERIFICATIONS } from '../commands/verify';
import { findCheckout } from '../platform/checkout';
import { checkInstallation } from '../platform/preflight';
import { ensureYarnShim } from '../platform/yarnShim';
import { checkPackages } from '../publishing/checkPackages';

/** The configurations that `start` and a deployment are run with. */
const CONFIGURATIONS = [
  ['app-config.yaml', 'app-config.sandbox.yaml'],
  [
    'app-config.yaml',
    'app-config.sandbox.yaml',
    'app-config.production-local.yaml',
  ],
  ['app-config.yaml', 'app-config.github.yaml'],
  ['app-config.yaml', 'app-config.github.yaml', 'app-config.production.yaml'],
];

/** Command lines below the root; the first word is a program of `node_modules`. */
const COMMANDS: Record<Exclude<Verification, 'packages'>, string[][]> = {
  types: [['typescript/bin/tsc', '--pretty', 'false']],
  lint: [
    ['@backstage/cli/bin/backstage-cli', 'repo', 'lint', '--max-warnings', '0'],
  ],
  format: [['prettier/bin-prettier.js', '--check', '.']],
  config: CONFIGURATIONS.map(files => [
    '@backstage/cli/bin/backstage-cli',
    'config:check',
    '--lax',
    '--strict',
    ...files.flatMap(file => ['--config', file]),
  ]),
  build: [['@backstage/cli/bin/backstage-cli', 'repo', 'build', '--all']],
};

/** What must be done before, when it is asked for as well. */
const AFTER: Partial<Record<Verification, Verification[]>> = {
  build: ['types'],
  packages: ['types', 'build'],
};

/** How one of them went. */
interface Outcome {
  ok: boolean;
  output: string;
}

/** The `verify` command. */
export async function verify(what: Verification[]): Promise<void> {
  const checkout = findCheckout();
  checkInstallation(checkout);
  const { root } = checkout;
  const path = [
    await ensureYarnShim(root),
    dirname(process.execPath),
    process.env.PATH,
  ].join(delimiter);

  const failed: string[] = [];
  const limit = pLimit(availableParallelism());
  const runs = new Map<Verification, Promise<void>>();
  for (const name of VERIFICATIONS.filter(known => what.includes(known))) {
    const before = AFTER[name]?.map(other => runs.get(other)) ?? [];
    runs.set(
      name,
      Promise.all(before).then(() =>
        limit(async () => {
          const start = Date.now();
          process.stdout.write(`${pc.dim('…')} ${name}\n`);
          const { ok, output } =
            name === 'packages'
              ? await verifyPackages(root, path)
              : await runCommands(COMMANDS[name], root, path);
          const seconds = Math.round((Date.now() - start) / 1000);
          // All at once: others write as well.
          process.stdout.write(
            `${pc.bold(name)}\n${output}${
              ok ? pc.green('✔') : pc.red('✖')
            } ${name} (${seconds} s)\n`,
          );
          if (!ok) {
            failed.push(name);
          }
        }),
      ),
    );
  }
  await Promise.all(runs.values());
  if (failed.length > 0) {
    process.stdout.write(`Failed: ${failed.join(', ')}\n`);
    process.exitCode = 1;
  }
}

async function runCommands(
  commands: string[][],
  root: string,
  path: string,
): Promise<Outcome> {
  let ok = true;
  let output = '';
  for (const [program, ...args] of commands) {
    const { exitCode, all } = await execa(
      process.execPath,
      [join(root, 'node_modules', program), ...args],
      {
        cwd: root,
        reject: false,
        stdin: 'ignore',
        all: true,
        env: {
          PATH: path,
          // Through a pipe they would write without.
          ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
        },
      },
    );
    ok &&= exitCode === 0;
    output += all && `${all}\n`;
  }
  return { ok, output };
}

async function verifyPackages(root: string, path: string): Promise<Outcome> {
  const problems = await checkPackages(root, { PATH: path });
  return {
    ok: problems.length === 0,
    output: problems.map(problem => `${problem}\n`).join(''),
  };
}
