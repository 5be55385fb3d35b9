import type { Extraction, SourceText } from '../../source';
import {
  headOf,
  toExtraction,
  type Diagram,
  type DiagramNode,
  type NodeShape,
} from '../diagram';
import { joinFiles } from './files';
import type { Workspace, WorkspaceElement } from './model';
import { readWorkspace } from './workspace';

const COMMENTS = [
  ['//', '\n'],
  ['#', '\n'],
  ['/*', '*/'],
] as const;

const isPart = ({ keyword, parent }: WorkspaceElement) =>
  keyword === 'component' && parent !== undefined;

/** Whether a text is a Structurizr workspace, or a part of one. */
export function isStructurizr(text: string): boolean {
  const head = headOf(text, COMMENTS, 2000);
  return (
    /^workspace\b[^\n]*\{/i.test(head) ||
    (/^(?:!\w[^\n]*\n\s{0,200})*(?:model|views)\s{0,20}\{/i.test(head) &&
      /\b(?:softwareSystem|container)\b/i.test(text)) ||
    /^(?:!\w[^\n]*\n\s{0,200})*(?:\w{1,60}\s{0,5}=\s{0,5})?(?:softwareSystem|person|group)\s{1,5}"[^\n]*\n/i.test(
      head,
    )
  );
}

const SHAPES: Array<[RegExp, NodeShape]> = [
  [/cylinder|bucket/, 'database'],
  [/pipe/, 'queue'],
  [/^(?:person|robot)$/, 'person'],
  [/webbrowser/, 'website'],
  [/mobiledevice/, 'mobile-app'],
];
const TAG_SHAPES: Array<[RegExp, NodeShape]> = [
  [/^(?:database|datastore|data store|db)$/i, 'database'],
  [/^(?:queue|topic|message bus|broker)$/i, 'queue'],
  [
    /^(?:web browser|single[- ]page (?:app|application)|spa|web ?app)$/i,
    'website',
  ],
  [/^mobile(?: app| application)?$/i, 'mobile-app'],
];
const EXTERNAL =
  /^(?:external|external system|existing system|third[- ]party|3rd party|saas)$/i;
const THEME: Array<[RegExp, string]> = [
  [/^Amazon Web Services - /, 'aws'],
  [/^Microsoft Azure - /, 'azure'],
  [/^Google Cloud Platform - /, 'gcp'],
  [/^Kubernetes - /, 'k8s'],
];

/**
 * Reads Structurizr workspaces, with the files that they include. Containers are the elements, and software systems that
 * are not broken down; relations of components count for their containers.
 */
export function extractStructurizr(
  sources: readonly SourceText[],
): Extraction[] {
  return joinFiles(sources).map(({ statements, source }) =>
    toExtraction(toDiagram(readWorkspace(statements)), source),
  );
}

function toDiagram(workspace: Workspace): Diagram {
  const { elements, relations, groups, warnings } = workspace;
  const byKey = new Map(elements.map(element => [element.key, element]));
  const brokenDown = new Set(
    elements
      .filter(({ keyword }) => keyword === 'container')
      .map(({ parent }) => parent?.key),
  );
  const systems = elements.filter(
    ({ key, keyword }) => keyword === 'softwareSystem' && brokenDown.has(key),
  );
  const kept = elements.filter(
    element => !isPart(element) && !brokenDown.has(element.key),
  );
  const nodes = kept.map(element =>
    toNode(element, workspace, systems.length > 0),
  );
  const diagram: Diagram = {
    format: 'structurizr',
    system: systemOf(systems, workspace),
    nodes,
    edges: [],
    groups: [...groups],
    warnings: [...warnings],
  };
  const stated = new Set<string>();
  for (const relation of relations) {
    const from = lift(byKey.get(relation.from)!);
    const to = lift(byKey.get(relation.to)!);
    stated.add(`${from.key}\n${to.key}`);
    stated.add(`${rootOf(from).key}\n${to.key}`);
    stated.add(`${from.key}\n${rootOf(to).key}`);
    stated.add(`${rootOf(from).key}\n${rootOf(to).key}`);
  }
  const detailed = new Set(
    relations.flatMap(({ from, to }) => {
      const [a, b] = [lift(byKey.get(from)!), lift(byKey.get(to)!)];
      if (brokenDown.has(a.key) || brokenDown.has(b.key)) return [];
      return [
        `${rootOf(a).key}\n${rootOf(b).key}`,
        `${a.key}\n${rootOf(b).key}`,
        `${rootOf(a).key}\n${b.key}`,
      ];
    }),
  );
  for (const { from, to, description, technology, span } of relations) {
    const a = lift(byKey.get(from)!);
    const b = lift(byKey.get(to)!);
    if (brokenDown.has(a.key) || brokenDown.has(b.key)) {
      const person = a.keyword === 'person' || b.keyword === 'person';
      if (!person && !detailed.has(`${a.key}\n${b.key}`)) {
        diagram.warnings.push({
          message: `The relation from "${a.name.slice(
            0,
            100,
          )}" to "${b.name.slice(
            0,
            100,
          )}" is stated for a whole system, of which the containers are read; it is not clear which of them is meant, so it was left out.`,
          span,
        });
      }
      continue;
    }
    diagram.edges.push({
      from: a.key,
      to: b.key,
      label: technology ? `${description ?? ''} (${technology})` : description,
      heads: 'forward',
      span,
    });
  }
  return diagram;
}

/** The container that a component is a part of. */
function lift(element: WorkspaceElement): WorkspaceElement {
  let lifted = element;
  while (isPart(lifted) && lifted.parent) lifted = lifted.parent;
  return lifted;
}

function rootOf(element: WorkspaceElement): WorkspaceElement {
  let root = element;
  while (root.parent) root = root.parent;
  return root;
}

function systemOf(
  systems: WorkspaceElement[],
  workspace: Workspace,
): Diagram['system'] {
  const name = systems.length === 1 ? systems[0].name.trim().slice(0, 200) : '';
  if (!name) return undefined;
  const description = systems[0].description ?? workspace.description;
  return {
    name,
    ...(description?.trim()
      ? { description: description.trim().slice(0, 2000) }
      : {}),
  };
}

function toNode(
  element: WorkspaceElement,
  workspace: Workspace,
  anyBrokenDown: boolean,
): DiagramNode {
  const { key, keyword, name, description, technology, tags, span, group } =
    element;
  const styled = tags
    .map(tag => workspace.shapes.get(tag.toLowerCase()))
    .map(shape => SHAPES.find(([pattern]) => shape && pattern.test(shape))?.[1])
    .find(Boolean);
  // styles draw robots as persons too
  const drawn = styled === 'person' ? undefined : styled;
  const tagged = TAG_SHAPES.find(([pattern]) =>
    tags.some(tag => pattern.test(tag)),
  )?.[1];
  const theme = tags
    .map(tag => {
      const found = THEME.find(([prefix]) => prefix.test(tag));
      return found && `${found[1]}/${tag.replace(found[0], '')}`;
    })
    .find(Boolean);
  return {
    key,
    label: name,
    technology: technology || undefined,
    description: description || undefined,
    icon: theme,
    shape: keyword === 'person' ? 'person' : tagged ?? drawn,
    declared: keyword !== 'person',
    external:
      tags.some(tag => EXTERNAL.test(tag)) ||
      (keyword === 'softwareSystem' && anyBrokenDown),
    group,
    span,
  };
}
