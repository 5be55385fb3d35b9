import { Command, Option } from 'commander';
import { lazy } from '../lib/lazy';

/** Flags of `analyze`. */
export interface AnalyzeFlags {
  analyzer: string;
  format: 'yaml' | 'json';
  name?: string;
  owner: string;
}

export function analyzeCommand(): Command {
  return new Command('analyze')
    .description(
      'Turn a description or files into catalog entities; needs nothing running',
    )
    .argument(
      '<file...>',
      "text, files that define infrastructure, folders of them, or '-' for standard input",
    )
    .option(
      '--analyzer <id>',
      'another one than the embedded one runs in the started platform',
      'embedded',
    )
    .addOption(
      new Option(
        '--format <format>',
        'catalog entities, or the model with its evidence as well',
      )
        .choices(['yaml', 'json'])
        .default('yaml'),
    )
    .option('--name <name>', 'of the system')
    .option(
      '--owner <ref>',
      'of the entities whose source names none',
      'group:default/guests',
    )
    .addHelpText(
      'after',
      `
Entities go to standard output, everything else to standard error.

Examples:
  analyze description.txt > catalog-info.yaml
  echo "A React app calls an Orders API that uses PostgreSQL" | infra-ai analyze -
  analyze docker-compose.yml --owner team-a --format json
  analyze --analyzer gemini description.txt`,
    )
    .action(async (files: string[], flags: AnalyzeFlags) => {
      const { analyze } = await lazy(() => import('../actions/analyze'));
      await analyze(files, flags);
    });
}
