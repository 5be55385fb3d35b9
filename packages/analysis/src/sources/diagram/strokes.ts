import { classifyNode, PASSIVE_TYPES } from './classify';
import {
  areaOf,
  boundsOf,
  centerOf,
  distanceTo,
  distanceToBorder,
  distanceToPath,
  unionOf,
  type Box,
  type Point,
} from './geometry';
import { readLabel } from './label';
import { Grid } from './grid';
import type { Item, Stroke } from './layout';
import { MAX_EDGES, type Diagram, type Heads } from './model';

/** Ends that are this far from a node (in the drawing's units) still mean it. */
const REACH = 45;
const TOUCH = 12;
/** How far a line is thought on, and in what steps. */
const FAR = 130;
const STEP = 6;
const MAX_FREE = 600;
const MAX_WORK = 500_000;

export interface Places {
  nodes: Item[];
  groups: Item[];
  /** Text that belongs to nothing yet: names of lines, or nodes without a box. */
  texts: Item[];
  moved: ReadonlyMap<string, string>;
  /** Keys of the nodes and groups. */
  keys: ReadonlySet<string>;
}

/** A line by the box around it. */
interface Way extends Box {
  stroke: Stroke;
}

interface Index extends Places {
  grid: Grid<Item>;
  ways: Grid<Way>;
  /** Steps of looking for lines that are left, since lines across the whole drawing are near to everything. */
  work: { left: number };
}

interface End {
  key?: string;
  at?: Point;
  headed: boolean;
  certain: boolean;
}

interface Line {
  stroke: Stroke;
  label?: string;
  start: End;
  end: End;
}

/** Ties lines to what they lead to and adds them to the diagram. */
export function connect(
  diagram: Diagram,
  strokes: readonly Stroke[],
  places: Places,
): void {
  const drawn = strokes.slice(0, MAX_EDGES);
  const index: Index = {
    ...places,
    work: { left: MAX_WORK },
    grid: new Grid(places.nodes),
    ways: new Grid(
      drawn
        .filter(({ path }) => path.length > 1)
        .map(stroke => ({ ...boundsOf(stroke.path), stroke })),
    ),
  };
  const lines = drawn.map(stroke => toLine(stroke, index));
  const lineOf = new Map(lines.map(line => [line.stroke, line]));
  nameLines(lineOf, index);
  const open: Line[] = [];
  for (const line of lines) {
    const { start, end, stroke } = line;
    if (start.key !== undefined && end.key !== undefined) {
      if (start.key === end.key) continue;
      diagram.edges.push({
        key: stroke.key,
        from: start.key,
        to: end.key,
        heads: stroke.heads,
        label: line.label,
        span: stroke.span,
        box: boxOf([stroke]),
        confidence: start.certain && end.certain ? undefined : 0.85,
      });
    } else open.push(line);
  }
  joinOpen(diagram, open, lineOf, index);
}

function toLine(stroke: Stroke, places: Index): Line {
  const { path, heads } = stroke;
  const meets = (at: Point) =>
    linesAt(at, TOUCH / 2, places).some(other => other !== stroke);
  const end = (
    key: string | undefined,
    way: readonly Point[],
    headed: boolean,
  ): End => {
    const [at, before] = way;
    const bound = key === undefined ? undefined : boundTo(key, places);
    if (bound !== undefined) return { key: bound, at, headed, certain: true };
    if (!at) return { headed, certain: false };
    let near = nearest(at, places, TOUCH);
    // where lines meet, the line goes on; only a loose end looks for what is near
    if (near === undefined && !meets(at)) {
      near =
        nearest(at, places, REACH) ??
        (before ? ahead(at, before, places) : undefined);
    }
    return { key: near, at, headed, certain: false };
  };
  return {
    stroke,
    label: stroke.label,
    start: end(stroke.from, path, heads === 'backward' || heads === 'both'),
    end: end(
      stroke.to,
      [...path].reverse(),
      heads === 'forward' || heads === 'both',
    ),
  };
}

/** Lines that pass a point within a distance. */
function linesAt(at: Point, reach: number, { ways, work }: Index): Stroke[] {
  if (work.left <= 0) return [];
  const found: Stroke[] = [];
  for (const way of ways.near(at, reach)) {
    work.left--;
    if (distanceTo(at, way) > reach) continue;
    work.left -= way.stroke.path.length;
    if (distanceToPath(at, way.stroke.path) <= reach) found.push(way.stroke);
  }
  return found;
}

/** Around lines that are drawn, and what is written on them. */
function boxOf(strokes: readonly Stroke[]): Box | undefined {
  const boxes = strokes.flatMap(({ path, caption }) => [
    ...(path.length ? [boundsOf(path)] : []),
    ...(caption ? [caption] : []),
  ]);
  return boxes.length ? unionOf(boxes) : undefined;
}

function boundTo(key: string, { moved, keys }: Places): string | undefined {
  let target = key;
  for (let i = 0; moved.has(target) && i < 10; i++) target = moved.get(target)!;
  return keys.has(target) ? target : undefined;
}

