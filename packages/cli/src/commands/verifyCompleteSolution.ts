import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `verify-complete-solution`. */
export interface VerifyCompleteSolutionFlags {
  owner?: string;
  /** False with `--no-publish`. */
  publish: boolean;
  json?: boolean;
}

export function verifyCompleteSolutionCommand(): Command {
  return new Command('verify-complete-solution')
    .description('Every check, one analysis of text and one of a picture')
    .option('--owner <name>', 'check and publish the probe there only')
    .option('--no-publish', 'leave test-github-backstage out')
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      `
Runs check, status, validate-github-auth, verify-catalog-sync, test-github-backstage and config verify, and has the
running portal analyze a text and a picture, one after another, each with a time limit. Every line is the result of what
was done; what was not done says so. The probe and the analyses are removed again.
Exit code 1 when a part failed.

Examples:
  verify-complete-solution
  verify-complete-solution --no-publish --json`,
    )
    .action(async (flags: VerifyCompleteSolutionFlags) => {
      const { verifyCompleteSolution } = await lazy(
        () => import('../actions/verifyCompleteSolution'),
      );
      await verifyCompleteSolution(flags);
    });
}
