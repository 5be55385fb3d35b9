import { Command, CommanderError } from 'commander';
import { commandName } from './platform/commandName';
import { isInteractive } from './lib/interactive';
import { CommandError } from './lib/errors';
import { lazy } from './lib/lazy';
import { findRoot } from './platform/checkout';
import { loadEnvFile } from './platform/envFile';
import { analyzeCommand } from './commands/analyze';
import { backupCommand } from './commands/backup';
import { checkCommand } from './commands/check';
import { commitCommand } from './commands/commit';
import {
  addCompletion,
  completionCommand,
  isCompletion,
} from './commands/completion';
import { configCommand } from './commands/config';
import { deployCommand } from './commands/deploy';
import { diagnoseCommand } from './commands/diagnose';
import { envCommand } from './commands/env';
import { evaluateCommand } from './commands/evaluate';
import { logsCommand } from './commands/logs';
import { portalCommand } from './commands/portal';
import { pullCommand } from './commands/pull';
import { pushCommand } from './commands/push';
import { restartCommand } from './commands/restart';
import { restoreCommand } from './commands/restore';
import { startCommand } from './commands/start';
import { statusCommand } from './commands/status';
import { stopCommand } from './commands/stop';
import { superviseCommand } from './commands/supervise';
import { syncCommand } from './commands/sync';
import { tagCommand } from './commands/tag';
import { testCommand } from './commands/test';
import { testGithubBackstageCommand } from './commands/testGithubBackstage';
import { validateGithubAuthCommand } from './commands/validateGithubAuth';
import { verifyCommand } from './commands/verify';
import { verifyCatalogSyncCommand } from './commands/verifyCatalogSync';
import { verifyCompleteSolutionCommand } from './commands/verifyCompleteSolution';

/** All commands. Their modules are light: what an action needs is loaded when it runs. */
export function createProgram(
  options: { withoutCompletion?: boolean } = {},
): Command {
  const program = new Command('infra-ai')
    .usage('<command> [options]')
    .description(
      'Run, check and test the Infrastructure AI Platform; analyze from a terminal.',
    )
    .version(require('../package.json').version)
    .showHelpAfterError('(--help says how)')
    .showSuggestionAfterError()
    // `--version` behind a command is that command's own.
    .enablePositionalOptions()
    .addHelpText(
      'after',
      () => `
Examples:
  ${commandName()} start                       everything, at http://localhost:3000
  ${commandName()} analyze description.txt     catalog entities as YAML
  ${commandName()} stop

Exit codes: 0 done, 1 failed, 2 wrong use.`,
    );
  for (const command of [
    startCommand(),
    stopCommand(),
    restartCommand(),
    statusCommand(),
    logsCommand(),
    checkCommand(),
    diagnoseCommand(),
    testCommand(),
    verifyCommand(),
    envCommand(),
    configCommand(),
    backupCommand(),
    restoreCommand(),
    syncCommand(),
    pullCommand(),
    commitCommand(),
    pushCommand(),
    tagCommand(),
    deployCommand(),
    analyzeCommand(),
    evaluateCommand(),
    validateGithubAuthCommand(),
    verifyCatalogSyncCommand(),
    testGithubBackstageCommand(),
    verifyCompleteSolutionCommand(),
    ...(options.withoutCompletion ? [] : [completionCommand()]),
  ]) {
    program.addCommand(inherit(command, program));
  }
  program.hook('preAction', () => {
    const root = findRoot();
    if (root) {
      loadEnvFile(root);
    }
  });
  program.addCommand(superviseCommand(), { hidden: true });
  program.addCommand(portalCommand(), { hidden: true });
  return program;
}

/** Runs a command line; answers with the exit code. */
export async function run(argv: string[]): Promise<number> {
  const completes = isCompletion(argv);
  const program = createProgram({ withoutCompletion: completes });
  if (completes) {
    await addCompletion(program);
  }
  overrideExit(program);
  try {
    if (argv.length > 2) {
      await program.parseAsync(argv);
    } else {
      await withoutArguments(program, argv);
    }
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has written its message; 0 is --help and --version.
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof CommandError) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    throw error;
  }
}

/** The list of the commands; on a terminal they can be chosen from it. */
async function withoutArguments(
  program: Command,
  argv: string[],
): Promise<void> {
  if (!isInteractive()) {
    program.outputHelp();
    return;
  }
  const { chooseCommand } = await lazy(() => import('./actions/choose'));
  const command = await chooseCommand(program);
  const needsMore =
    command &&
    (command.commands.length > 0 ||
      command.registeredArguments.some(({ required }) => required));
  if (needsMore) {
    command.outputHelp();
  } else if (command) {
    await program.parseAsync([...argv, command.name()]);
  }
}

/** Settings are not inherited by commands that are made elsewhere. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  command.commands.forEach(child => inherit(child as Command, command));
  return command;
}

function overrideExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(child => overrideExit(child as Command));
}
