import { autocomplete, isCancel } from '@clack/prompts';
import type { Command } from 'commander';

/** Lets a person choose a command by typing or with the arrow keys; undefined when they leave. */
export async function chooseCommand(
  program: Command,
): Promise<Command | undefined> {
  const commands = program.createHelp().visibleCommands(program);
  const chosen = await autocomplete({
    message: 'What is to be done?',
    placeholder: 'Type to search',
    maxItems: 12,
    options: commands
      .filter(command => command.name() !== 'help')
      .map(command => ({
        value: command.name(),
        label: command.name(),
        hint: command.description(),
      })),
  });
  return isCancel(chosen)
    ? undefined
    : program.commands.find(command => command.name() === chosen);
}
