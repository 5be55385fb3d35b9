import type {
  Evidence,
  ModelWarning,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Extraction, SourceText } from '../../source';
import { draw, type CloudResource, type Fact, type Place } from '../cloud';
import { entriesOf, get, parseTree, textOf, type Tree } from '../cloud/tree';
import { readResources } from '../cloudformation';
import type { Template } from '../cloudformation/template';
import { readFunctionEvents } from './events';
import { FunctionTemplate } from './template';
import { resolveSelf } from './variables';

const MAX_FUNCTIONS = 5000;
const MAX_WARNINGS = 100;
const FUNCTION_TYPES: Record<string, string> = {
  aws: 'aws_lambda_function',
  google: 'google_cloudfunctions_function',
  azure: 'azurerm_function_app',
  cloudflare: 'cloudflare_workers_script',
};

/** Reads configurations of the Serverless Framework: functions, what calls them, and the resources beside them. */
export function extractServerless(sources: readonly SourceText[]): Extraction {
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
        message: `Not read as a Serverless configuration: ${message}`.slice(
          0,
          900,
        ),
        evidence: source.evidence(
          offset,
          Math.min(offset + 1, source.text.length),
        ),
      });
    }
    const root = roots[0] && resolveSelf(roots[0], roots[0]);
    if (!root) return;
    const name = (
      textOf(get(root, 'service')) ?? textOf(get(root, 'service', 'name'))
    )?.trim();
    if (name && !system) system = { name: name.slice(0, 200) };
    resources.push(...read(index, source.path ?? '', root, warnings, evidence));
  });
  const { elements, relations } = draw(resources, evidence);
  return {
    format: 'serverless',
    ...(system ? { system } : {}),
    elements,
    relations,
    warnings,
  };
}

function read(
  index: number,
  path: string,
  root: Tree,
  warnings: ModelWarning[],
  evidence: (place: Place) => Evidence,
): CloudResource[] {
  const functions = entriesOf(get(root, 'functions')).slice(0, MAX_FUNCTIONS);
  const template = new FunctionTemplate(
    index,
    path,
    resourceSection(root),
    functions.map(({ key }) => key),
  );
  const added = new Map<string, CloudResource>();
  const provider = get(root, 'provider');
  const type =
    FUNCTION_TYPES[
      textOf(get(provider, 'name')) ?? textOf(provider) ?? 'aws'
    ] ?? 'aws_lambda_function';
  const shared: Fact[] = [
    ...prefixed(
      'environment.variables',
      template.facts(get(provider, 'environment')),
    ),
    ...prefixed('iam_role_statements', [
      ...template.facts(get(provider, 'iamRoleStatements')),
      ...template.facts(get(provider, 'iam', 'role', 'statements')),
    ]),
  ];
  const drawn = functions.map(({ key, value, start }): CloudResource => {
    const place = template.place({ start, end: value.end });
    const own = prefixed(
      'environment.variables',
      template.facts(get(value, 'environment')),
    );
    const names = new Set(own.map(fact => fact.path));
    readFunctionEvents(template, key, value, added);
    return {
      key: template.functionKey(key),
      type,
      label: key,
      address: key,
      facts: [
        ...own,
        ...shared.filter(fact => !names.has(fact.path)),
        ...prefixed(
          'iam_role_statements',
          template.facts(get(value, 'iamRoleStatements')),
        ),
        ...textFact('description', get(value, 'description'), template),
        ...tagFacts(get(value, 'tags'), template),
        ...tagFacts(get(provider, 'tags'), template),
      ],
      place,
    };
  });
  return [
    ...drawn,
    ...readResources([template], warnings, evidence),
    ...added.values(),
  ];
}

/** `resources` is one template, or a list of templates that are merged. */
function resourceSection(root: Tree): Tree {
  const section = get(root, 'resources');
  const parts = section?.kind === 'list' ? section.items : [section];
  const entries = parts.flatMap(part => entriesOf(get(part, 'Resources')));
  return {
    kind: 'map',
    start: 0,
    end: 0,
    entries: [
      {
        key: 'Resources',
        start: 0,
        value: { kind: 'map', entries, start: 0, end: 0 },
      },
    ],
  };
}

function prefixed(prefix: string, facts: readonly Fact[]): Fact[] {
  return facts.map(fact => ({ ...fact, path: `${prefix}.${fact.path}` }));
}

function textFact(
  path: string,
  tree: Tree | undefined,
  template: Template,
): Fact[] {
  const text = textOf(tree);
  return tree && text
    ? [{ path, text, literal: true, refs: [], place: template.place(tree) }]
    : [];
}

function tagFacts(tree: Tree | undefined, template: Template): Fact[] {
  return entriesOf(tree).flatMap(({ key, value }) =>
    textFact(`tags.${key.toLowerCase()}`, value, template),
  );
}
