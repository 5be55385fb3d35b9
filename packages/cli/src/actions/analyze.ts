import {
  entitiesToYaml,
  InfrastructureModel,
  toEntities,
  toMermaid,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { analyzeEmbedded } from '../analysis/embedded';
import { explain } from '../analysis/explain';
import { readInput } from '../analysis/readInput';
import { analyzeRemotely } from '../analysis/remote';
import { systemNameOf } from '../analysis/systemName';
import type { AnalyzeFlags } from '../commands/analyze';
import { CommandError, messageOf, UsageError } from '../lib/errors';

const EMBEDDED = 'embedded';

/** The `analyze` command. */
export async function analyze(
  paths: string[],
  flags: AnalyzeFlags,
): Promise<void> {
  const source = flags.source === 'compose' ? 'docker-compose' : flags.source;
  if (source !== 'auto' && flags.analyzer !== EMBEDDED) {
    throw new UsageError('--source is for the embedded analyzer.');
  }
  const read = await readInput(paths, flags);
  for (const reason of read.skipped) {
    process.stderr.write(`skipped ${reason}\n`);
  }
  for (const note of read.notes) {
    process.stderr.write(`note: ${note}\n`);
  }
  let model: InfrastructureModel;
  let analyzer = EMBEDDED;
  if (flags.analyzer === EMBEDDED) {
    try {
      model = await analyzeEmbedded(read.input, source);
    } catch (error) {
      if ((error as Error).name === 'InputError') {
        throw new CommandError(messageOf(error));
      }
      throw error;
    }
  } else {
    ({ model, analyzer } = await analyzeRemotely(read, flags));
  }
  const { entities, warnings } = toEntitiesOrFail(model, flags, {
    analyzer,
    systemName: flags.name ?? model.system?.name ?? (await systemNameOf(paths)),
  });
  if (model.source.embedded) {
    process.stderr.write(
      `note: read from the embedded source (${model.source.format}), not from the pixels\n`,
    );
  }
  for (const { message } of [...model.warnings, ...warnings]) {
    process.stderr.write(`warning: ${message}\n`);
  }
  if (model.elements.length === 0) {
    process.exitCode = 1;
    return;
  }
  if (flags.explain) {
    process.stdout.write(`${explain(model, read.input)}\n`);
  } else if (flags.format === 'json') {
    const result = { analyzer, model, entities, warnings };
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } else if (flags.format === 'mermaid') {
    process.stdout.write(`${toMermaid(model)}\n`);
  } else {
    process.stdout.write(entitiesToYaml(entities));
  }
}

function toEntitiesOrFail(
  model: InfrastructureModel,
  flags: AnalyzeFlags,
  { analyzer, systemName }: { analyzer: string; systemName?: string },
) {
  if (!/^([a-z]+:)?([\w.-]+\/)?[\w.-]+$/i.test(flags.owner)) {
    throw new UsageError(
      `--owner takes an entity reference such as group:default/team-a, not '${flags.owner}'.`,
    );
  }
  return toEntities(model, {
    owner: flags.owner,
    systemName,
    provenance: { analyzer },
  });
}
