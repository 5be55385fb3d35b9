import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `logs`. */
export interface LogsFlags {
  follow?: boolean;
  since?: string;
  level?: string;
  analysis?: string;
  lines?: string;
  json?: boolean;
}

export function logsCommand(): Command {
  return new Command('logs')
    .description('Show and follow the logs of the services')
    .argument(
      '[service...]',
      'postgres, sandbox, backend, app, supervisor; default: all',
    )
    .option('-f, --follow', 'go on until Ctrl-C')
    .option(
      '--since <time>',
      'a span as in 10m, 2h, 3d, or a time as in 2026-01-31T08:00',
    )
    .option('--level <level>', 'error, warn, info or debug, and what is worse')
    .option('--analysis <id>', 'what belongs to an analysis')
    .option(
      '--lines <n>',
      'the last n entries; default: 100, with --since or --analysis all',
    )
    .option('--json', 'one JSON object per line')
    .addHelpText(
      'after',
      `
Entries of all services are in the order of their times; a stack trace stays with its message.

Examples:
  logs -f
  logs backend --since 10m --level warn
  logs --analysis 0c6b2f0e-6a5b-4f8e-9a53-0f4f5f6f7a8b --json`,
    )
    .action(async (services: string[], flags: LogsFlags) => {
      const { logs } = await lazy(() => import('../actions/logs'));
      await logs(services, flags);
    });
}
