import type { Sharp } from 'sharp';

/** A color on which a transparent picture is put. */
export interface Ground {
  r: number;
  g: number;
  b: number;
}

const WHITE: Ground = { r: 255, g: 255, b: 255 };
/** In order of preference: another one than white must be clearly better. */
const GROUNDS: Ground[] = [
  WHITE,
  { r: 30, g: 30, b: 30 },
  { r: 128, g: 128, b: 128 },
];
const CLEARLY = 1.1;
/** Contrast beyond that of legible text makes nothing more legible: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const ENOUGH = 4.5;
const LONG_SIDE = 1200;

/**
 * Chooses the ground from which the drawing stands out: a transparent picture may be light strokes made for a dark page.
 * What counts are the colors next to transparency; what lies on a box of its own has its ground already.
 */
export async function chooseGround(image: Sharp): Promise<Ground> {
  const { data, info } = await image
    .resize(LONG_SIDE, LONG_SIDE, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const weights = edgeLuminances(data, info.width, info.height);
  let best = GROUNDS[0];
  let bestScore = score(best, weights);
  for (const ground of GROUNDS.slice(1)) {
    const another = score(ground, weights);
    if (another > bestScore * CLEARLY) {
      [best, bestScore] = [ground, another];
    }
  }
  return best;
}

/** How much edge there is of each luminance (0 to 255, gamma-encoded): an edge is a step of opacity. */
function edgeLuminances(rgba: Buffer, width: number, height: number) {
  const weights = new Float64Array(256);
  const add = (a: number, b: number) => {
    const step = Math.abs(rgba[a + 3] - rgba[b + 3]);
    if (step > 0) {
      const opaque = rgba[a + 3] > rgba[b + 3] ? a : b;
      const luma =
        0.2126 * rgba[opaque] +
        0.7152 * rgba[opaque + 1] +
        0.0722 * rgba[opaque + 2];
      weights[Math.round(luma)] += step;
    }
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (x + 1 < width) {
        add(at, at + 4);
      }
      if (y + 1 < height) {
        add(at, at + width * 4);
      }
    }
  }
  return weights;
}

function score({ r, g, b }: Ground, weights: Float64Array): number {
  const ground = relative(0.2126 * r + 0.7152 * g + 0.0722 * b);
  return weights.reduce((sum, weight, luma) => {
    if (weight === 0) {
      return sum;
    }
    const own = relative(luma);
    const contrast =
      (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05);
    return sum + weight * Math.min(contrast, ENOUGH);
  }, 0);
}

/** Linear light of a gamma-encoded value; of colors close enough for choosing among three grounds. */
function relative(value: number): number {
  return (value / 255) ** 2.2;
}
