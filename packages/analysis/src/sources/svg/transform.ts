import type { Point } from '../diagram';

/** `[a b c d e f]` as in SVG. */
export type Matrix = readonly [number, number, number, number, number, number];

/** Larger than any drawing. */
const MAX_ENTRY = 1e9;

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

export const apply = (m: Matrix, { x, y }: Point): Point => ({
  x: m[0] * x + m[2] * y + m[4],
  y: m[1] * x + m[3] * y + m[5],
});

/** How much a matrix enlarges. */
export const scaleOf = (m: Matrix) =>
  Math.sqrt(Math.abs(m[0] * m[3] - m[1] * m[2])) || 1;

/** Numbers of an attribute, at most `limit`; what is out of range is 0. */
export function numbersIn(text: string, limit: number): number[] {
  const numbers: number[] = [];
  const pattern = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
  for (
    let match = pattern.exec(text);
    match && numbers.length < limit;
    match = pattern.exec(text)
  ) {
    const value = Number(match[0]);
    numbers.push(Math.abs(value) < 1e7 ? value : 0);
  }
  return numbers;
}

/** The matrix of a `transform` attribute on top of the one around it. */
export function transformed(
  around: Matrix,
  attribute: string | undefined,
): Matrix {
  let matrix = around;
  if (!attribute) return matrix;
  for (const [, name, values] of attribute
    .slice(0, 2000)
    .matchAll(/(\w+)\s*\(([^()]*)\)/g)) {
    const v = numbersIn(values, 6);
    if (name === 'translate')
      matrix = multiply(matrix, [1, 0, 0, 1, v[0] ?? 0, v[1] ?? 0]);
    else if (name === 'scale')
      matrix = multiply(matrix, [v[0] ?? 1, 0, 0, v[1] ?? v[0] ?? 1, 0, 0]);
    else if (name === 'matrix' && v.length === 6)
      matrix = multiply(matrix, v as unknown as Matrix);
    else if (name === 'rotate') {
      const angle = ((v[0] ?? 0) * Math.PI) / 180;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const [x, y] = [v[1] ?? 0, v[2] ?? 0];
      matrix = multiply(matrix, [
        cos,
        sin,
        -sin,
        cos,
        x - cos * x + sin * y,
        y - sin * x - cos * y,
      ]);
    } else if (name === 'skewX' || name === 'skewY') {
      const slope = Math.tan(((v[0] ?? 0) * Math.PI) / 180);
      matrix = multiply(
        matrix,
        name === 'skewX' ? [1, 0, slope, 1, 0, 0] : [1, slope, 0, 1, 0, 0],
      );
    }
  }
  // transforms upon transforms lead to infinity, and from there to no number at all
  return matrix.every(value => Math.abs(value) < MAX_ENTRY) ? matrix : around;
}
