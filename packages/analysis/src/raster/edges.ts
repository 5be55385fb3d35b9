import type { Mask, PixelPicture } from './types';

/** How much each pixel differs from its right and lower neighbors, by the channel that differs most. */
export function contrastOf({ width, height, data }: PixelPicture): Mask {
  const channels = data.length >= width * height * 3 ? 3 : 1;
  const out = new Uint8Array(width * height);
  const stride = width * channels;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const from = at * channels;
      for (const [inside, to, other] of [
        [x + 1 < width, from + channels, at + 1],
        [y + 1 < height, from + stride, at + width],
      ] as const) {
        if (!inside) continue;
        let most = 0;
        for (let c = 0; c < channels; c++) {
          const d = Math.abs(data[from + c] - data[to + c]);
          if (d > most) most = d;
        }
        if (most > out[at]) out[at] = most;
        if (most > out[other]) out[other] = most;
      }
    }
  }
  return { width, height, data: out };
}
