import { Argument, Command, InvalidArgumentError } from 'commander';
import { lazy } from '../lib/lazy';

/** Where a release can go. */
export const DEPLOY_TARGETS = ['local', 'docker', 'kubernetes'] as const;
export type TargetName = (typeof DEPLOY_TARGETS)[number];

/** Flags of `deploy`. */
export interface DeployFlags {
  rollback?: boolean;
  list?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
  /** In seconds. */
  timeout: number;
  port?: string;
  sandboxPort?: string;
  image?: string;
  registry?: string;
  context?: string;
  namespace: string;
  values?: string;
  url?: string;
}

export function deployCommand(): Command {
  return new Command('deploy')
    .description(
      'Release to this machine, Docker or Kubernetes, with roll back',
    )
    .addArgument(
      new Argument('[target]', 'where to')
        .choices(DEPLOY_TARGETS)
        .default('local'),
    )
    .option('--rollback', 'go back to the release before')
    .option('--list', 'the releases that are kept')
    .option('--dry-run', 'print every command and file, change nothing')
    .option('--yes', 'do not ask before the running release is replaced')
    .option(
      '--timeout <seconds>',
      'longest time for a release to start, and again to become healthy',
      parseSeconds,
      300,
    )
    .option('--json', 'the report for scripts')
    .option('--port <port>', 'local: the portal (default: as it runs, or 7007)')
    .option('--sandbox-port <port>', 'local: the GitHub sandbox')
    .option('--image <image>', 'docker, kubernetes: one that is built already')
    .option(
      '--registry <repository>',
      'kubernetes: build and push there, as in ghcr.io/acme/infra-ai',
    )
    .option('--context <name>', 'kubernetes: which cluster')
    .option('--namespace <name>', 'kubernetes: where in it', 'infra-ai')
    .option('--values <file>', 'kubernetes: values on top of ours')
    .option(
      '--url <address>',
      'docker, kubernetes: where the release is asked for its health',
      parseUrl,
    )
    .addHelpText(
      'after',
      `
Steps: preflight, build, release, health. A release that does not become healthy is replaced by the one before, and the
command ends with 1. The database is not rolled back: take a backup first.

Examples:
  deploy                          production build on this machine
  deploy docker                   image and PostgreSQL by deploy/compose.yaml, values from .env
  deploy kubernetes --context prod --registry ghcr.io/acme/infra-ai
  deploy docker --dry-run
  deploy --list
  deploy kubernetes --context prod --rollback`,
    )
    .action(async (target: TargetName, flags: DeployFlags) => {
      const { deploy } = await lazy(() => import('../actions/deploy'));
      await deploy(target, flags);
    });
}

function parseSeconds(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1) {
    throw new InvalidArgumentError('It takes seconds, from 1 to 99999.');
  }
  return Number(value);
}

function parseUrl(value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new InvalidArgumentError(
      'It takes an address such as https://portal.example.com.',
    );
  }
  return value.replace(/\/+$/, '');
}
