import { Command } from 'commander';
import { lazy } from '../lib/lazy';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

/** The words for `--help`; {@link addCompletion} is what answers. */
export function completionCommand(): Command {
  const command = new Command('completion').description(
    'Print the completion script of a shell',
  );
  return command
    .addArgument(
      command.createArgument('<shell>', 'your shell').choices(SHELLS),
    )
    .addHelpText(
      'after',
      `
Examples:
  source <(infra-ai completion bash)       in ~/.bashrc
  source <(infra-ai completion zsh)        in ~/.zshrc
  infra-ai completion fish > ~/.config/fish/completions/infra-ai.fish

Without an installed command, an alias does: alias infra-ai=/path/to/task-runner.sh`,
    );
}

/** Whether a command line asks for a script, or is a shell that asks what could come next. */
export function isCompletion([, , command, word]: string[]): boolean {
  return (
    command === 'complete' ||
    (command === 'completion' && SHELLS.includes(word))
  );
}

/** Adds the commands that print the script and that answer the shell. */
export async function addCompletion(program: Command): Promise<void> {
  const { default: tab } = await lazy(() => import('@bomb.sh/tab/commander'));
  tab(program, { completionCommandName: 'completion' });
}
