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
  const { ShellCompDirective } = await lazy(() => import('@bomb.sh/tab'));
  const root = tab(program, { completionCommandName: 'completion' });
  // The library always answers "no file names", also where a command takes files; the shell itself completes those best.
  const { ShellCompDirectiveDefault, ShellCompDirectiveNoFileComp } =
    ShellCompDirective;
  Object.defineProperty(root, 'directive', {
    get: () =>
      asksForPath(program, process.argv)
        ? ShellCompDirectiveDefault
        : ShellCompDirectiveNoFileComp,
    set() {},
  });
}

/** Whether what comes next on a command line, `… complete -- COMMAND …`, is an argument that names files or folders. */
function asksForPath(program: Command, argv: string[]): boolean {
  const [name, ...words] = argv.slice(argv.indexOf('--') + 1);
  const command = program.commands.find(one => one.name() === name);
  const [argument] = command?.registeredArguments ?? [];
  if (!words.length || !/^(?:path|file|directory)$/.test(argument?.name())) {
    return false;
  }
  const [last, before = ''] = words.toReversed();
  const option = command!.options.find(({ long }) => long === before);
  return !last.startsWith('-') && !(option?.required || option?.optional);
}
