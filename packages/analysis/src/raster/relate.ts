import {
  boundsOf,
  isInside,
  type Diagram,
  type Heads,
} from '../sources/diagram';
import { classifyNode, PASSIVE_TYPES } from '../sources/diagram/classify';
import { readLabel } from '../sources/diagram/label';
import { keyOf } from '../vocabulary';
import type { Target } from './attach';
import { textOf } from './blocks';
import type { Connector } from './connectors';
import type { FoundNodes } from './nodes';
import type { RasterNode } from './types';
import { centerOf } from './ways';

/** How sure a line with one head is, one with several branches, and one whose head is not clear. */
const SURE = { plain: 0.6, branched: 0.5, undirected: 0.4 };
const LABEL_REACH = 1.6;

/** Adds the lines that were followed as edges between nodes. */
export function addEdges(
  diagram: Diagram,
  connectors: readonly Connector[],
  found: FoundNodes,
): void {
  const names = new Map(found.nodes.map(node => [node.key, node]));
  const passive = new Set(found.nodes.filter(isPassive).map(({ key }) => key));
  for (const connector of connectors) {
    if (
      holds(connector.from, connector.to) ||
      holds(connector.to, connector.from)
    )
      continue;
    let from = resolve(connector.from, found);
    let to = resolve(connector.to, found);
    if (!from || !to || from === to) continue;
    const heads = headsOf(connector);
    // most drawings are read from the top left
    if (heads === 'none' && isBefore(connector.to, connector.from)) {
      [from, to] = [to, from];
    }
    if (
      connector.branched &&
      (heads === 'none' || heads === 'both') &&
      passive.has(from) === passive.has(to)
    )
      continue;
    const box = boundsOf(connector.path);
    const unclear = heads === 'none' || heads === 'both';
    const sure = connector.branched ? SURE.branched : SURE.plain;
    diagram.edges.push({
      from,
      to,
      heads,
      label: labelOf(connector, found),
      span: { start: 0, end: 0 },
      box,
      confidence: unclear ? SURE.undirected : sure,
    });
    if (unclear) {
      const shown = (key: string) =>
        readLabel(names.get(key)!.label).name.slice(0, 80);
      diagram.warnings.push({
        message: `The line between "${shown(from)}" and "${shown(to)}" ${
          heads === 'both'
            ? 'seems to have a head at both ends'
            : 'shows no clear head'
        }: settle which of them uses the other.`,
        span: { start: 0, end: 0 },
        box,
      });
    }
  }
}

/** Whether a thing is above another one, or left of it where that is more. */
function isBefore(a: Target, b: Target): boolean {
  const [first, second] = [centerOf(a.parts[0]), centerOf(b.parts[0])];
  const across = second.x - first.x;
  const down = second.y - first.y;
  return Math.abs(down) > Math.abs(across) ? down > 0 : across > 0;
}

function headsOf({ headAtStart, headAtEnd }: Connector): Heads {
  if (headAtStart) return headAtEnd ? 'both' : 'backward';
  return headAtEnd ? 'forward' : 'none';
}

function isPassive({ key, label }: RasterNode): boolean {
  const node = { key, label, span: { start: 0, end: 0 } };
  return PASSIVE_TYPES.has(classifyNode(node, readLabel(label)).type);
}

function holds(outer: Target, inner: Target) {
  return (
    outer.frame !== undefined &&
    isInside(centerOf(inner.parts[0]), outer.frame.box)
  );
}

/** The node that is meant: of a frame its only member, the one with its name, or the only one that uses others. */
function resolve(target: Target, { nodes }: FoundNodes): string | undefined {
  const { frame } = target;
  if (!frame) return target.key;
  const members = nodes.filter(({ box }) => isInside(centerOf(box), frame.box));
  if (members.length < 2) return members[0]?.key;
  const words = wordsOf(frame.label);
  const named = members.filter(({ label }) =>
    wordsOf(readLabel(label).name).some(word =>
      words.some(other => isKin(word, other)),
    ),
  );
  if (named.length === 1) return named[0].key;
  const interfaces = named.filter(({ label }) => /\bapi\b/i.test(label));
  if (interfaces.length === 1) return interfaces[0].key;
  if (members.length > 3) return undefined;
  const active = members.filter(node => !isPassive(node));
  return active.length === 1 ? active[0].key : undefined;
}

/** "orders", "ordering" and "order". */
function isKin(a: string, b: string) {
  return (
    a === b ||
    (Math.min(a.length, b.length) > 3 && (a.startsWith(b) || b.startsWith(a)))
  );
}

const GENERIC =
  /^(?:services?|apis?|apps?|app|systems?|the|and|of|de|servicios?|aplicacion|processor|worker|web|client|database|server)$/;
function wordsOf(text: string) {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .map(keyOf)
    .filter(word => word.length > 2 && !GENERIC.test(word));
}

/** Words beside a line say what it does. */
function labelOf(
  { path, branched }: Connector,
  { free }: FoundNodes,
): string | undefined {
  if (branched) return undefined;
  let best: { text: string; distance: number } | undefined;
  for (const { box, lines } of free) {
    const line = box.height / lines.length;
    for (let i = 0; i < path.length; i += 4) {
      const dx = Math.max(box.x - path[i].x, 0, path[i].x - box.x - box.width);
      const dy = Math.max(box.y - path[i].y, 0, path[i].y - box.y - box.height);
      const distance = Math.hypot(dx, dy);
      if (distance < line * LABEL_REACH && (!best || distance < best.distance))
        best = { text: textOf(lines), distance };
    }
  }
  return best?.text;
}
