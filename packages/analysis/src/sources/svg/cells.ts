import { onPicture, parseXml, unionOf, type Box } from '../diagram';
import { readShapes } from './shapes';
import { IDENTITY } from './transform';
import { svgIn } from './document';
import { viewOf } from './view';

/**
 * Where draw.io drew each of its cells, in fractions of the picture, by the ids that newer versions write into an SVG.
 * `undefined` where there are none, or the SVG is not readable.
 */
export function readCellBoxes(text: string): Map<string, Box> | undefined {
  if (!text.includes('data-cell-id=')) return undefined;
  try {
    const svg = svgIn(parseXml(text));
    if (!svg) return undefined;
    const view = viewOf(svg);
    const found = new Map<string, Box>();
    for (const [id, boxes] of readShapes(svg, IDENTITY).cells) {
      const box = onPicture(unionOf(boxes), view);
      if (box) found.set(id, box);
    }
    return found;
  } catch (error) {
    // the source tells all but the exact places
    if ((error as Error).name !== 'InputError') throw error;
    return undefined;
  }
}
