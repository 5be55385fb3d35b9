import type { Box, XmlElement } from '../diagram';
import { lengthOf } from './style';
import { numbersIn, transformed, type Matrix } from './transform';

const FONT_SIZE = 16;
const UNSIZED = { width: 300, height: 150 };

/** The part of its coordinates that an SVG shows: its view box, else its size, else what browsers take for both. */
export function viewOf(svg: XmlElement): Box {
  const { viewBox, width, height } = svg.attributes;
  const [x, y, w, h] = numbersIn(viewBox ?? '', 4);
  if (w > 0 && h > 0) return { x, y, width: w, height: h };
  const size = {
    width: lengthOf(width, FONT_SIZE) ?? 0,
    height: lengthOf(height, FONT_SIZE) ?? 0,
  };
  return size.width > 0 && size.height > 0
    ? { x: 0, y: 0, ...size }
    : { x: 0, y: 0, ...UNSIZED };
}

/** Coordinates inside a nested picture, which is moved to its place and scaled to its size. */
export function shownBy(
  element: XmlElement,
  around: Matrix,
  sized: XmlElement = element,
): Matrix {
  const { attributes } = element;
  const own = element === sized;
  const x = own ? lengthOf(attributes.x, FONT_SIZE) ?? 0 : 0;
  const y = own ? lengthOf(attributes.y, FONT_SIZE) ?? 0 : 0;
  const [left, top, w, h] = numbersIn(attributes.viewBox ?? '', 4);
  const moved = transformed(around, `translate(${x} ${y})`);
  if (!(w > 0 && h > 0)) return moved;
  const width = lengthOf(sized.attributes.width, FONT_SIZE) ?? w;
  const height = lengthOf(sized.attributes.height, FONT_SIZE) ?? h;
  const scale = Math.min(width / w, height / h);
  if (!(scale > 0)) return moved;
  const dx = (width - w * scale) / 2 - left * scale;
  const dy = (height - h * scale) / 2 - top * scale;
  return transformed(moved, `translate(${dx} ${dy}) scale(${scale})`);
}

/** The element of the same document that a `<use>` means. What is elsewhere is never fetched. */
export function referred(
  element: XmlElement,
  byId: ReadonlyMap<string, XmlElement>,
): XmlElement | undefined {
  const href = element.attributes.href ?? element.attributes['xlink:href'];
  return href?.startsWith('#') ? byId.get(href.slice(1)) : undefined;
}
