import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `push`. */
export interface PushFlags {
  skip?: string;
  forceWithLease?: string | true;
  dryRun?: boolean;
  json?: boolean;
}

export function pushCommand(): Command {
  return new Command('push')
    .description('Push what passes the checks')
    .option('--skip <checks>', 'of tests, lint, types; separated by commas')
    .option(
      '--force-with-lease [branch]',
      "replace the remote's branch, unless somebody pushed since your last fetch",
    )
    .option('--dry-run', 'fetch and run the checks, push nothing')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
Before anything is pushed: the tree is clean, the branch has all that the remote has, no outgoing commit holds a
credential, and types, lint and tests pass for the packages that were changed and those that depend on them. The first
push of a branch makes it on the remote and follows it. Secrets are always checked.

Protected branches are force-pushed only when they are named: --force-with-lease=main. infra-ai.config.yaml says which:

  push:
    protected: [main, master, 'release*']    # this is the default

Examples:
  push
  push --dry-run
  push --skip tests,lint
  push --force-with-lease                    after a rebase of your own branch`,
    )
    .action(async (flags: PushFlags) => {
      const { push } = await lazy(() => import('../actions/push'));
      await push(flags);
    });
}
