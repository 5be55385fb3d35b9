import {
  emptyDiagram,
  warnUnread,
  type Diagram,
  type DiagramNode,
} from '../diagram';
import type { Block } from './blocks';
import { iconName } from './shape';

const GROUP =
  /^group\s+([\w-]+)\s*(?:\(([^()]*)\))?\s*(?:\[([^[\]]*)\])?\s*(?:in\s+([\w-]+))?$/;
const SERVICE =
  /^service\s+([\w-]+)\s*(?:\(([^()]*)\)|"([^"]*)")?\s*(?:\[([^[\]]*)\])?\s*(?:in\s+([\w-]+))?$/;
const JUNCTION = /^junction\s+([\w-]+)(?:\s+in\s+[\w-]+)?$/;
const EDGE =
  /^([\w-]+)(?:\{group\})?\s*(?::\s*[LRTB])?\s*(<)?--?(?:\[([^[\]]*)\]-?-?|-)?(>)?\s*(?:[LRTB]\s*:\s*)?([\w-]+)(?:\{group\})?$/;

const ICON_SHAPES = new Map<string, DiagramNode['shape']>(
  Object.entries({
    database: 'database',
    disk: 'storage',
  }),
);

/** Reads `architecture-beta`: groups, services, junctions and the lines between them. */
export function readArchitecture(block: Block): Diagram {
  const diagram = emptyDiagram('mermaid');
  const junctions = new Set<string>();
  let at = 0;
  for (const line of block.text.split('\n')) {
    const span = {
      start: block.start + at,
      end: block.start + at + line.length,
    };
    at += line.length + 1;
    // Long runs of spaces mean nothing, and cost the patterns their square.
    const text = line
      .slice(0, 1000)
      .trim()
      .replace(/\s{20,}/g, ' ');
    if (
      !text ||
      text.startsWith('%%') ||
      /^(?:title|accTitle|accDescr)\b/.test(text)
    )
      continue;
    const group = GROUP.exec(text);
    const service = SERVICE.exec(text);
    const junction = JUNCTION.exec(text);
    const edge = EDGE.exec(text);
    if (group) {
      diagram.groups.push({
        key: group[1],
        label: group[3]?.replace(/^"(.*)"$/, '$1') ?? group[1],
        parent: group[4],
      });
    } else if (service) {
      const [, key, icon, text_, label, parent] = service;
      diagram.nodes.push({
        key,
        label: label?.replace(/^"(.*)"$/, '$1') || text_ || key,
        aliases: [key],
        shape: icon ? ICON_SHAPES.get(icon.trim()) : undefined,
        icon: icon?.includes(':') ? iconName(icon) : undefined,
        group: parent,
        span,
      });
    } else if (junction) {
      junctions.add(junction[1]);
    } else if (edge) {
      const [, from, back, label, forward, to] = edge;
      let heads: 'forward' | 'backward' | 'both' | 'none' = 'none';
      if (back && forward) heads = 'both';
      else if (back) heads = 'backward';
      else if (forward) heads = 'forward';
      diagram.edges.push({ from, to, label, heads, span });
    } else {
      warnUnread(diagram, 'architecture diagram', text, span);
    }
  }
  diagram.edges = throughJunctions(diagram.edges, junctions);
  return diagram;
}

/** Joins the lines that meet in a junction: each line into it with each line out of it. */
function throughJunctions(
  edges: Diagram['edges'],
  junctions: ReadonlySet<string>,
): Diagram['edges'] {
  if (!junctions.size) return edges;
  const touching = new Map<string, Diagram['edges']>();
  for (const edge of edges) {
    for (const key of [edge.from, edge.to]) {
      if (junctions.has(key))
        touching.set(key, [...(touching.get(key) ?? []), edge]);
    }
  }
  const joined = edges.filter(
    ({ from, to }) => !junctions.has(from) && !junctions.has(to),
  );
  const budget = { left: 5000 };
  for (const edge of edges) {
    // start where a line leaves a service for a junction
    for (const [service, first, out] of [
      [edge.from, edge.to, edge.heads !== 'backward'],
      [edge.to, edge.from, edge.heads === 'backward'],
    ] as const) {
      if (junctions.has(service) || !junctions.has(first) || !out) continue;
      const seen = new Set([first]);
      const queue = [first];
      while (queue.length && budget.left > 0) {
        const junction = queue.pop()!;
        for (const next of touching.get(junction) ?? []) {
          budget.left--;
          const other = next.from === junction ? next.to : next.from;
          const towards =
            next.from === junction
              ? next.heads !== 'backward'
              : next.heads !== 'forward';
          const entering = next.heads === 'none' || towards;
          if (next === edge || !entering) continue;
          if (!junctions.has(other)) {
            const headed = next.heads !== 'none' || edge.heads !== 'none';
            joined.push({
              ...edge,
              from: service,
              to: other,
              heads: headed ? 'forward' : 'none',
            });
          } else if (!seen.has(other)) {
            seen.add(other);
            queue.push(other);
          }
        }
      }
    }
  }
  return joined;
}
