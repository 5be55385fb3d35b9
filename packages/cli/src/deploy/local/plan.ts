import { isAbsolute, relative } from 'node:path';
import { configArguments } from '../../platform/environment';
import { findRelease, localJournal } from '../../platform/releases';
import { isSupervised, readState } from '../../platform/state';
import { READINESS_PATH, REPORT_PATH } from '../healthGate';
import type { DeployTarget, PlannedAction } from '../target';
import { formatCommand } from '../tool';
import type { LocalTargetOptions } from './LocalTarget';
import { findStale } from './prune';

/** What a deployment to this machine would do. Only reads. */
export async function planLocal(
  target: DeployTarget,
  { checkout, options }: LocalTargetOptions,
  goal: 'deploy' | 'rollback',
): Promise<PlannedAction[]> {
  const { root } = checkout;
  const url = `http://localhost:${options.ports.api}`;
  const sources = await findRelease(root);
  const name =
    goal === 'rollback' ? (await target.previous())?.name : sources.name;
  const current = await target.current();
  const state = await readState(checkout);
  const config = configArguments({
    checkout,
    options,
    // Neither is part of the arguments, and making them would change something.
    database: { host: '', port: 0, user: '', password: '' },
    secrets: { postgresPassword: '', backendSecret: '', webhookSecret: '' },
  }).map(argument =>
    isAbsolute(argument) ? relative(root, argument) : argument,
  );
  const journal = localJournal(root);
  const stale = await findStale(root, [
    name,
    current?.name,
    await journal.previous(),
    state?.release,
  ]);
  return [
    ...(goal === 'rollback' || sources.built
      ? []
      : planBuild(config, sources.name)),
    ...(isSupervised(state)
      ? [
          {
            step: 'release' as const,
            does: `stop the platform that runs (${
              state.release ?? `${state.options.mode} mode`
            }, pid ${state.supervisor.pid})`,
          },
        ]
      : []),
    {
      step: 'release',
      does: `start release ${name ?? '(there is no previous one)'} on port ${
        options.ports.api
      }, in .data/releases/${name}`,
      command: formatCommand({
        file: 'node',
        args: ['--enable-source-maps', 'packages/backend', ...config],
      }),
    },
    {
      step: 'health',
      does: `wait for ${url}${READINESS_PATH} and ${url}${REPORT_PATH}`,
    },
    {
      step: 'release',
      does: `write .data/releases/current.json: ${name} is the current release`,
    },
    {
      step: 'rollback',
      does: current
        ? `only if that fails: start ${current.name} again`
        : 'only if that fails: stop it; there is no release to go back to',
    },
    ...stale.map(old => ({
      step: 'prune' as const,
      does: `remove .data/releases/${old}`,
    })),
  ];
}

function planBuild(config: string[], name: string): PlannedAction[] {
  return [
    {
      step: 'build',
      does: 'build app and back end, in packages/backend',
      command: formatCommand({
        file: 'node',
        args: [
          '../../node_modules/@backstage/cli/bin/backstage-cli',
          'package',
          'build',
          ...config.map(argument =>
            argument === '--config' ? argument : `../../${argument}`,
          ),
        ],
      }),
    },
    ...['skeleton', 'bundle'].map(archive => ({
      step: 'build' as const,
      does: `unpack it into .data/releases/${name}`,
      command: formatCommand({
        file: 'tar',
        args: [
          '-xzf',
          `packages/backend/dist/${archive}.tar.gz`,
          '-C',
          `.data/releases/${name}`,
        ],
      }),
    })),
  ];
}
