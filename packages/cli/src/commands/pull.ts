import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `pull`. */
export interface PullFlags {
  dryRun?: boolean;
  json?: boolean;
}

export function pullCommand(): Command {
  return new Command('pull')
    .description('Fast-forward all managed repositories that are cloned')
    .option('--dry-run', 'say what would be done and change nothing')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      '\nThe repositories are those of infra-ai.repositories.yaml; infra-ai sync clones them.',
    )
    .action(async (flags: PullFlags) => {
      const { pull } = await lazy(() => import('../actions/sync'));
      await pull(flags);
    });
}
