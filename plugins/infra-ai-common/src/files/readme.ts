import type { Entity } from '@backstage/catalog-model';
import type { EntityMapping } from '../entities';
import type { Element, InfrastructureModel } from '../model';
import { toMermaid } from './mermaid';

const WORDS = {
  dependsOn: 'depends on',
  providesApi: 'provides',
  consumesApi: 'consumes',
  partOf: 'is part of',
};

/** The README of a published repository: what the system is, its diagram, its parts and how they depend. */
export function toReadme(
  model: InfrastructureModel,
  { entities, refs }: EntityMapping,
): string {
  const system = entities[0];
  const byId = new Map(model.elements.map(element => [element.id, element]));
  const sections = [
    `# ${escapeMarkdown(titleOf(system))}`,
    ...(system.metadata.description
      ? [escapeMarkdown(system.metadata.description)]
      : []),
    ['```mermaid', toMermaid(model), '```'].join('\n'),
    '## Parts',
    table(
      ['Name', 'Kind', 'Type', 'Technology', 'Catalog'],
      model.elements.map(element => [
        escapeMarkdown(element.title ?? element.name),
        element.kind,
        escapeMarkdown(element.type),
        escapeMarkdown(element.technology ?? ''),
        `\`${refs[element.id]}\``,
      ]),
    ),
    ...(model.relations.length
      ? [
          '## How they depend on each other',
          model.relations
            .map(({ from, to, type, description }) => {
              const line = `- ${label(byId.get(from)!)} ${WORDS[type]} ${label(
                byId.get(to)!,
              )}`;
              return description
                ? `${line}: ${escapeMarkdown(description)}`
                : line;
            })
            .join('\n'),
        ]
      : []),
    '## About this repository',
    'Written by the Infrastructure AI plugin of Backstage. `catalog-info.yaml` is what the software catalog reads; correct it here, or analyze the system again and publish an update.',
  ];
  return `${sections.join('\n\n')}\n`;
}

function titleOf(entity: Entity): string {
  return entity.metadata.title ?? entity.metadata.name;
}

function label(element: Element): string {
  return `**${escapeMarkdown(element.title ?? element.name)}**`;
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Names and descriptions are data: none may become a link, a picture, HTML or a table's edge. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&')
    .replace(/:\/\//g, '&#58;//');
}
