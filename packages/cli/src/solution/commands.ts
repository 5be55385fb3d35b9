import { execa } from 'execa';
import type { GithubAuthReport } from '../actions/validateGithubAuth';
import type { ProbeReport } from '../actions/testGithubBackstage';
import type { PlatformStatus } from '../actions/status';
import type { SyncReport } from '../catalogSync/verifySync';
import type { CheckResult } from '../checks/check';
import type { Part, PartStatus } from './part';

interface Answer<T> {
  code: number | undefined;
  /** What `--json` printed; undefined when it printed none. */
  json?: T;
  stderr: string;
}

/** Makes a part of another command of ours: it runs as a process of its own, so that no part can spoil another. */
function commandPart<T>(
  name: string,
  args: string[],
  limitSeconds: number,
  describe: (answer: Answer<T>) => { status?: PartStatus; detail: string },
): Part {
  return {
    name,
    limitSeconds,
    async run(signal) {
      const result = await execa(
        process.execPath,
        [process.argv[1], ...args, '--json'],
        {
          reject: false,
          stdin: 'ignore',
          cancelSignal: signal,
          // SIGTERM lets a probe clean up.
          killSignal: 'SIGTERM',
          forceKillAfterDelay: 130_000,
          env: { NO_COLOR: '1' },
        },
      );
      let json: T | undefined;
      try {
        json = JSON.parse(result.stdout);
      } catch {
        // It ended with a message instead.
      }
      const answer = { code: result.exitCode, json, stderr: result.stderr };
      const described = describe(answer);
      // Whatever is described: only exit code 0 is a success.
      return described.status === undefined && answer.code !== 0
        ? { status: 'failed', detail: described.detail }
        : described;
    },
  };
}

/** The last words of a command that printed no result. */
function lastWords({ code, stderr }: Answer<unknown>): string {
  return stderr.trim().split('\n').slice(-3).join(' ') || `exit code ${code}`;
}

function without<T>(
  answer: Answer<T>,
  describe: (json: T) => string,
): { detail: string; status?: PartStatus } {
  return answer.json === undefined
    ? { status: 'failed', detail: lastWords(answer) }
    : { detail: describe(answer.json) };
}

/** The parts that are commands of their own. */
export function commandParts(options: {
  publish: boolean;
  owner?: string;
}): Part[] {
  const owner = options.owner ? ['--owner', options.owner] : [];
  return [
    commandPart<{ checks: CheckResult[] }>('check', ['check'], 30, answer =>
      without(answer, ({ checks }) => {
        const bad = checks.filter(({ status }) => status === 'fail');
        return bad.length > 0
          ? bad.map(({ name, detail }) => `${name}: ${detail}`).join('; ')
          : `${checks.length} checks, ${
              checks.filter(({ status }) => status === 'warn').length
            } warnings`;
      }),
    ),
    commandPart<PlatformStatus>('status', ['status'], 30, answer =>
      answer.json?.state === 'stopped'
        ? {
            status: 'failed',
            detail: 'the platform does not run here; start it',
          }
        : without(answer, ({ state, services }) => {
            const bad = services.filter(({ healthy }) => !healthy);
            return bad.length > 0
              ? bad.map(({ title, reason }) => `${title}: ${reason}`).join('; ')
              : `${state}, ${services.length} services healthy`;
          }),
    ),
    commandPart<GithubAuthReport>(
      'validate-github-auth',
      ['validate-github-auth', ...owner],
      120,
      answer =>
        without(answer, ({ token, rights }) => {
          const missing = rights.filter(({ status }) => status === 'missing');
          const proved = rights.filter(({ status }) => status === 'proved');
          if (!token.valid) {
            return token.problem ?? 'the token is not valid';
          }
          return missing.length > 0
            ? `missing: ${missing
                .map(right => `${right.right} (${right.owner})`)
                .join(', ')}`
            : `${token.kind} token, ${proved.length} of ${rights.length} rights proved`;
        }),
    ),
    commandPart<SyncReport>(
      'verify-catalog-sync',
      ['verify-catalog-sync', ...owner],
      300,
      answer =>
        without(answer, ({ files, orphans }) => {
          const count = (state: string) =>
            files.filter(file => file.state === state).length;
          const bad = files.filter(({ state }) =>
            ['missing', 'failed'].includes(state),
          );
          return `${files.length} files: ${count('present')} present, ${count(
            'stale',
          )} stale, ${count('missing')} missing, ${count('failed')} failed; ${
            orphans.length
          } orphaned entities${
            bad.length > 0
              ? ` (${bad.map(({ repository }) => repository).join(', ')})`
              : ''
          }`;
        }),
    ),
    options.publish
      ? commandPart<ProbeReport>(
          'test-github-backstage',
          ['test-github-backstage', '--timeout', '120', ...owner],
          260,
          answer =>
            without(answer, ({ ok, error, left, stages, entityRefs }) => {
              const at = (name: string) =>
                stages.find(stage => stage.name === name)?.atMs ?? NaN;
              return ok
                ? `${entityRefs.length} entities in the catalog after ${(
                    at('visible in the catalog') / 1000
                  ).toFixed(1)} s, and removed`
                : [error, ...left.map(what => `left behind: ${what}`)]
                    .filter(Boolean)
                    .join('; ');
            }),
        )
      : {
          name: 'test-github-backstage',
          limitSeconds: 1,
          run: async () => ({ status: 'skipped', detail: '--no-publish' }),
        },
    commandPart<{ verified: number; problems: unknown[] }>(
      'config verify',
      ['config', 'verify'],
      60,
      answer =>
        answer.json === undefined &&
        answer.stderr.includes('holds no configuration yet')
          ? { status: 'skipped', detail: 'nothing is backed up yet' }
          : without(
              answer,
              ({ verified, problems }) =>
                `${verified} versions intact, ${problems.length} not`,
            ),
    ),
  ];
}
