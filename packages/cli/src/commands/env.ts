import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of the `env` commands. */
export interface EnvFlags {
  file?: string;
  json?: boolean;
  reveal?: boolean;
  production?: boolean;
  dryRun?: boolean;
  check?: boolean;
}

const FILE = 'the file; default: .env';
const DRY_RUN = 'say what would be done and change nothing';

export function envCommand(): Command {
  const command = new Command('env')
    .description('List, get, set, validate and compare the variables of .env')
    .addHelpText(
      'after',
      `
Values of secrets are shown only with --reveal or by get.

Examples:
  env list
  env set GITHUB_ORG acme
  echo "$TOKEN" | infra-ai env set GITHUB_TOKEN -     the value from standard input, out of the shell's history
  env validate --production
  env compare .env .env.production`,
    );
  for (const sub of [
    new Command('list')
      .description('All variables of the file, and what they do')
      .option('--file <path>', FILE)
      .option('--reveal', 'show the values of secrets')
      .action(run('list')),
    new Command('get')
      .description('The value of one variable, and nothing else')
      .argument('<name>')
      .option('--file <path>', FILE)
      .action(run('get')),
    new Command('set')
      .description('Set a variable; every other byte of the file stays')
      .argument('<name>')
      .argument('<value>', "'-' reads it from standard input")
      .option('--file <path>', FILE)
      .option('--dry-run', DRY_RUN)
      .action(run('set')),
    new Command('unset')
      .description('Remove a variable')
      .argument('<name>')
      .option('--file <path>', FILE)
      .option('--dry-run', DRY_RUN)
      .action(run('unset')),
    new Command('validate')
      .description('Check the values; find missing and unused variables')
      .option('--file <path>', FILE)
      .option('--production', 'with what a production deployment needs')
      .action(run('validate')),
    new Command('compare')
      .description('What differs between two files, values masked')
      .argument('<file>')
      .argument('<other>')
      .action(run('compare')),
    new Command('example')
      .description('Write .env.example')
      .option('--check', 'fail when it is not up to date, and write nothing')
      .option('--dry-run', DRY_RUN)
      .action(run('example')),
  ]) {
    command.addCommand(sub.option('--json', 'for scripts'));
  }
  return command;
}

type Action =
  | 'list'
  | 'get'
  | 'set'
  | 'unset'
  | 'validate'
  | 'compare'
  | 'example';

/** Commander gives the arguments, the flags and the command. */
function run(action: Action) {
  return async (...given: unknown[]) => {
    const flags = given[given.length - 2] as EnvFlags;
    const words = given.slice(0, -2) as string[];
    const { envActions } = await lazy(() => import('../actions/env'));
    await envActions[action](words, flags);
  };
}
