import { unionOf, type Box } from './geometry';
import type { Diagram } from './model';

/** How far a drawing reaches: its shapes, and together with its words, whose size is an estimate. */
export interface Extent {
  shapes: Box;
  all: Box;
}

/** Size of a picture in pixels. */
export interface PictureSize {
  width: number;
  height: number;
  /** Drawn from a document, at whatever enlargement. */
  rendered?: boolean;
}

/** A part of a drawing that its picture may show, and how badly their sizes agree (0: to the pixel). */
export interface Fit {
  frame: Box;
  misfit: number;
}

/** Enlargements that drawing tools offer. */
const SCALES = [1, 2, 3, 1.5, 4, 0.5, 1.25, 0.75, 2.5, 0.25, 5];
/** A border of more than this, in units of the drawing, is nobody's choice. */
const MAX_BORDER = 120;
/** What an estimate may be off, as a share of the drawing. */
const TOLERANCE = 0.12;
/** What a scale that nobody offers is worse, as a share of the drawing. */
const ODD = 0.015;
/** Thinner than this share of the picture, a box could not be seen. */
const MIN_SIDE = 0.006;

/** How far a drawing reaches; `undefined` where nothing is drawn. */
export function extentOf(
  shapes: readonly Box[],
  words: readonly Box[],
): Extent | undefined {
  const drawn = shapes.length ? shapes : words;
  if (!drawn.length) return undefined;
  return { shapes: unionOf(drawn), all: unionOf([...shapes, ...words]) };
}

/**
 * The part of a drawing that its picture shows. A tool exports what is drawn, enlarged, with the same border on all
 * sides, so the picture's size tells both; what is left over belongs to words that reach farther than estimated.
 */
export function fitFrame(extent: Extent, picture: PictureSize): Fit {
  const { all } = extent;
  let best: { scale: number; cost: number } | undefined;
  const odd = [
    picture.width / Math.max(1, all.width),
    picture.height / Math.max(1, all.height),
  ];
  for (const scale of [...(picture.rendered ? [] : SCALES), ...odd]) {
    const dx = picture.width / scale - all.width;
    const dy = picture.height / scale - all.height;
    const short = Math.min(dx, dy);
    if (
      short < -TOLERANCE * Math.max(all.width, all.height) ||
      Math.max(dx, dy) > 2 * MAX_BORDER + TOLERANCE * all.width
    )
      continue;
    const uneven = Math.abs(dx - dy);
    const cost =
      uneven +
      2 * Math.max(0, -short) +
      Math.abs(short) / 4 +
      (odd.includes(scale) ? ODD * Math.max(all.width, all.height) : 0);
    if (!best || cost < best.cost) best = { scale, cost };
  }
  const scale = best?.scale ?? Math.min(...odd);
  const size = {
    width: picture.width / scale,
    height: picture.height / scale,
  };
  const spare = {
    x: size.width - all.width,
    y: size.height - all.height,
  };
  const border = Math.max(0, Math.min(spare.x, spare.y) / 2);
  const { shapes } = extent;
  const left = before(
    spare.x - 2 * border,
    shapes.x - all.x,
    all.x + all.width - shapes.x - shapes.width,
  );
  const top = before(
    spare.y - 2 * border,
    shapes.y - all.y,
    all.y + all.height - shapes.y - shapes.height,
  );
  return {
    frame: {
      x: all.x - border - left,
      y: all.y - border - top,
      width: Math.max(1, size.width),
      height: Math.max(1, size.height),
    },
    misfit: Math.abs(
      Math.log(
        size.width /
          Math.max(1, all.width + 2 * border) /
          (size.height / Math.max(1, all.height + 2 * border)),
      ),
    ),
  };
}

/** What of `rest` lies before the drawing: words that stick out on a side are what was estimated wrongly. */
function before(rest: number, first: number, last: number): number {
  const out = Math.max(0, first) + Math.max(0, last);
  return out > 1 ? (rest * Math.max(0, first)) / out : rest / 2;
}

/** A box of a drawing as a part of its picture, or nothing where it is outside or no box. */
export function onPicture(box: Box, frame: Box): Box | undefined {
  const [x, width] = side(box.x - frame.x, box.width, frame.width);
  const [y, height] = side(box.y - frame.y, box.height, frame.height);
  return [x, y, width, height].every(Number.isFinite) && width && height
    ? { x, y, width, height }
    : undefined;
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4;

function side(from: number, length: number, whole: number): [number, number] {
  let start = from / whole;
  let end = (from + length) / whole;
  if (!(end >= 0 && start <= 1)) return [NaN, NaN];
  if (end - start < MIN_SIDE) {
    const middle = (start + end) / 2;
    start = middle - MIN_SIDE / 2;
    end = middle + MIN_SIDE / 2;
  }
  start = rounded(Math.max(0, Math.min(1 - MIN_SIDE, start)));
  end = rounded(Math.min(1, Math.max(start + MIN_SIDE, end)));
  return [start, rounded(end - start)];
}

/** Turns the places of everything in a diagram into parts of the picture that shows `frame` of the drawing. */
export function showOn(diagram: Diagram, frame: Box): void {
  for (const item of [
    ...diagram.nodes,
    ...diagram.edges,
    ...diagram.warnings,
  ]) {
    item.box = item.box && onPicture(item.box, frame);
  }
}
