import type { PixelPicture, PixelText } from './types';

/** Heights of text, in pixels, between which lines, heads and gaps have the sizes that are looked for. */
const USUAL = { least: 13.5, most: 30, wanted: 19 };
const MAX_FACTOR = 2;
/** Larger pictures take too long. */
const MAX_PIXELS = 4_000_000;

/** Scales a picture whose text is so large or small that its strokes are too; others are returned as they are. */
export function toUsualSize(picture: PixelPicture): PixelPicture {
  const height = medianHeight(picture.lines);
  if (!height || (height >= USUAL.least && height <= USUAL.most))
    return picture;
  const factor = Math.min(MAX_FACTOR, USUAL.wanted / height);
  const resized = {
    width: Math.round(picture.width * factor),
    height: Math.round(picture.height * factor),
  };
  if (
    Math.min(resized.width, resized.height) < 2 ||
    (factor > 1 && resized.width * resized.height > MAX_PIXELS)
  )
    return picture;
  return {
    ...resized,
    data: resample(picture, resized.width, resized.height),
    lines: picture.lines.map(line => scaled(line, factor)),
  };
}

function scaled(line: PixelText, factor: number): PixelText {
  const { x, y, width, height } = line.box;
  return {
    ...line,
    box: {
      x: x * factor,
      y: y * factor,
      width: width * factor,
      height: height * factor,
    },
  };
}

function medianHeight(lines: readonly PixelText[]): number {
  const heights = lines
    .filter(({ text }) => text.trim().length > 2)
    .map(({ box }) => box.height)
    .sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] ?? 0;
}

/** Means of what a pixel covers where there are more before, else between the nearest ones. */
function resample(
  { width, height, data }: PixelPicture,
  toWidth: number,
  toHeight: number,
): Uint8Array {
  const channels = data.length >= width * height * 3 ? 3 : 1;
  const columns = weightsOf(width, toWidth);
  const rows = weightsOf(height, toHeight);
  const narrow = new Float32Array(toWidth * height * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < toWidth; x++) {
      const { from, weights } = columns[x];
      const to = (y * toWidth + x) * channels;
      for (let i = 0; i < weights.length; i++) {
        const at = (y * width + from + i) * channels;
        for (let c = 0; c < channels; c++)
          narrow[to + c] += data[at + c] * weights[i];
      }
    }
  const out = new Uint8Array(toWidth * toHeight * channels);
  const stride = toWidth * channels;
  for (let y = 0; y < toHeight; y++) {
    const { from, weights } = rows[y];
    for (let i = 0; i < stride; i++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++)
        sum += narrow[(from + k) * stride + i] * weights[k];
      out[y * stride + i] = Math.round(sum);
    }
  }
  return out;
}

/** For each new pixel of a row the old ones that it is made of. */
function weightsOf(size: number, to: number) {
  const step = size / to;
  const reach = Math.max(1, step);
  return Array.from({ length: to }, (_, i) => {
    const center = (i + 0.5) * step - 0.5;
    const from = Math.max(0, Math.ceil(center - reach));
    const last = Math.min(size - 1, Math.floor(center + reach));
    const weights: number[] = [];
    for (let at = from; at <= last; at++)
      weights.push(Math.max(0.0001, 1 - Math.abs(at - center) / reach));
    const sum = weights.reduce((a, b) => a + b, 0);
    return { from, weights: weights.map(weight => weight / sum) };
  });
}
