/** Pixels of an upright, opaque picture: 8 bits of red, green and blue each, row by row. */
export interface Raster {
  data: Uint8Array;
  width: number;
  height: number;
}

/** A rectangle in pixels, possibly turned. */
export interface TextBox {
  /** Center. */
  cx: number;
  cy: number;
  /** Along the text. */
  length: number;
  /** Across the text. */
  thickness: number;
  /** Of the reading direction, in radians, clockwise from "to the right". */
  angle: number;
}

/** The upright rectangle around a box, in pixels. */
export function boundsOf({ cx, cy, length, thickness, angle }: TextBox) {
  const cos = Math.abs(Math.cos(angle));
  const sin = Math.abs(Math.sin(angle));
  const width = length * cos + thickness * sin;
  const height = length * sin + thickness * cos;
  return { x: cx - width / 2, y: cy - height / 2, width, height };
}
