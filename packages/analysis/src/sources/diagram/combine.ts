import { keyOf } from '../../vocabulary';
import { readLabel } from './label';
import type { Diagram } from './model';

/**
 * Several diagrams of one file (pages, blocks) as one: what has the same name in two of them is the same thing, unless
 * one of them has that name twice.
 */
export function combineDiagrams(
  format: string,
  diagrams: readonly Diagram[],
): Diagram {
  if (diagrams.length === 1) return { ...diagrams[0], format };
  const combined: Diagram = {
    format,
    system: diagrams.map(diagram => diagram.system).find(Boolean),
    nodes: [],
    edges: [],
    groups: [],
    warnings: [],
  };
  const known = new Map<string, string>();
  diagrams.forEach((diagram, index) => {
    const names = new Map<string, number>();
    const nameOf = (label: string) => keyOf(readLabel(label).name);
    for (const { label } of diagram.nodes) {
      const name = nameOf(label);
      names.set(name, (names.get(name) ?? 0) + 1);
    }
    const keys = new Map<string, string>();
    const fresh: Array<[string, string]> = [];
    for (const node of diagram.nodes) {
      const name = nameOf(node.label);
      const unique = name && names.get(name) === 1;
      const before = unique ? known.get(name) : undefined;
      const key = before ?? `${index}:${node.key}`;
      keys.set(node.key, key);
      if (before !== undefined) continue;
      combined.nodes.push({
        ...node,
        key,
        group: node.group === undefined ? undefined : `${index}:${node.group}`,
      });
      if (name) fresh.push([name, key]);
    }
    for (const [name, key] of fresh) if (!known.has(name)) known.set(name, key);
    const keyFor = (key: string) => keys.get(key) ?? `${index}:${key}`;
    for (const edge of diagram.edges) {
      combined.edges.push({
        ...edge,
        from: keyFor(edge.from),
        to: keyFor(edge.to),
      });
    }
    for (const { key, label, parent } of diagram.groups) {
      combined.groups.push({
        key: `${index}:${key}`,
        label,
        parent: parent === undefined ? undefined : `${index}:${parent}`,
      });
    }
    combined.warnings.push(...diagram.warnings);
  });
  return combined;
}
