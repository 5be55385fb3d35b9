import type {
  Evidence,
  ModelWarning,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Extraction, SourceText } from '../../source';
import { draw, type CloudResource, type Fact, type Place } from '../cloud';
import { entriesOf, get, parseTree, textOf, type Tree } from '../cloud/tree';
import { Program } from './program';
import { toTerraformType } from './types';

const MAX_RESOURCES = 10_000;
const MAX_WARNINGS = 100;

/** Reads Pulumi programs in YAML. A file is one program; several are read side by side. */
export function extractPulumi(sources: readonly SourceText[]): Extraction {
  const warnings: ModelWarning[] = [];
  const evidence = ({ source, start, end }: Place): Evidence =>
    sources[source].evidence(start, end);
  const resources: CloudResource[] = [];
  let system: Extraction['system'];
  sources.forEach((source, index) => {
    const { roots, problems } = parseTree(source.text);
    for (const { message, offset } of problems) {
      if (warnings.length >= MAX_WARNINGS) break;
      warnings.push({
        message: `Not read as a Pulumi program: ${message}`.slice(0, 900),
        evidence: source.evidence(
          offset,
          Math.min(offset + 1, source.text.length),
        ),
      });
    }
    for (const root of roots) {
      system ??= systemOf(root);
      const runtime =
        textOf(get(root, 'runtime')) ?? textOf(get(root, 'runtime', 'name'));
      if (runtime && runtime !== 'yaml' && !get(root, 'resources')) {
        warnings.push({
          message: `The program of this Pulumi project is written in ${runtime.slice(
            0,
            40,
          )}, which is not read; only programs in YAML are.`,
          evidence: source.evidence(0, 1),
        });
      }
      resources.push(
        ...read(index, root).slice(0, MAX_RESOURCES - resources.length),
      );
    }
  });
  const { elements, relations } = draw(resources, evidence);
  return {
    format: 'pulumi',
    ...(system ? { system } : {}),
    elements,
    relations,
    warnings,
  };
}

function systemOf(root: Tree): Extraction['system'] {
  const name = textOf(get(root, 'name'))?.trim();
  const description = textOf(get(root, 'description'))?.trim();
  return name
    ? {
        name: name.slice(0, 200),
        ...(description ? { description: description.slice(0, 2000) } : {}),
      }
    : undefined;
}

function read(source: number, root: Tree): CloudResource[] {
  const program = new Program(source, root);
  return entriesOf(get(root, 'resources')).flatMap(({ key, value, start }) => {
    const token = textOf(get(value, 'type'));
    if (!token) return [];
    const options = get(value, 'options');
    const type = toTerraformType(token);
    const facts: Fact[] = [
      ...program.facts(get(value, 'properties'), ''),
      ...program.facts(get(options, 'dependsOn'), 'depends_on'),
    ];
    return [
      {
        key: program.keyOf(key),
        type: isFunctionApp(type, facts) ? 'azurerm_linux_function_app' : type,
        label: key,
        address: key,
        facts,
        place: { source, start, end: value.end },
        external: get(value, 'get') !== undefined,
      },
    ];
  });
}

/** Azure has one resource for web apps and function apps, told apart by their kind. */
function isFunctionApp(type: string, facts: readonly Fact[]): boolean {
  return (
    type === 'azurerm_linux_web_app' &&
    facts.some(
      ({ path, text }) => path === 'kind' && /functionapp/i.test(text ?? ''),
    )
  );
}
