import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark } from '../lib/benchmark';
import { round, summarize, table } from '../lib/statistics';

const execute = promisify(execFile);
const BIN = resolve(__dirname, '../../packages/cli/bin/infra-ai');
const REPOSITORIES = 50;

/**
 * The commands that people wait for at a terminal, beside what they would type instead: `sync` of 50 local repositories
 * against a loop of `git clone` and `git pull`; `check` and `status` alone.
 */
export const run: Benchmark = async ({ runs }) => {
  const root = await mkdtemp(join(tmpdir(), 'infra-ai-bench-'));
  try {
    const remotes = await makeRemotes(root);
    await writeFile(
      join(root, 'infra-ai.repositories.yaml'),
      JSON.stringify({ repositories: remotes.map(url => ({ url })) }),
    );
    const env = {
      ...process.env,
      INFRA_AI_ROOT: root,
      INFRA_AI_DATA_DIR: join(root, '.data'),
      GITHUB_TOKEN: '',
      GEMINI_API_KEY: '',
      NODE_ENV: '',
    };
    const infraAi = (...args: string[]) =>
      time(() =>
        execute(process.execPath, [BIN, ...args], { env }).catch(ignore),
      );
    const clones = join(root, '.data/repositories');
    const loop = join(root, 'loop');

    const rows: Row[] = [];
    const measure = async (
      name: string,
      ours: () => Promise<number>,
      instead?: () => Promise<number>,
    ) => {
      const own: number[] = [];
      const other: number[] = [];
      // In turn, so that whatever else the machine does falls on both.
      for (let i = 0; i < runs; i++) {
        own.push(await ours());
        if (instead) {
          other.push(await instead());
        }
      }
      rows.push({ name, own, other });
    };
    await measure(
      `sync: clone ${REPOSITORIES}`,
      async () => {
        await rm(clones, { recursive: true, force: true });
        return infraAi('sync');
      },
      async () => {
        await rm(loop, { recursive: true, force: true });
        await mkdir(loop);
        return time(async () => {
          for (const remote of remotes) {
            await execute('git', ['clone', '--quiet', remote], { cwd: loop });
          }
        });
      },
    );
    await measure(
      `sync: nothing new in ${REPOSITORIES}`,
      () => infraAi('sync'),
      () =>
        time(async () => {
          for (let i = 0; i < REPOSITORIES; i++) {
            await execute('git', [
              '-C',
              join(loop, `r${i}`),
              'pull',
              '--quiet',
            ]);
          }
        }),
    );
    await measure('check', () => infraAi('check'));
    await measure('status', () => infraAi('status'));
    return report(rows);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

/** Milliseconds of each run. */
interface Row {
  name: string;
  own: number[];
  other: number[];
}

async function makeRemotes(root: string): Promise<string[]> {
  const seed = join(root, 'seed');
  await mkdir(seed, { recursive: true });
  const git = (...args: string[]) => execute('git', args, { cwd: seed });
  await git('init', '--quiet', '--initial-branch=main');
  await writeFile(join(seed, 'README.md'), '# seed\n');
  await git('add', '--all');
  await git(
    '-c',
    'user.name=bench',
    '-c',
    'user.email=bench@localhost',
    'commit',
    '--quiet',
    '--message=seed',
  );
  const remotes: string[] = [];
  for (let i = 0; i < REPOSITORIES; i++) {
    const remote = join(root, 'remotes', `r${i}.git`);
    await execute('git', ['clone', '--quiet', '--bare', seed, remote]);
    remotes.push(remote);
  }
  return remotes;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** `check` fails where a port is taken; how long it took counts all the same. */
function ignore(): void {}

function report(rows: Row[]) {
  const json = rows.map(({ name, own, other }) => {
    const ours = summarize(own);
    const loop = other.length > 0 ? summarize(other) : undefined;
    return {
      name,
      ...ours,
      ...(loop
        ? { loopOfGit: loop.median, ratio: round(loop.median / ours.median) }
        : {}),
    };
  });
  const text = table([
    ['', 'runs', 'median s', 'longest s', 'loop of git s', 'ratio'],
    ...json.map(({ name, runs, median, max, loopOfGit, ratio }) => [
      name,
      runs,
      median,
      max,
      loopOfGit ?? '',
      ratio ?? '',
    ]),
  ]);
  return { text: `${text}\n`, json };
}
