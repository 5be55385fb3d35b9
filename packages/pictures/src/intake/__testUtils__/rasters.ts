import { sharp } from '../libvips';

export interface Rgba {
  r: number;
  g: number;
  b: number;
  alpha: number;
}

export const CLEAR: Rgba = { r: 0, g: 0, b: 0, alpha: 0 };
export const WHITE: Rgba = { r: 255, g: 255, b: 255, alpha: 1 };
export const BLACK: Rgba = { r: 0, g: 0, b: 0, alpha: 1 };
export const RED: Rgba = { r: 220, g: 20, b: 20, alpha: 1 };

/** A plain ground with rectangles on it. */
export function drawing(
  width: number,
  height: number,
  background: Rgba,
  boxes: Array<{
    at: [x: number, y: number, w: number, h: number];
    fill: Rgba;
  }>,
) {
  return sharp({
    create: { width, height, channels: 4, background },
  }).composite(
    boxes.map(({ at: [left, top, w, h], fill }) => ({
      input: { create: { width: w, height: h, channels: 4, background: fill } },
      left,
      top,
    })),
  );
}

/** What a camera sees: no two pixels alike, the same at every call. */
export function photograph(width: number, height: number) {
  const pixels = Buffer.alloc(width * height * 3);
  let state = 7;
  for (let i = 0; i < pixels.length; i++) {
    // eslint-disable-next-line no-bitwise
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const wave =
      Math.sin(i / 900) * 60 + Math.cos((i % (width * 3)) / 200) * 50;
    pixels[i] = 128 + wave + (state % 17);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Two frames, one above the other. */
export async function animatedWebp(width: number, height: number) {
  const frames = await Promise.all(
    [RED, BLACK].map(fill => drawing(width, height, fill, []).png().toBuffer()),
  );
  return sharp(frames, { join: { animated: true } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
}

/** The color at a place of any picture that is read here, as `[r, g, b]`. */
export async function colorAt(bytes: Uint8Array, x: number, y: number) {
  const pixel = await sharp(bytes)
    .extract({ left: x, top: y, width: 1, height: 1 })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
  return [...pixel];
}
