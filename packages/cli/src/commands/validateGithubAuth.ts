import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `validate-github-auth`. */
export interface ValidateGithubAuthFlags {
  owner?: string[];
  writeTest?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

export function validateGithubAuthCommand(): Command {
  return new Command('validate-github-auth')
    .description('Prove what the GitHub token may do')
    .option(
      '--owner <name...>',
      'organizations or users; default: those whose repositories are discovered',
    )
    .option(
      '--write-test',
      'also make a private repository, commit, open and close a pull request, and delete it',
    )
    .option('--dry-run', 'say what --write-test would do and change nothing')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
Looks at the token of the configured GitHub (GITHUB_TOKEN, else the sandbox): its kind, scopes, end, single sign-on and
rate limit, and proves each right that the platform needs by a request that reads. What only writing could prove is
called unproved: fine-grained tokens and apps do not tell their permissions.
Exit code 1 when the token is not valid or a needed right is missing.

Examples:
  validate-github-auth
  validate-github-auth --owner acme --write-test`,
    )
    .action(async (flags: ValidateGithubAuthFlags) => {
      const { validateGithubAuth } = await lazy(
        () => import('../actions/validateGithubAuth'),
      );
      await validateGithubAuth(flags);
    });
}
