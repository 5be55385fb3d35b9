/** CSS pixels of a unit: https://www.w3.org/TR/css-values-4/#absolute-lengths */
const PIXELS: Record<string, number> = {
  '': 1,
  px: 1,
  pt: 96 / 72,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
};

/** Larger numbers are a mistake or a trap, not a size. */
const MAX_SIDE = 1_000_000;
const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const LENGTH = new RegExp(String.raw`^\s*(${NUMBER})\s*([a-z]*)\s*$`, 'i');
const VIEW_BOX = new RegExp(
  String.raw`^\s*${NUMBER}[\s,]+${NUMBER}[\s,]+(${NUMBER})[\s,]+(${NUMBER})\s*$`,
  'i',
);

/**
 * The size of an SVG in whole pixels: that of its view box, in which its shapes are placed, else that which it states in
 * absolute units.
 */
export function sizeOfSvg(
  attribute: (name: string) => string | undefined,
): { width: number; height: number } | undefined {
  const box = VIEW_BOX.exec((attribute('viewBox') ?? '').slice(0, 200));
  return (
    (box && toSize(Number(box[1]), Number(box[2]))) ??
    toSize(toPixels(attribute('width')), toPixels(attribute('height')))
  );
}

function toPixels(length = ''): number {
  const match = LENGTH.exec(length.slice(0, 50));
  return match ? Number(match[1]) * PIXELS[match[2].toLowerCase()] : NaN;
}

function toSize(width: number, height: number) {
  const usable = (side: number) => side > 0 && side <= MAX_SIDE;
  return usable(width) && usable(height)
    ? {
        width: Math.max(1, Math.round(width)),
        height: Math.max(1, Math.round(height)),
      }
    : undefined;
}
