import { Command } from 'commander';
import { lazy } from '../lib/lazy';
import type { PortFlags } from '../platform/options';

/** Flags of `start`. */
export interface StartFlags extends PortFlags {
  foreground?: boolean;
}

/** The options that `start` and `restart` share. */
export function addPortOptions(command: Command): Command {
  return command
    .option(
      '--port <port>',
      'the portal there, the API and the sandbox on the next two ports',
    )
    .option('--api-port <port>', 'the API (default 7007)')
    .option('--sandbox-port <port>', 'the GitHub sandbox (default 7011)');
}

export function startCommand(): Command {
  const command = new Command('start')
    .description('Start everything; returns when it is healthy')
    .option(
      '--foreground',
      'stay attached, show all logs, reload on changes; Ctrl-C stops',
    )
    .option(
      '--production',
      'build once, then serve app and API on one port (default 7007)',
    );
  return addPortOptions(command)
    .addHelpText(
      'after',
      `
Brings up an embedded PostgreSQL (unless POSTGRES_HOST or DATABASE_URL is set), a local GitHub sandbox (unless
GITHUB_TOKEN is set), the API and the portal. Data is kept in .data, or in INFRA_AI_DATA_DIR.

Examples:
  start
  start --port 8100               portal 8100, API 8101, sandbox 8102
  start --foreground              for development
  start --production --port 80`,
    )
    .action(async (flags: StartFlags) => {
      const { start } = await lazy(() => import('../actions/start'));
      await start(flags);
    });
}
