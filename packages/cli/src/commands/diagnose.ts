import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `diagnose`. */
export interface DiagnoseFlags {
  output?: string;
  timeout: string;
  json?: boolean;
}

export function diagnoseCommand(): Command {
  return new Command('diagnose')
    .description('One report on everything, findings ranked with a cure each')
    .option('--output <file>', 'write the report there instead')
    .option('--timeout <seconds>', 'how long each section may take', '2')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
Versions, configuration, health, GitHub's limits, errors of the catalog, the queue, slow queries, disk and memory, and
the errors of the logs by kind. It looks only: nothing is started or changed, and it works when nothing runs.
Secrets are masked; read the report before you hand it on all the same, as logs hold what people wrote.

Exit code 1 when there is a critical finding, else 0.

Examples:
  diagnose
  diagnose --output report.md
  diagnose --json | jq '.findings'`,
    )
    .action(async (flags: DiagnoseFlags) => {
      const { diagnose } = await lazy(() => import('../actions/diagnose'));
      await diagnose(flags);
    });
}
