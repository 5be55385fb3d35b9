import {
  onPicture,
  parseXml,
  readLabel,
  unionOf,
  type Box,
  type Diagram,
  type DiagramEdge,
} from '../sources/diagram';
import { readDrawing } from '../sources/svg';
import { svgIn } from '../sources/svg/document';
import { keyOf } from '../vocabulary';

const nameOf = (label: string) => keyOf(readLabel(label).name);
const pairOf = (a: string, b: string) => [a, b].sort().join('\n');

/**
 * Finds on an SVG picture what its source says, where the source has no coordinates: nodes by their labels, lines by
 * what they join. What cannot be found for sure gets no box.
 */
export function locateOn(svg: string): (diagram: Diagram) => void {
  return diagram => {
    const drawn = drawingOf(svg);
    if (!drawn) return;
    const byLabel = uniqueBy(drawn.nodes, node => nameOf(node.label));
    const drawnAs = new Map<string, string>();
    const twice = repeated(diagram.nodes.map(({ label }) => nameOf(label)));
    for (const node of diagram.nodes) {
      const name = nameOf(node.label);
      const found = twice.has(name) ? undefined : byLabel.get(name);
      if (!found?.box) continue;
      node.box = found.box;
      drawnAs.set(node.key, found.key);
    }
    const lines = uniqueBy(drawn.edges, edge => pairOf(edge.from, edge.to));
    const boxes = new Map(diagram.nodes.map(({ key, box }) => [key, box]));
    for (const edge of diagram.edges) {
      edge.box = lineBox(edge, drawnAs, lines) ?? spanning(edge, boxes);
    }
  };
}

function drawingOf(text: string): Diagram | undefined {
  try {
    const svg = svgIn(parseXml(text));
    if (!svg) return undefined;
    const { diagram, frame } = readDrawing(svg);
    for (const item of [...diagram.nodes, ...diagram.edges])
      item.box = item.box && onPicture(item.box, frame);
    return diagram;
  } catch (error) {
    // what the source says is known without it
    if ((error as Error).name !== 'InputError') throw error;
    return undefined;
  }
}

function lineBox(
  { from, to }: DiagramEdge,
  drawnAs: ReadonlyMap<string, string>,
  lines: ReadonlyMap<string, DiagramEdge>,
): Box | undefined {
  const [a, b] = [drawnAs.get(from), drawnAs.get(to)];
  return a !== undefined && b !== undefined
    ? lines.get(pairOf(a, b))?.box
    : undefined;
}

/** The box that spans both ends of a line, which is somewhere in it. */
function spanning(
  { from, to }: DiagramEdge,
  boxes: ReadonlyMap<string, Box | undefined>,
): Box | undefined {
  const [a, b] = [boxes.get(from), boxes.get(to)];
  return a && b ? unionOf([a, b]) : undefined;
}

function repeated(names: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(names.filter(name => seen.has(name) || !seen.add(name)));
}

/** Items by a key that only one of them has. */
function uniqueBy<T>(
  items: readonly T[],
  key: (item: T) => string,
): Map<string, T> {
  const names = items.map(key);
  const twice = repeated(names);
  return new Map(
    items.flatMap(
      (item, i): Array<[string, T]> =>
        names[i] && !twice.has(names[i]) ? [[names[i], item]] : [],
    ),
  );
}
