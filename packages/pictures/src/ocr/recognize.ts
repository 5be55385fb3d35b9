import { STRIP_HEIGHT, type Strip } from './crop';
import { decodeCtc, type Reading } from './ctc';
import type { Engine } from './engine';

/** Memory of the recognizer is bounded by the columns of a batch. */
const MAX_COLUMNS = 2_560;
const MAX_STRIPS = 16;

/** What each strip says, in their order. */
export async function readStrips(
  strips: Strip[],
  engine: Engine,
): Promise<Reading[]> {
  const readings = new Array<Reading>(strips.length);
  for (const batch of batchesByWidth(strips)) {
    const width = Math.max(...batch.map(n => strips[n].width));
    const plane = STRIP_HEIGHT * width;
    const input = new Float32Array(batch.length * 3 * plane);
    batch.forEach((n, position) => {
      const strip = strips[n];
      for (let row = 0; row < 3 * STRIP_HEIGHT; row++) {
        input.set(
          strip.data.subarray(row * strip.width, (row + 1) * strip.width),
          position * 3 * plane + row * width,
        );
      }
    });
    const output = await engine.recognize(input, [
      batch.length,
      3,
      STRIP_HEIGHT,
      width,
    ]);
    const [, steps, classes] = output.dims;
    const probabilities = output.data as Float32Array;
    batch.forEach((n, position) => {
      readings[n] = decodeCtc(
        probabilities.subarray(
          position * steps * classes,
          (position + 1) * steps * classes,
        ),
        steps,
        classes,
        engine.dictionary,
      );
    });
  }
  return readings;
}

/** Strips of about the same width together, so that little is computed for nothing. */
export function batchesByWidth(strips: Array<{ width: number }>): number[][] {
  const order = strips.map((_, n) => n);
  order.sort((a, b) => strips[a].width - strips[b].width);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const n of order) {
    const { width } = strips[n];
    if (
      batch.length > 0 &&
      (batch.length >= MAX_STRIPS ||
        width * (batch.length + 1) > MAX_COLUMNS ||
        strips[batch[0]].width < width * 0.8)
    ) {
      batches.push(batch);
      batch = [];
    }
    batch.push(n);
  }
  return batch.length ? [...batches, batch] : batches;
}
