import type {
  Evidence,
  ModelWarning,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Extraction, SourceText } from '../../source';
import { draw, type CloudResource, type Fact, type Place } from '../cloud';
import {
  entriesOf,
  get,
  parseTree,
  textOf,
  type Tree,
  type TreeEntry,
} from '../cloud/tree';
import { readEvents } from './sam';
import { Template } from './template';
import { toTerraformType } from './types';
import { evaluate, type TemplateValue } from './values';

const MAX_RESOURCES = 10_000;
const MAX_WARNINGS = 100;
const NESTED_STACK = /^AWS::(?:CloudFormation::Stack|Serverless::Application)$/;

/**
 * Reads CloudFormation templates, SAM templates and what the CDK writes out, in YAML or JSON, all at once: nested stacks
 * and exported values are followed from one to the other.
 */
export function extractCloudFormation(
  sources: readonly SourceText[],
): Extraction {
  const warnings: ModelWarning[] = [];
  const evidence = ({ source, start, end }: Place): Evidence =>
    sources[source].evidence(start, end);
  const templates = readTemplates(sources, warnings);
  const resources = readResources(templates, warnings, evidence);
  const { elements, relations } = draw(resources, evidence);
  return { format: 'cloudformation', elements, relations, warnings };
}

function readTemplates(
  sources: readonly SourceText[],
  warnings: ModelWarning[],
): Template[] {
  const templates: Template[] = [];
  const nested = (parent: Template, id: string) => {
    const stack = parent.resources.find(({ key }) => key === id)?.value;
    const url =
      get(stack, 'Properties', 'TemplateURL') ??
      get(stack, 'Properties', 'Location');
    const name = (textOf(url) ?? '').split('/').pop();
    return name
      ? templates.find(
          template =>
            template !== parent && template.path.split('/').pop() === name,
        )
      : undefined;
  };
  const imported = (name: TemplateValue): TemplateValue => {
    const wanted = exportKey(name);
    if (!wanted) return { refs: [] };
    for (const template of templates) {
      for (const { key, value } of entriesOf(get(template.root, 'Outputs'))) {
        const exported = get(value, 'Export', 'Name');
        if (exported && exportKey(evaluate(exported, template)) === wanted)
          return template.output(key);
      }
    }
    return { refs: [] };
  };
  sources.forEach((source, index) => {
    const { roots, problems } = parseTree(source.text);
    for (const { message, offset } of problems) {
      if (warnings.length < MAX_WARNINGS) {
        warnings.push({
          message: `Not read as a template: ${message}`.slice(0, 900),
          evidence: source.evidence(
            offset,
            Math.min(offset + 1, source.text.length),
          ),
        });
      }
    }
    for (const root of roots) {
      if (get(root, 'Resources')) {
        templates.push(
          new Template(index, source.path ?? '', root, imported, nested),
        );
      }
    }
  });
  for (const template of templates) {
    for (const { key, value } of template.resources) {
      const child = NESTED_STACK.test(textOf(get(value, 'Type'))!)
        ? nested(template, key)
        : undefined;
      if (!child) continue;
      for (const parameter of entriesOf(
        get(value, 'Properties', 'Parameters'),
      )) {
        child.given.set(parameter.key, evaluate(parameter.value, template));
      }
    }
  }
  return templates;
}

/** The constant part of an export's name: both sides start with the name of a stack that is not known. */
function exportKey({ text, hint }: TemplateValue): string {
  return (text ?? hint ?? '').replace(/^[-_:]+/, '');
}

/** Functions that the CDK adds to deploy the rest: no part of what is drawn. */
const CDK_HELPER =
  /\/(?:BucketNotificationsHandler[0-9a-f]{16,}|LogRetention[0-9a-f]{16,}|AWS[0-9a-f]{32}|Custom::\w+|framework-on(?:Event|Timeout)|framework-isComplete)(?:\/|$)/;

/** The resources of templates, with what their events add. */
export function readResources(
  templates: readonly Template[],
  warnings: ModelWarning[],
  evidence: (place: Place) => Evidence,
): CloudResource[] {
  const resources: CloudResource[] = [];
  for (const template of templates) {
    const added = new Map<string, CloudResource>();
    for (const { key, value, start } of template.resources) {
      const type = textOf(get(value, 'Type'))!;
      const place = template.place({ start, end: value.end });
      const properties = get(value, 'Properties');
      if (NESTED_STACK.test(type) || type === 'AWS::CloudFormation::Macro') {
        if (
          !templates.some(other => other !== template) &&
          warnings.length < MAX_WARNINGS
        ) {
          warnings.push({
            message:
              `The stack "${key}" has its template elsewhere; what it makes is not drawn.`.slice(
                0,
                900,
              ),
            evidence: evidence(place),
          });
        }
        continue;
      }
      if (resources.length >= MAX_RESOURCES) break;
      if (CDK_HELPER.test(textOf(get(value, 'Metadata', 'aws:cdk:path')) ?? ''))
        continue;
      resources.push({
        key: template.keyOf(key),
        type: toTerraformType(type),
        label: labelOf(key, value),
        address: key,
        facts: [
          ...template.facts(properties),
          ...globalFacts(template, type),
          ...connectors(template, key, value),
        ],
        place,
      });
      if (type.startsWith('AWS::Serverless::'))
        readEvents(template, key, properties, added);
    }
    resources.push(...added.values());
  }
  return resources;
}

/** Names that the CDK's own constructs give to their parts. */
const CONSTRUCT_PART =
  /^(?:Resource|Default|Service|Handler|LB|ALB|Instance|TaskDef|Cluster|Table|Bucket|Queue|Topic)$/;

/** The CDK's logical ids end in a hash; the construct's own path tells what the program calls it. */
function labelOf(id: string, value: Tree): string {
  const path = textOf(get(value, 'Metadata', 'aws:cdk:path'));
  const parts = path?.split('/').slice(1) ?? [];
  const name =
    [...parts].reverse().find(part => !CONSTRUCT_PART.test(part)) ?? parts[0];
  return name ?? id.replace(/(?<=[a-z0-9])[0-9A-F]{8}$/, '');
}

/** `Globals` of SAM: settings of every function. */
function globalFacts(template: Template, type: string): Fact[] {
  const section = type === 'AWS::Serverless::Function' ? 'Function' : undefined;
  return section ? template.facts(get(template.root, 'Globals', section)) : [];
}

/** SAM connectors name their ends by id. */
function connectors(template: Template, id: string, value: Tree): Fact[] {
  const facts: Fact[] = [];
  const add = (
    path: string,
    end: TreeEntry['value'] | undefined,
    own?: string,
  ) => {
    const target = textOf(get(end, 'Id')) ?? own;
    if (target) {
      facts.push({
        path,
        refs: template.ref(target).refs,
        place: template.place(end ?? value),
      });
    }
  };
  if (textOf(get(value, 'Type')) === 'AWS::Serverless::Connector') {
    const properties = get(value, 'Properties');
    add('source', get(properties, 'Source'), id);
    const destination = get(properties, 'Destination');
    for (const end of destination?.kind === 'list'
      ? destination.items
      : [destination])
      add('destination', end);
  }
  for (const { value: connector } of entriesOf(get(value, 'Connectors'))) {
    add('connector', get(connector, 'Properties', 'Destination'));
  }
  return facts;
}
