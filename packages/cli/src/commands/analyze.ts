import { Command, InvalidArgumentError, Option } from 'commander';
import type { SourceFormat } from '@infra-ai/analysis';
import { lazy } from '../lib/lazy';

/** Flags of `analyze`. */
export interface AnalyzeFlags {
  analyzer: string;
  format: 'yaml' | 'json' | 'mermaid';
  source: SourceFormat | 'auto';
  explain?: boolean;
  name?: string;
  owner: string;
  page?: number;
}

export function analyzeCommand(): Command {
  return new Command('analyze')
    .description(
      'Turn a description, a picture or files into catalog entities; needs nothing running',
    )
    .argument(
      '<file...>',
      "text, a picture (PNG, JPEG, WebP, SVG, PDF), files that define infrastructure, folders of them, or '-' for standard input",
    )
    .option(
      '--analyzer <id>',
      'another one than the embedded one runs in the started platform',
      'embedded',
    )
    .addOption(
      new Option(
        '--format <format>',
        'catalog entities, the model with its evidence as well, or a flowchart',
      )
        .choices(['yaml', 'json', 'mermaid'])
        .default('yaml'),
    )
    .option(
      '--source <format>',
      'reads the input as this format, such as compose, kubernetes or prose',
      'auto',
    )
    .option(
      '--explain',
      'each finding with the line that it comes from, instead of entities',
    )
    .option('--name <name>', 'of the system')
    .option(
      '--owner <ref>',
      'of the entities whose source names none',
      'group:default/guests',
    )
    .option('--page <number>', 'of a PDF (default: 1)', parsePage)
    .addHelpText(
      'after',
      `
Entities go to standard output, everything else to standard error.

Examples:
  analyze description.txt > catalog-info.yaml
  echo "A React app calls an Orders API that uses PostgreSQL" | infra-ai analyze -
  analyze docker-compose.yml --owner team-a --format json
  analyze compose.yaml deploy/ --explain
  analyze architecture.drawio.svg --format mermaid
  analyze --analyzer gemini description.txt
  analyze --analyzer gemini architecture.pdf --page 2`,
    )
    .action(async (files: string[], flags: AnalyzeFlags) => {
      const { analyze } = await lazy(() => import('../actions/analyze'));
      await analyze(files, flags);
    });
}

function parsePage(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new InvalidArgumentError('Pages count from 1.');
  }
  return Number(text);
}
