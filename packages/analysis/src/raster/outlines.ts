import type { Box } from '../sources/diagram';
import type { PixelPicture, PixelText } from './types';

/** Borders differ by this much from what is beside them. */
const DIFFERENT = 14;
/** Between the dashes of a border, in pixels. */
const GAP = 12;
const MIN_LENGTH = 60;
/** Share of a border that is drawn. */
const MIN_DRAWN = 0.45;
/** How far borders may be off each other: round corners take as much off their ends. */
const CORNER = 24;
const MIN_SIDE = 44;
/** More straight strokes are a pattern. */
const MAX_STROKES = 500;

/** A straight stroke or edge: from where to where along it, and where across. */
interface Stroke {
  from: number;
  to: number;
  first: number;
  last: number;
}

interface Outline {
  top: Stroke;
  bottom: Stroke;
  left: Stroke;
  right: Stroke;
  off: number;
}

/** Finds rectangles by their borders, which lines may cross and text may interrupt. */
export function findOutlines(
  picture: PixelPicture,
  lines: readonly PixelText[],
): Box[] {
  const texts = lines.map(({ box }) => box);
  const turned = texts.map(({ x, y, width, height }) => ({
    x: y,
    y: x,
    width: height,
    height: width,
  }));
  const across = strokesOf(picture, texts, false);
  const down = strokesOf(picture, turned, true);
  const found: Outline[] = [];
  if (across.length > MAX_STROKES || down.length > MAX_STROKES) return [];
  for (const top of across) {
    for (const bottom of across) {
      const height = bottom.first - top.last;
      if (
        height < MIN_SIDE ||
        Math.abs(top.from - bottom.from) > CORNER ||
        Math.abs(top.to - bottom.to) > CORNER
      )
        continue;
      const left = sideAt(down, Math.min(top.from, bottom.from), top, bottom);
      const right = sideAt(down, Math.max(top.to, bottom.to), top, bottom);
      if (left && right && right.first - left.last >= MIN_SIDE)
        found.push({ top, bottom, left, right, off: 0 });
    }
  }
  for (const outline of found) outline.off = offOf(outline);
  found.sort((a, b) => a.off - b.off);
  const best = found.filter(
    (outline, i) => !found.slice(0, i).some(other => isRival(outline, other)),
  );
  return best.map(({ top, bottom, left, right }) => ({
    x: left.last + 1,
    y: top.last + 1,
    width: right.first - left.last,
    height: bottom.first - top.last,
  }));
}

/** How far the strokes are from meeting at the corners. */
function offOf({ top, bottom, left, right }: Outline): number {
  return (
    Math.abs(top.from - left.first) +
    Math.abs(bottom.from - left.first) +
    Math.abs(top.to - right.last) +
    Math.abs(bottom.to - right.last) +
    Math.abs(left.from - top.first) +
    Math.abs(right.from - top.first) +
    Math.abs(left.to - bottom.last) +
    Math.abs(right.to - bottom.last)
  );
}

/** Whether two have three sides in common: one of them ends at something else. */
function isRival(a: Outline, b: Outline): boolean {
  const same = (['top', 'bottom', 'left', 'right'] as const).filter(
    side => a[side] === b[side],
  );
  return same.length > 2;
}

/** The stroke that joins the ends of two others. */
function sideAt(
  strokes: readonly Stroke[],
  at: number,
  top: Stroke,
  bottom: Stroke,
): Stroke | undefined {
  let best: Stroke | undefined;
  for (const stroke of strokes) {
    if (Math.abs((stroke.first + stroke.last) / 2 - at) > CORNER) continue;
    if (
      Math.abs(stroke.from - top.first) > CORNER ||
      Math.abs(stroke.to - bottom.last) > CORNER
    )
      continue;
    if (!best || Math.abs(stroke.first - at) < Math.abs(best.first - at))
      best = stroke;
  }
  return best;
}

/** Horizontal strokes, or vertical ones. */
function strokesOf(
  { width, height, data }: PixelPicture,
  texts: readonly Box[],
  vertical: boolean,
): Stroke[] {
  const channels = data.length >= width * height * 3 ? 3 : 1;
  const [along, across] = vertical ? [height, width] : [width, height];
  const step = (vertical ? width : 1) * channels;
  const next = (vertical ? 1 : width) * channels;
  const strokes: Stroke[] = [];
  let open: Stroke[] = [];
  for (let row = 0; row + 1 < across && strokes.length <= MAX_STROKES; row++) {
    const isEdge = (at: number) => {
      const i = row * next + at * step;
      for (let c = 0; c < channels; c++)
        if (Math.abs(data[i + c] - data[i + c + next]) >= DIFFERENT)
          return true;
      return false;
    };
    const before = open.filter(stroke => row - stroke.last < 3);
    const hidden = texts.filter(
      text => row >= text.y - 1 && row <= text.y + text.height + 1,
    );
    const near = runsOf(along, isEdge, hidden)
      .filter(run => !texts.some(text => isWritten(text, run, row)))
      .map(run => join(before, strokes, { ...run, first: row, last: row }));
    open = [...before, ...near];
  }
  return strokes;
}

/** Where a row has edges, dashes joined and what goes on behind text. */
function runsOf(
  length: number,
  isEdge: (at: number) => boolean,
  hidden: readonly Box[],
) {
  const hiddenIn = (a: number, b: number) =>
    hidden.reduce(
      (sum, { x, width }) =>
        sum + Math.max(0, Math.min(b, x + width) - Math.max(a, x)),
      0,
    );
  const runs: Array<{ from: number; to: number }> = [];
  let from = -1;
  let to = -1;
  let count = 0;
  for (let at = 0; at <= length; at++) {
    const found = at < length && isEdge(at);
    if (
      from >= 0 &&
      (at === length ||
        (found && at - to > GAP && at - to - hiddenIn(to, at) > GAP))
    ) {
      if (
        to - from >= MIN_LENGTH &&
        count >= (to - from - hiddenIn(from, to)) * MIN_DRAWN
      )
        runs.push({ from, to });
      from = -1;
    }
    if (!found) continue;
    if (from < 0) {
      from = at;
      count = 0;
    }
    to = at;
    count++;
  }
  return runs;
}

/** Whether a run is of letters. */
function isWritten(
  text: Box,
  { from, to }: { from: number; to: number },
  row: number,
) {
  return (
    row >= text.y - 2 &&
    row <= text.y + text.height + 2 &&
    Math.min(to, text.x + text.width) - Math.max(from, text.x) >
      (to - from) * 0.6
  );
}

/** Adds a run to the stroke on the rows before that it is part of. */
function join(open: readonly Stroke[], strokes: Stroke[], run: Stroke): Stroke {
  const known = open.find(
    stroke =>
      Math.min(stroke.to, run.to) - Math.max(stroke.from, run.from) >
      Math.min(stroke.to - stroke.from, run.to - run.from) * 0.6,
  );
  if (!known) {
    strokes.push(run);
    return run;
  }
  known.from = Math.min(known.from, run.from);
  known.to = Math.max(known.to, run.to);
  known.last = run.last;
  return known;
}
