import type { Extraction, SourceText } from '../../source';
import {
  emptyDiagram,
  headOf,
  parseXml,
  showOn,
  toExtraction,
  XML_PROLOG,
} from '../diagram';
import { svgIn } from './document';
import { readDrawing } from './drawing';

export { readCellBoxes } from './cells';
export { readDrawing } from './drawing';

/** Whether a text is an SVG picture. */
export function isSvg(text: string): boolean {
  return /^<(?:[\w-]{1,40}:)?svg[\s>]/.test(headOf(text, XML_PROLOG));
}

/**
 * Reads an SVG picture that carries no source: text in boxes, boxes in boxes, lines between them. Nothing of it is
 * rendered, run or fetched.
 *
 * @throws InputError when it is not XML, or is refused (entities, too deep)
 */
export function extractSvg(source: SourceText): Extraction {
  const svg = svgIn(parseXml(source.text));
  if (!svg) {
    const diagram = emptyDiagram('svg');
    diagram.warnings.push({ message: 'The file holds no <svg> element.' });
    return toExtraction(diagram, source);
  }
  const { diagram, frame } = readDrawing(svg);
  showOn(diagram, frame);
  return toExtraction(diagram, source);
}
