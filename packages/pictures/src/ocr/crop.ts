import type { Raster, TextBox } from './raster';

/** Height of the strips that the recognizer reads. */
export const STRIP_HEIGHT = 48;

/** Narrower than this, the recognizer makes no step. */
const MIN_WIDTH = 16;

/** Pixels of one line of text, turned to the horizontal: blue, green and red one after the other, -1 to 1. */
export interface Strip {
  data: Float32Array;
  width: number;
}

/** The part of a picture in a box, turned to the horizontal and scaled to the height that the recognizer reads. */
export function cropStrip(picture: Raster, box: TextBox): Strip {
  const step = box.thickness / STRIP_HEIGHT;
  const width = Math.max(MIN_WIDTH, Math.round(box.length / step));
  const stepU = box.length / width;
  // Large text is averaged over so many samples a pixel, else its strokes would break up.
  const samples = Math.min(
    6,
    Math.max(1, Math.ceil(Math.max(step, stepU) * 0.75)),
  );
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  const plane = STRIP_HEIGHT * width;
  const data = new Float32Array(3 * plane);
  const { data: pixels, width: pw, height: ph } = picture;
  const factor = 2 / 255 / (samples * samples);
  for (let row = 0; row < STRIP_HEIGHT; row++) {
    for (let column = 0; column < width; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let j = 0; j < samples; j++) {
        const v = (row + (j + 0.5) / samples) * step - box.thickness / 2;
        for (let i = 0; i < samples; i++) {
          const u = (column + (i + 0.5) / samples) * stepU - box.length / 2;
          const x = clamp(box.cx + u * cos - v * sin - 0.5, pw - 1);
          const y = clamp(box.cy + u * sin + v * cos - 0.5, ph - 1);
          const x0 = Math.floor(x);
          const y0 = Math.floor(y);
          const fx = x - x0;
          const fy = y - y0;
          const right = x0 + 1 < pw ? 3 : 0;
          const a = (y0 * pw + x0) * 3;
          const b = y0 + 1 < ph ? a + pw * 3 : a;
          const wa = (1 - fx) * (1 - fy);
          const wb = fx * (1 - fy);
          const wc = (1 - fx) * fy;
          const wd = fx * fy;
          red +=
            pixels[a] * wa +
            pixels[a + right] * wb +
            pixels[b] * wc +
            pixels[b + right] * wd;
          green +=
            pixels[a + 1] * wa +
            pixels[a + right + 1] * wb +
            pixels[b + 1] * wc +
            pixels[b + right + 1] * wd;
          blue +=
            pixels[a + 2] * wa +
            pixels[a + right + 2] * wb +
            pixels[b + 2] * wc +
            pixels[b + right + 2] * wd;
        }
      }
      const at = row * width + column;
      data[at] = blue * factor - 1;
      data[plane + at] = green * factor - 1;
      data[2 * plane + at] = red * factor - 1;
    }
  }
  return { data, width };
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
