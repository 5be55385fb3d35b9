import type { Box, Point } from '../sources/diagram';
import {
  addEdge,
  lengthOf,
  pathFrom,
  type Edge,
  type Skeleton,
  type Vertex,
} from './skeleton';
import { smoothAll } from './prune';
import {
  angleOf,
  between,
  direction,
  distanceToBox,
  headingAt,
  rayTo,
} from './ways';

/** Gaps of dashed lines, in pixels. */
const GAP = 18;
/** The same between thick dashes, and how little is left of those. */
const WIDE_GAP = 26;
const DASH = 10;
/** Straight on comes first. */
const CORNER = 60;
const FORK = 22;
/** What lies over a line hides as much of it as it is wide. */
const MAX_GAP = 260;
const MAX_ENDS = 4000;
const CELL = 64;
/** So far around its text a plate hides a line. */
const PLATE = 26;

interface End {
  vertex: Vertex;
  edge: Edge;
  heading: Point;
}

/** Joins the ends of lines that go on behind a gap: dashes, and lines that text or a frame is drawn over. */
export function linkGaps(
  skeleton: Skeleton,
  isDone: (vertex: Vertex) => boolean,
  covers: readonly Box[],
): void {
  // where a dash points to is vague, so what lies over a dashed line is crossed when its dashes are one line
  join(endsOf(skeleton, isDone), skeleton, []);
  smoothAll(skeleton);
  const left = join(endsOf(skeleton, isDone), skeleton, covers);
  linkForks(skeleton, left);
}

function endsOf(skeleton: Skeleton, isDone: (vertex: Vertex) => boolean) {
  const ends: End[] = [];
  for (const vertex of skeleton.vertices) {
    if (vertex.edges.size !== 1 || isDone(vertex)) continue;
    const [edge] = vertex.edges;
    if (edge.a === edge.b) continue;
    const path = pathFrom(edge, vertex).slice().reverse();
    ends.push({ vertex, edge, heading: headingAt(path, 16) });
    if (ends.length >= MAX_ENDS) break;
  }
  return ends;
}

/** Joins ends that fit, the best first; answers with those that are left. */
function join(
  ends: readonly End[],
  skeleton: Skeleton,
  covers: readonly Box[],
): End[] {
  const near = nearIn(ends);
  const pairs: Array<{ a: End; b: End; cost: number }> = [];
  for (const a of ends) {
    const reach = reachOf(a, covers);
    for (const b of near(a.vertex, reach)) {
      if (b === a || b.edge === a.edge) continue;
      const gap = between(a.vertex, b.vertex);
      if (gap > reach) continue;
      const way = direction(a.vertex, b.vertex);
      const back = { x: -way.x, y: -way.y };
      const off =
        gap < 3
          ? 0
          : Math.max(angleOf(a.heading, way), angleOf(b.heading, back));
      const turn = 180 - angleOf(a.heading, b.heading);
      const limit = mostOff(gap);
      if (off > limit || turn > (gap < 14 ? 95 : 35)) {
        if (isCorner(a, b, gap) && turn > 70 && turn < 110)
          pairs.push({ a, b, cost: gap + CORNER });
        continue;
      }
      const isDashed = gap <= WIDE_GAP && lengthOf(b.edge) < DASH;
      if (
        gap > GAP &&
        !isDashed &&
        !covers.some(box => hides(box, a.vertex, b.vertex))
      )
        continue;
      pairs.push({ a, b, cost: gap + off * 0.5 + turn * 0.1 });
    }
  }
  pairs.sort((p, q) => p.cost - q.cost);
  const done = new Set<End>();
  for (const { a, b } of pairs) {
    if (done.has(a) || done.has(b)) continue;
    done.add(a);
    done.add(b);
    addEdge(skeleton, {
      a: a.vertex,
      b: b.vertex,
      path: straight(a.vertex, b.vertex),
    });
  }
  return ends.filter(end => !done.has(end));
}

/** Finds ends by where they are. */
function nearIn(ends: readonly End[]) {
  const grid = new Map<string, End[]>();
  const cellOf = ({ x, y }: Point) => [
    Math.floor(x / CELL),
    Math.floor(y / CELL),
  ];
  for (const end of ends) {
    const key = cellOf(end.vertex).join();
    grid.set(key, [...(grid.get(key) ?? []), end]);
  }
  return (from: Point, reach: number) => {
    const [cx, cy] = cellOf(from);
    const r = Math.ceil(reach / CELL);
    const found: End[] = [];
    for (let y = cy - r; y <= cy + r; y++)
      for (let x = cx - r; x <= cx + r; x++)
        found.push(...(grid.get(`${x},${y}`) ?? []));
    return found;
  };
}

/** How far from an end the line may go on: behind what it runs up against. */
function reachOf(end: End, covers: readonly Box[]): number {
  const { vertex, heading } = end;
  const over = covers.filter(
    box =>
      distanceToBox(vertex, box) < 10 ||
      (distanceToBox(vertex, box) < PLATE &&
        rayTo(vertex, heading, box, PLATE * 1.5) < Infinity),
  );
  // thinning takes more off thick dashes than it leaves
  if (!over.length) return lengthOf(end.edge) < DASH ? WIDE_GAP : GAP;
  const through = over.map(box =>
    Math.min(Math.hypot(box.width, box.height), crossed(end, box)),
  );
  return Math.min(MAX_GAP, Math.max(...through) + GAP);
}

/** Joins ends to where other lines meet just ahead: of a dash that crosses there hardly anything may be left. */
function linkForks(skeleton: Skeleton, ends: readonly End[]): void {
  const forks = [...skeleton.vertices].filter(({ edges }) => edges.size === 3);
  for (const { vertex, heading } of ends) {
    const fork = forks.find(({ x, y }) => {
      const [dx, dy] = [x - vertex.x, y - vertex.y];
      const ahead = dx * heading.x + dy * heading.y;
      const beside = Math.abs(dx * heading.y - dy * heading.x);
      return ahead > 2 && ahead < FORK && beside < 3;
    });
    if (fork)
      addEdge(skeleton, { a: vertex, b: fork, path: straight(vertex, fork) });
  }
}

/** Whether two ends meet at a corner that both lead to. */
function isCorner(a: End, b: End, gap: number): boolean {
  const ahead = (from: End, to: End) =>
    (to.vertex.x - from.vertex.x) * from.heading.x +
    (to.vertex.y - from.vertex.y) * from.heading.y;
  return gap <= GAP && ahead(a, b) > -3 && ahead(b, a) > -3;
}

/** How far off its way a line may go on, in degrees: dashes are short, so where they point is vague. */
function mostOff(gap: number): number {
  if (gap < 14) return 50;
  return gap <= GAP ? 30 : 14;
}

/** How long the way through a box is from an end on. */
function crossed({ vertex, heading }: End, box: Box): number {
  const across =
    Math.abs(heading.x) > 0.01 ? box.width / Math.abs(heading.x) : Infinity;
  const down =
    Math.abs(heading.y) > 0.01 ? box.height / Math.abs(heading.y) : Infinity;
  return Math.min(across, down) + distanceToBox(vertex, box) * 2;
}

function hides(box: Box, a: Point, b: Point): boolean {
  return [0.25, 0.5, 0.75].some(
    share =>
      distanceToBox(
        { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share },
        box,
      ) < 6,
  );
}

function straight(a: Point, b: Point): Point[] {
  const count = Math.max(1, Math.round(between(a, b)));
  return Array.from({ length: count + 1 }, (_, i) => ({
    x: a.x + ((b.x - a.x) * i) / count,
    y: a.y + ((b.y - a.y) * i) / count,
  }));
}
