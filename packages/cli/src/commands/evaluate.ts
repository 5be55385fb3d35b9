import { Command } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `evaluate`. */
export interface EvaluateFlags {
  split?: string;
  kind?: string;
  analyzer: string;
  json?: boolean;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('Score an analyzer against cases that were labelled by hand')
    .argument(
      '<directory>',
      'holds cases/*.json and the material that they name: a text, a picture, a file, a folder or an archive (zip, tar.gz)',
    )
    .option('--split <name>', 'only cases of this split')
    .option('--kind <kind>', 'only cases of this kind of material')
    .option(
      '--analyzer <id>',
      'another one than the embedded one runs in the started platform',
      'embedded',
    )
    .option('--json', 'for scripts')
    .addHelpText(
      'after',
      '\nExamples:\n  evaluate evaluation --split dev\n  evaluate evaluation --kind prose --json',
    )
    .action(async (directory: string, flags: EvaluateFlags) => {
      const { evaluate } = await lazy(() => import('../actions/evaluate'));
      await evaluate(directory, flags);
    });
}
