import type {
  Evidence,
  ModelWarning,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type {
  Extraction,
  FoundElement,
  FoundRelation,
  SourceText,
} from '../../source';
import { findTechnology, keyOf } from '../../vocabulary';
import { Boundaries } from './boundaries';
import type { Box } from './geometry';
import {
  classifyNode,
  isPerson,
  PASSIVE_TYPES,
  type NodeClass,
} from './classify';
import { readLabel, type Label } from './label';
import {
  MAX_EDGES,
  MAX_NODES,
  type Diagram,
  type DiagramEdge,
  type DiagramGroup,
  type DiagramNode,
  type Span,
} from './model';
import { orient } from './orientation';
import { mergeRepeats } from './repeats';
import { technologyOfIcon } from './technology';

const MAX_NAME = 200;
/** How often the same thing is pointed at. */
const MAX_PLACES = 20;

/** A node with what it turned out to be; `element` is absent for persons and plain text. */
export interface ReadNode {
  node: DiagramNode;
  label: Label;
  found: NodeClass;
}

const nameOfGroup = ({ key, label }: DiagramGroup): string =>
  readLabel(label).name.slice(0, 100) || key.slice(0, 100);

/**
 * Turns a diagram into elements and relations: persons, boundaries and notes are left out, names and technologies are
 * told apart, lines are pointed at what is depended on.
 */
export function toExtraction(diagram: Diagram, source: SourceText): Extraction {
  source.locate?.(diagram);
  const evidence = ({ span, box }: { span: Span; box?: Box }): Evidence => {
    const start = Math.max(0, Math.min(span.start, source.text.length));
    return source.evidence(
      start,
      Math.max(start, Math.min(span.end, source.text.length)),
      box,
    );
  };
  const warnings: ModelWarning[] = diagram.warnings.map(
    ({ message, span, box }) => ({
      message: message.slice(0, 1000),
      evidence: span && evidence({ span, box }),
    }),
  );
  if (diagram.nodes.length > MAX_NODES || diagram.edges.length > MAX_EDGES) {
    warnings.push({
      message: `The diagram has ${diagram.nodes.length} nodes and ${diagram.edges.length} lines; at most ${MAX_NODES} and ${MAX_EDGES} are read. Split it.`,
    });
  }
  const nodes = diagram.nodes.slice(0, MAX_NODES);
  const edges = diagram.edges.slice(0, MAX_EDGES);

  const persons = new Set<string>();
  const read = new Map<string, ReadNode>();
  const wrongCaptions = copiedCaptions(nodes);
  for (const node of nodes) {
    if (read.has(node.key) || persons.has(node.key)) continue;
    const label = readLabel(node.label);
    const icon = node.icon ? technologyOfIcon(node.icon) : undefined;
    if (icon && (!label.name || wrongCaptions.has(node.key))) {
      label.name = icon.name;
    }
    if (!label.name.trim() || node.shape === 'text') continue;
    if (isPerson(node, label)) persons.add(node.key);
    else read.set(node.key, { node, label, found: classifyNode(node, label) });
  }
  nameApart([...read.values()]);
  const keyOfNode = mergeRepeats(read, edges, diagram.groups);

  const places = new Map<string, Evidence[]>();
  for (const { node } of read.values()) {
    const key = keyOfNode(node.key);
    const known = places.get(key) ?? [];
    // what stands for others comes first
    if (key === node.key) known.unshift(evidence(node));
    else if (known.length < MAX_PLACES) known.push(evidence(node));
    places.set(key, known);
  }
  const elements = [...read.values()]
    .filter(({ node }) => keyOfNode(node.key) === node.key)
    .map(item => toElement(item, places.get(item.node.key)!));
  const boundaries = new Boundaries(diagram, read, keyOfNode);
  const anyHeads = edges.some(({ heads }) => heads !== 'none');
  const relations = new Map<string, FoundRelation>();
  for (const edge of edges) {
    if (persons.has(edge.from) || persons.has(edge.to)) continue;
    const ends = boundaries.endsOf(edge);
    if (!ends) {
      const key = [edge.from, edge.to].find(end => boundaries.has(end));
      const group = diagram.groups.find(candidate => candidate.key === key);
      if (group) {
        warnings.push({
          message: `A line ends at the boundary "${nameOfGroup(
            group,
          )}", which holds several elements; it is not clear which of them is meant, so it was left out.`,
          evidence: evidence(edge),
        });
      }
      continue;
    }
    const { from, to, isConcluded } = ends;
    if (from === to) continue;
    if (edge.heads === 'none' && anyHeads && isWiring(from, to)) {
      const [a, b] = [from, to].map(({ label }) => label.name.slice(0, 100));
      warnings.push({
        message: `A line without an arrow head joins "${a}" and "${b}". It shows that they are connected, not that one uses the other, so it was left out.`,
        evidence: evidence(edge),
      });
      continue;
    }
    const relation = toRelation(edge, from, to, evidence(edge));
    if (isConcluded) conclude(relation);
    keep(relations, relation);
  }
  return {
    format: diagram.format,
    system: diagram.system,
    elements,
    relations: [...relations.values()],
    warnings: warnings.slice(0, 1000),
  };
}

/** A line that ends at a boundary: which element in it is meant is a conclusion. */
function conclude(relation: FoundRelation): void {
  relation.confidence = Math.round(relation.confidence * 60) / 100;
  relation.evidence.unshift({
    kind: 'inferred',
    why: 'The line ends at a boundary in which only this element can be meant',
  });
}

function keep(
  relations: Map<string, FoundRelation>,
  relation: FoundRelation,
): void {
  const key = `${relation.from}\n${relation.to}\n${relation.type}`;
  const known = relations.get(key);
  if (!known) relations.set(key, relation);
  else if (known.evidence.length < 20) {
    known.evidence.push(...relation.evidence);
    known.description ??= relation.description;
    known.confidence = Math.max(known.confidence, relation.confidence);
  }
}

/** Two stores, or a piece of network: neither calls the other. */
function isWiring({ found: a }: ReadNode, { found: b }: ReadNode): boolean {
  return (
    a.type === 'network' ||
    b.type === 'network' ||
    (PASSIVE_TYPES.has(a.type) && PASSIVE_TYPES.has(b.type))
  );
}

/** Nodes of one name take their whole text as their name where that tells them apart. */
function nameApart(nodes: readonly ReadNode[]): void {
  const titles = new Map<string, Set<string>>();
  for (const { label } of nodes) {
    const name = keyOf(label.name);
    const known = titles.get(name) ?? new Set();
    titles.set(name, known.add(keyOf(label.title ?? label.name)));
  }
  for (const { label } of nodes) {
    if (label.title && titles.get(keyOf(label.name))!.size > 1) {
      label.name = label.title;
    }
  }
}

/** A caption copied to icons of other products: the icon is right where the caption names another node's product. */
function copiedCaptions(nodes: readonly DiagramNode[]): Set<string> {
  const byCaption = new Map<string, DiagramNode[]>();
  for (const node of nodes) {
    const caption = keyOf(node.label);
    if (!node.icon || !caption) continue;
    byCaption.set(caption, [...(byCaption.get(caption) ?? []), node]);
  }
  const wrong = new Set<string>();
  for (const [caption, sharing] of byCaption) {
    const meant = findTechnology(caption);
    const icons = sharing.map(node => technologyOfIcon(node.icon!));
    if (!meant || !icons.includes(meant)) continue;
    sharing.forEach((node, i) => {
      if (icons[i] && icons[i] !== meant) wrong.add(node.key);
    });
  }
  return wrong;
}

function toElement(
  { node, label, found }: ReadNode,
  evidence: Evidence[],
): FoundElement {
  const technology =
    found.technology ??
    (label.technology ?? node.technology)?.trim().slice(0, 100);
  const description = node.description ?? label.description;
  const title = label.title?.slice(0, MAX_NAME).trim();
  return {
    key: node.key,
    name: label.name.slice(0, MAX_NAME).trim(),
    aliases: node.aliases,
    kind: found.kind,
    type: found.type,
    title: title && title !== label.name ? title : undefined,
    description: description?.slice(0, 2000).trim() || undefined,
    technology: technology || undefined,
    tags: node.tags?.length ? node.tags.slice(0, 20) : undefined,
    evidence,
    confidence: found.confidence,
  };
}

function toRelation(
  edge: DiagramEdge,
  a: ReadNode,
  b: ReadNode,
  evidence: Evidence,
): FoundRelation {
  const { from, to, confidence } = orient(edge, a, b);
  const label = edge.label
    ? readLabel(edge.label.replace(/\n/g, ' '))
    : undefined;
  const text = label
    ? [label.name, label.description].filter(Boolean).join(' ')
    : '';
  const protocol = label?.technology ? ` [${label.technology}]` : '';
  // who offers an interface is joined to it without a head
  const provides = to.found.kind === 'api' && edge.heads === 'none';
  const toApi = provides ? 'providesApi' : 'consumesApi';
  return {
    from: from.node.key,
    to: to.node.key,
    type: to.found.kind === 'api' ? toApi : 'dependsOn',
    description: `${text}${protocol}`.slice(0, 400).trim() || undefined,
    evidence: [evidence],
    confidence: Math.round(confidence * 100) / 100,
  };
}
