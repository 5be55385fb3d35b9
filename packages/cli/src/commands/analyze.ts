import { Command, InvalidArgumentError, Option } from 'commander';
import type { SourceFormat } from '@infra-ai/analysis';
import { lazy } from '../lib/lazy';

/** What `--source` takes. */
export type SourceName = SourceFormat | 'auto' | 'compose';

/** All of them, for help and completion; the formats' own module is too heavy to be loaded for these. */
const SOURCES = Object.keys({
  auto: true,
  compose: true,
  'docker-compose': true,
  kubernetes: true,
  terraform: true,
  cloudformation: true,
  serverless: true,
  pulumi: true,
  catalog: true,
  openapi: true,
  asyncapi: true,
  mermaid: true,
  plantuml: true,
  structurizr: true,
  d2: true,
  dot: true,
  drawio: true,
  excalidraw: true,
  svg: true,
  prose: true,
} satisfies Record<SourceName, true>);

/** Flags of `analyze`. */
export interface AnalyzeFlags {
  analyzer: string;
  format: 'yaml' | 'json' | 'mermaid';
  source: SourceName;
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
      '<path...>',
      "text, a picture (PNG, JPEG, WebP, SVG, PDF), files that define infrastructure, folders or archives (zip, tar.gz) of them, or '-' for standard input",
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
    .addOption(
      new Option(
        '--source <format>',
        'reads the input as this format, whatever it looks like',
      )
        .choices(SOURCES)
        .default('auto'),
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
Entities go to standard output, everything else to standard error. Several paths make one model. Of folders and archives
what defines infrastructure is read; a file that is named itself is read whatever it is called.

Examples:
  analyze description.txt > catalog-info.yaml
  echo "A React app calls an Orders API that uses PostgreSQL" | infra-ai analyze -
  analyze docker-compose.yml --owner team-a --format json
  analyze compose.yaml deploy/ --explain
  analyze shop-main.zip --source kubernetes
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
