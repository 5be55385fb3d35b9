/** A place in a picture as fractions (0 to 1) of its width and height, origin top left. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Gemini's boxes are `[ymin, xmin, ymax, xmax]` in thousandths. */
const SCALE = 1000;
/** A straight connector has no area; it gets this thickness, in thousandths. */
const THICKNESS = 10;
/** How far outside of an element its caption may stand, as a fraction of the picture. */
const CAPTION_DISTANCE = 0.05;

/**
 * Reads a box of Gemini's. Ends in the wrong order are put right, what is outside of the picture is cut off.
 *
 * @returns undefined for what is no box, or has no area inside of the picture
 */
export function fromBox2d(numbers: number[] | undefined): Box | undefined {
  const area = readArea(numbers);
  return area && area.right > area.left && area.bottom > area.top
    ? toBox(area)
    : undefined;
}

/** Like {@link fromBox2d} for a line, which may be thin. */
export function fromLine2d(numbers: number[] | undefined): Box | undefined {
  const area = readArea(numbers);
  if (!area || Math.max(area.right - area.left, area.bottom - area.top) <= 0) {
    return undefined;
  }
  const [left, right] = thicken(area.left, area.right);
  const [top, bottom] = thicken(area.top, area.bottom);
  return toBox({ left, top, right, bottom });
}

/** In Gemini's convention, for a prompt. */
export function toBox2d({ x, y, width, height }: Box): number[] {
  return [y, x, y + height, x + width].map(fraction =>
    Math.round(clamp(fraction * SCALE)),
  );
}

/** The smallest box around both. */
export function unite(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** Whether a label stands in an element, or as close to it as captions stand to icons. */
export function isLabelOf(element: Box, label: Box): boolean {
  const marginX = Math.max(CAPTION_DISTANCE, element.width / 2);
  const marginY = Math.max(CAPTION_DISTANCE, element.height / 2);
  const x = label.x + label.width / 2;
  const y = label.y + label.height / 2;
  return (
    x >= element.x - marginX &&
    x <= element.x + element.width + marginX &&
    y >= element.y - marginY &&
    y <= element.y + element.height + marginY
  );
}

interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function readArea(numbers: number[] | undefined): Area | undefined {
  if (numbers?.length !== 4 || !numbers.every(Number.isFinite)) {
    return undefined;
  }
  const [y1, x1, y2, x2] = numbers.map(clamp);
  return {
    left: Math.min(x1, x2),
    top: Math.min(y1, y2),
    right: Math.max(x1, x2),
    bottom: Math.max(y1, y2),
  };
}

function thicken(from: number, to: number): [number, number] {
  const missing = THICKNESS - (to - from);
  return missing > 0
    ? [clamp(from - missing / 2), clamp(to + missing / 2)]
    : [from, to];
}

function toBox({ left, top, right, bottom }: Area): Box {
  return {
    x: left / SCALE,
    y: top / SCALE,
    width: (right - left) / SCALE,
    height: (bottom - top) / SCALE,
  };
}

function clamp(value: number): number {
  return Math.min(SCALE, Math.max(0, value));
}
