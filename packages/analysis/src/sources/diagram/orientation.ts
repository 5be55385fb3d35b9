import { PASSIVE_TYPES } from './classify';
import type { ReadNode } from './extraction';
import type { DiagramEdge } from './model';

/** Who calls whom, from the outside in; used only where a line does not say. */
const RANKS: Record<string, number> = {
  website: 0,
  'mobile-app': 0,
  'desktop-app': 0,
  cli: 0,
  dns: 1,
  cdn: 1,
  firewall: 1,
  network: 1,
  'load-balancer': 2,
  'api-gateway': 2,
  service: 3,
  worker: 3,
  function: 3,
  job: 3,
};
const rankOf = ({ found }: ReadNode): number =>
  RANKS[found.type] ?? (PASSIVE_TYPES.has(found.type) ? 5 : 4);

/** Whether `to` gets from `from` what is kept or passed on there. */
function isFed(from: ReadNode, to: ReadNode): boolean {
  return (
    PASSIVE_TYPES.has(from.found.type) &&
    ((to.found.kind === 'component' && to.found.type !== 'external-service') ||
      (from.found.type === 'registry' && !PASSIVE_TYPES.has(to.found.type)))
  );
}

/**
 * Points a line at what is depended on. Arrow heads decide; a line from a broker or a store to a component shows the
 * flow of data, and the component is what depends.
 */
export function orient(
  edge: DiagramEdge,
  a: ReadNode,
  b: ReadNode,
): { from: ReadNode; to: ReadNode; confidence: number } {
  const base = edge.confidence ?? 1;
  if (edge.heads === 'forward' || edge.heads === 'backward') {
    const [from, to] = edge.heads === 'forward' ? [a, b] : [b, a];
    return isFed(from, to)
      ? { from: to, to: from, confidence: base * 0.9 }
      : { from, to, confidence: base };
  }
  const certainty = edge.heads === 'both' ? 0.9 : 0.6;
  return rankOf(a) <= rankOf(b)
    ? { from: a, to: b, confidence: base * certainty }
    : { from: b, to: a, confidence: base * certainty };
}
