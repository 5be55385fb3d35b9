import { textWidth } from '../sources/diagram';
import { groundAt } from './icons';
import type { PixelPicture, PixelText } from './types';

/** Gap between words, in heights of the line, and in usual gaps between letters. */
const WORD_GAP = 0.2;
const TIMES_USUAL = 2.2;
const DIFFERENT = 45;
const MAX_WORDS = 8;
/** How many letters an estimate of their width may be off. */
const OFF = 1;

/** Puts back the spaces that the reader of the text left out, where the pixels show a gap between words. */
export function restoreSpaces(
  picture: PixelPicture,
  line: PixelText,
): PixelText {
  const letters = [...line.text.trim()];
  if (letters.length < 6 || letters.length > 60) return line;
  const gaps = gapsIn(picture, line);
  const usual = median(gaps.map(({ width }) => width));
  const words = gaps.filter(
    ({ width }) =>
      width >= line.box.height * WORD_GAP && width >= usual * TIMES_USUAL,
  );
  if (!words.length || words.length >= MAX_WORDS) return line;
  const breaks = new Set<number>();
  for (const { share } of words) {
    const at = breakAt(letters, share);
    if (at === undefined) return line;
    // a word of one letter is a break that was taken one letter too early
    breaks.add(breaks.has(at - 1) ? at + 1 : at);
  }
  const text = letters
    .map((letter, i) => (breaks.has(i) ? ` ${letter}` : letter))
    .join('')
    .replace(/\s+/g, ' ');
  return { ...line, text };
}

/** Before which letter a gap is that has this share of the letters' width to its left; `undefined` where it is there. */
function breakAt(
  letters: readonly string[],
  share: number,
): number | undefined {
  const width = (to: number) =>
    textWidth(
      letters
        .slice(0, to)
        .filter(letter => letter !== ' ')
        .join(''),
      1,
    );
  const whole = width(letters.length);
  let best = 1;
  const cost = (i: number) => Math.abs(width(i) / whole - share);
  for (let i = 2; i < letters.length - 1; i++)
    if (cost(i) < cost(best)) best = i;
  const near = [0, 1, -1, 2, -2].map(d => best + d);
  if (near.some(i => letters[i] === ' ' || letters[i - 1] === ' ')) return -1;
  // words mostly start where small letters are followed by a capital
  const turn = near.find(
    i =>
      Math.abs(i - best) <= OFF &&
      /\p{Ll}/u.test(letters[i - 1] ?? '') &&
      /\p{Lu}/u.test(letters[i] ?? ''),
  );
  const acronym = near.find(
    i =>
      Math.abs(i - best) <= OFF &&
      /(?:^|[^\p{Lu}])(?:API|DB|UI|SQL|URL)$/u.test(
        letters.slice(0, i).join(''),
      ),
  );
  return acronym ?? turn ?? best;
}

interface Gap {
  width: number;
  /** Of the letters that are to its left, by their width. */
  share: number;
}

function gapsIn(picture: PixelPicture, { box }: PixelText): Gap[] {
  const { width, height, data } = picture;
  const channels = data.length >= width * height * 3 ? 3 : 1;
  const ground = groundAt(picture, box);
  const isInked = (x: number) => {
    const bottom = Math.min(height - 1, Math.floor(box.y + box.height - 1));
    for (let y = Math.max(0, Math.ceil(box.y + 1)); y <= bottom; y++) {
      const at = (y * width + x) * channels;
      for (let c = 0; c < channels; c++)
        if (Math.abs(data[at + c] - ground[c]) > DIFFERENT) return true;
    }
    return false;
  };
  const gaps: Array<{ width: number; before: number }> = [];
  let inked = 0;
  let empty = 0;
  const right = Math.min(width - 1, Math.floor(box.x + box.width));
  for (let x = Math.max(0, Math.ceil(box.x)); x <= right; x++) {
    if (isInked(x)) {
      if (empty && inked) gaps.push({ width: empty, before: inked });
      inked++;
      empty = 0;
    } else empty++;
  }
  return gaps.map(gap => ({ width: gap.width, share: gap.before / inked }));
}

function median(values: number[]) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
