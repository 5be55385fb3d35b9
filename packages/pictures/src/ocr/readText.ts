import { findBoxes } from './boxes';
import { cropStrip } from './crop';
import type { Reading } from './ctc';
import { decodePicture } from './decode';
import { detectText } from './detect';
import type { Engine } from './engine';
import { inReadingOrder, joinWords } from './lines';
import { boundsOf, type Raster, type TextBox } from './raster';
import { readStrips } from './recognize';
import type { RecognizedText, TextLine } from './types';

/** Less is what icons and arrow heads are read as. */
const MIN_CONFIDENCE = 0.4;
/** Pixels of the text map: thicker boxes are words, thinner ones lines. */
const LARGE = 36;
/** What stands is read in both directions, and as upright too when it may be a narrow letter or two. */
const MAYBE_UPRIGHT = 2.5;

/**
 * Reads the text in a picture.
 *
 * @throws PictureError when it cannot be decoded
 */
export async function readText(
  bytes: Uint8Array,
  engine: Engine,
): Promise<RecognizedText> {
  const picture = await decodePicture(bytes);
  const { width, height } = picture;
  const map = await detectText(picture, engine.detect);
  const attempts = joinWords(findBoxes(map), LARGE / map.scale).map(
    directionsOf,
  );
  const readings = await readStrips(
    attempts.flat().map(box => cropStrip(picture, box)),
    engine,
  );
  const lines: TextLine[] = [];
  for (const boxes of attempts) {
    const own = readings.splice(0, boxes.length);
    const best = own.reduce((a, b) => (b.confidence > a.confidence ? b : a));
    if (best.text && best.confidence >= MIN_CONFIDENCE) {
      lines.push(lineOf(best, boxes[0], picture));
    }
  }
  return { lines: inReadingOrder(lines), width, height };
}

function directionsOf(box: TextBox): TextBox[] {
  const standing = Math.abs(box.angle) > Math.PI / 4;
  if (!standing) {
    return [box];
  }
  const { length, thickness, angle } = box;
  return [
    box,
    { ...box, angle: angle + Math.PI },
    ...(length < MAYBE_UPRIGHT * thickness
      ? [
          {
            ...box,
            length: thickness,
            thickness: length,
            angle: angle + Math.PI / 2,
          },
        ]
      : []),
  ];
}

function lineOf(
  { text, confidence }: Reading,
  box: TextBox,
  picture: Raster,
): TextLine {
  const { x, y, width, height } = boundsOf(box);
  const left = Math.max(0, x / picture.width);
  const top = Math.max(0, y / picture.height);
  return {
    text,
    confidence: Math.min(1, confidence),
    x: left,
    y: top,
    width: Math.min(1, (x + width) / picture.width) - left,
    height: Math.min(1, (y + height) / picture.height) - top,
  };
}
