import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import pc from 'picocolors';
import type { Verification } from '../commands/verify';
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
  for (const name of what) {
    const start = Date.now();
    process.stdout.write(`${pc.bold(name)}\n`);
    const ok =
      name === 'packages'
        ? await verifyPackages(root, path)
        : await runCommands(COMMANDS[name], root, path);
    const seconds = Math.round((Date.now() - start) / 1000);
    process.stdout.write(
      `${ok ? pc.green('✔') : pc.red('✖')} ${name} (${seconds} s)\n`,
    );
    if (!ok) {
      failed.push(name);
    }
  }
  if (failed.length > 0) {
    process.stdout.write(`Failed: ${failed.join(', ')}\n`);
    process.exitCode = 1;
  }
}

async function runCommands(
  commands: string[][],
  root: string,
  path: string,
): Promise<boolean> {
  let ok = true;
  for (const [program, ...args] of commands) {
    const result = await execa(
      process.execPath,
      [join(root, 'node_modules', program), ...args],
      {
        cwd: root,
        reject: false,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { PATH: path },
      },
    );
    ok &&= result.exitCode === 0;
  }
  return ok;
}

async function verifyPackages(root: string, path: string): Promise<boolean> {
  const problems = await checkPackages(root, { PATH: path });
  process.stdout.write(problems.map(problem => `${problem}\n`).join(''));
  return problems.length === 0;
}
