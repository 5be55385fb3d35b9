import { Argument, Command } from 'commander';
import { lazy } from '../lib/lazy';

/** What `verify` can look at. */
export const VERIFICATIONS = [
  'types',
  'lint',
  'format',
  'config',
  'build',
  'packages',
] as const;

export type Verification = (typeof VERIFICATIONS)[number];

export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Check the code: types, lint, format, configuration, build, packages',
    )
    .addArgument(new Argument('[what...]', 'only these').choices(VERIFICATIONS))
    .addHelpText(
      'after',
      `
types    TypeScript over the whole repository
lint     ESLint, with the rules of who may import whom
format   Prettier
config   every way of running against the schemas of all packages
build    the production build of all packages
packages what a release would publish holds all it refers to; after types and build

Exit code 1 when one fails; the others still run.`,
    )
    .action(async (what: Verification[]) => {
      const { verify } = await lazy(() => import('../actions/verify'));
      await verify(what.length > 0 ? what : [...VERIFICATIONS]);
    });
}