/** The node that a loose end means, else the group on whose edge it is. */
function nearest(
  at: Point,
  { grid, groups }: Index,
  limit: number,
): string | undefined {
  let best: { key: string; cost: number } | undefined;
  for (const node of grid.near(at, limit)) {
    const distance = distanceTo(at, node);
    const reach = Math.min(limit, Math.max(node.width, node.height) * 0.75 + 8);
    if (distance > reach) continue;
    const cost = distance + areaOf(node) / 1e7;
    if (!best || cost < best.cost) best = { key: node.key, cost };
  }
  for (const group of groups) {
    const cost = distanceToBorder(at, group) + 15;
    if (cost > 15 + TOUCH) continue;
    if (!best || cost < best.cost) best = { key: group.key, cost };
  }
  return best?.key;
}

/** The node that a line would meet if it went on a little: hand-drawn arrows often stop short. */
function ahead(at: Point, before: Point, { grid }: Index): string | undefined {
  const length = Math.hypot(at.x - before.x, at.y - before.y);
  if (length < 5) return undefined;
  const [dx, dy] = [(at.x - before.x) / length, (at.y - before.y) / length];
  for (
    let gone = STEP;
    gone <= Math.min(FAR, 40 + length * 1.5);
    gone += STEP
  ) {
    const point = { x: at.x + dx * gone, y: at.y + dy * gone };
    for (const node of grid.near(point, 0)) {
      if (distanceTo(point, node) === 0) return node.key;
    }
  }
  return undefined;
}

/** Free text beside a line is what the line says. */
function nameLines(lineOf: ReadonlyMap<Stroke, Line>, places: Index): void {
  for (const text of places.texts.slice(0, 1000)) {
    const center = centerOf(text);
    let best: { line: Line; distance: number } | undefined;
    for (const stroke of linesAt(center, 25 + text.height / 2, places)) {
      const line = lineOf.get(stroke)!;
      const distance = distanceToPath(center, stroke.path);
      if (line.label === undefined && (!best || distance < best.distance)) {
        best = { line, distance };
      }
    }
    if (best) best.line.label = text.label;
  }
}

/** Lines that end on other lines form one connection between all that they lead to. */
function joinOpen(
  diagram: Diagram,
  open: readonly Line[],
  lineOf: ReadonlyMap<Stroke, Line>,
  places: Index,
): void {
  const free = open.slice(0, MAX_FREE);
  const networks = new Map<Line, Line[]>();
  const networkOf = (line: Line) => {
    const known = networks.get(line);
    if (known) return known;
    const fresh = [line];
    networks.set(line, fresh);
    return fresh;
  };
  const join = (a: Line, b: Line) => {
    const [first, second] = [networkOf(a), networkOf(b)];
    if (first === second) return;
    const [large, small] =
      first.length >= second.length ? [first, second] : [second, first];
    for (const line of small) {
      large.push(line);
      networks.set(line, large);
    }
  };
  for (const line of free) {
    for (const end of [line.start, line.end]) {
      if (end.key !== undefined || !end.at) continue;
      for (const other of linesAt(end.at, TOUCH / 2, places)) {
        if (other !== line.stroke) join(line, lineOf.get(other)!);
      }
    }
  }
  const lost: Stroke[] = [];
  for (const network of new Set(networks.values()))
    relateNetwork(diagram, network, places);
  for (const line of free) {
    const bound = line.start.key !== undefined || line.end.key !== undefined;
    if (bound && !networks.has(line)) lost.push(line.stroke);
  }
  for (const stroke of lost.slice(0, 20)) {
    diagram.warnings.push({
      message:
        'A line of the drawing ends at nothing that has a name, so it was left out.',
      span: stroke.span,
      box: boxOf([stroke]),
    });
  }
}

function relateNetwork(
  diagram: Diagram,
  network: readonly Line[],
  places: Places,
): void {
  const ends = new Map<string, { headed: boolean; at?: Point }>();
  for (const { start, end } of network) {
    for (const { key, headed, at } of [start, end]) {
      if (key === undefined || ends.size > 50) continue;
      ends.set(key, { headed: headed || (ends.get(key)?.headed ?? false), at });
    }
  }
  if (ends.size < 2) return;
  const keys = [...ends.keys()];
  const passive = new Set(
    keys.filter(key => isPassive(places.nodes.find(node => node.key === key))),
  );
  const tails = keys.filter(key => !ends.get(key)!.headed);
  const active = keys.filter(key => !passive.has(key));
  let sources: string[];
  let heads: Heads = 'forward';
  if (tails.length && tails.length < keys.length) sources = tails;
  else {
    heads = tails.length ? 'none' : 'both';
    sources = active.length && active.length < keys.length ? active : [keys[0]];
  }
  const span = network[0].stroke.span;
  const box = boxOf(network.map(({ stroke }) => stroke));
  const label = network.map(line => line.label).find(Boolean);
  for (const from of sources) {
    for (const to of keys) {
      if (sources.includes(to) || diagram.edges.length >= MAX_EDGES) continue;
      diagram.edges.push({
        from,
        to,
        heads,
        label,
        span,
        box,
        confidence: 0.8,
      });
    }
  }
}

function isPassive(item: Item | undefined): boolean {
  if (!item) return false;
  return PASSIVE_TYPES.has(classifyNode(item, readLabel(item.label)).type);
}
