import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `commit`. */
export interface CommitFlags {
  type?: string;
  scope?: string;
  message?: string;
  body?: string;
  breaking?: string | true;
  all?: boolean;
  yes?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function commitCommand(): Command {
  return new Command('commit')
    .description('Make a Conventional Commit, checked')
    .option('--type <type>', 'feat, fix, docs, …')
    .option(
      '--scope <word>',
      'default: the package that is changed; an empty one for none',
    )
    .option('--message <subject>', 'what the commit does, or "type(scope): …"')
    .option('--body <text>', 'why')
    .option('--breaking [text]', 'it breaks something: what users must do')
    .option('--all', 'stage all changes first, new files too')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show the message and the checks, commit nothing')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
On a terminal it asks for what is not given. What is staged is checked before: no credentials, and with the
repository's own Prettier and ESLint where it has them. Until the last question is answered nothing is staged.
Types: feat, fix, docs, refactor, perf, test, build, ci, style, chore, revert.

Examples:
  commit
  commit --type fix --message "read empty files" --yes
  commit --all --message "feat(cli): add tag" --body "Versions were made by hand." --yes
  commit --type feat --message "drop v1 of the API" --breaking "Call /v2 instead." --yes
  commit --all --type docs --message "explain the ports" --dry-run`,
    )
    .action(async (flags: CommitFlags) => {
      const { commit } = await lazy(() => import('../actions/commit'));
      await commit(flags);
    });
}
