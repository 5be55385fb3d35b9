import { differences, normalizeLabel, tolerance } from './labels';
import type { RecognizedText, TextLine } from './types';

/** Fractions of the picture, as of {@link TextLine}. @public */
export interface LabelBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Of the height of the line above: how far below it the next line of a label may begin. */
const MAX_LEADING = 1;
/** Of the height of a line: how far to the right the next word of a label may begin. */
const MAX_SPACE = 1.5;
const MAX_HEIGHT_RATIO = 1.8;
const MAX_LINES = 6;
/**
 * How often a search may go on in another line. A page of text that repeats the beginning of a label offers exponentially
 * many ways; a label in a picture needs a few.
 */
const MAX_STEPS = 200;

/** Shorter than this, a label stands between spaces or punctuation: there is no "DB" in "DynamoDB". */
const SHORT = 6;
/** From this on it may stand anywhere in text that has lost its spaces. */
const LONG = 12;

interface Match {
  boxes: LabelBox[];
  /** Wrong letters first, then the words beside it, then the lines it takes. */
  cost: number;
}

/** The words of a picture's lines, kept while the text is: one picture is searched for hundreds of labels. */
const knownWords = new WeakMap<
  TextLine,
  { inner: string[]; outer: string[] }
>();

class Search {
  readonly #text: RecognizedText;
  readonly #wanted: string;
  readonly #next = new Map<TextLine, TextLine[]>();
  #steps = 0;

  constructor(text: RecognizedText, wanted: string) {
    this.#text = text;
    this.#wanted = wanted;
  }

  #words(line: TextLine): string[] {
    let words = knownWords.get(line);
    if (!words) {
      words = {
        inner: wordsOf(line.text, true),
        outer: wordsOf(line.text, false),
      };
      knownWords.set(line, words);
    }
    return this.#wanted.length >= SHORT ? words.inner : words.outer;
  }

  *from(line: TextLine): Generator<Match> {
    const words = this.#words(line);
    const whole = words.join('');
    const budget = tolerance(this.#wanted.length);
    for (let start = 0; start < words.length; start++) {
      yield* this.#walk([], line, start, this.#wanted, budget, 0);
    }
    if (this.#wanted.length >= LONG && whole.includes(this.#wanted)) {
      const at = whole.indexOf(this.#wanted);
      const boxes = [part(line, whole.length, at, this.#wanted.length)];
      yield { boxes, cost: 0.9 };
    }
  }

  /** The rest of the label from a word of a line on, and in the lines that follow it. */
  *#walk(
    before: LabelBox[],
    line: TextLine,
    start: number,
    rest: string,
    budget: number,
    spent: number,
  ): Generator<Match> {
    const words = this.#words(line);
    const length = words.join('').length;
    const skipped = words.slice(0, start).join('').length;
    let piece = '';
    for (let end = start; end < words.length; end++) {
      piece += words[end];
      if (piece.length > rest.length + budget) {
        return;
      }
      const wrong = differences(piece, rest, budget);
      // A single letter among others is no label.
      const alone = piece.length === length;
      if (wrong <= budget && (alone || this.#wanted.length > 1)) {
        const boxes = [...before, part(line, length, skipped, piece.length)];
        yield {
          boxes,
          cost: spent + wrong + (alone ? 0 : 0.5) + 0.01 * boxes.length,
        };
      }
    }
    if (before.length + 1 >= MAX_LINES) {
      return;
    }
    const here = [...before, part(line, length, skipped, piece.length)];
    for (
      let taken = Math.max(1, piece.length - budget);
      taken <= Math.min(rest.length - 1, piece.length + budget);
      taken++
    ) {
      const wrong = differences(piece, rest.slice(0, taken), budget);
      if (wrong <= budget) {
        for (const next of this.#after(line)) {
          if (++this.#steps > MAX_STEPS) {
            return;
          }
          yield* this.#walk(
            here,
            next,
            0,
            rest.slice(taken),
            budget - wrong,
            spent + wrong + (start > 0 ? 0.5 : 0),
          );
        }
      }
    }
  }

  /** Lines in which a label may go on: the one below, the one to the right. */
  #after(line: TextLine): TextLine[] {
    const known = this.#next.get(line) ?? this.#findAfter(line);
    this.#next.set(line, known);
    return known;
  }

  #findAfter(line: TextLine): TextLine[] {
    const { width, height } = this.#text;
    // Comparisons across the axes need pixels.
    const inPixels = (other: TextLine) => ({
      left: other.x * width,
      right: (other.x + other.width) * width,
      top: other.y * height,
      bottom: (other.y + other.height) * height,
      tall: other.height * height,
    });
    const a = inPixels(line);
    return this.#text.lines.filter(other => {
      const b = inPixels(other);
      if (
        other === line ||
        Math.max(a.tall, b.tall) > MAX_HEIGHT_RATIO * Math.min(a.tall, b.tall)
      ) {
        return false;
      }
      const acrossX = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const acrossY = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const below =
        b.top + b.bottom > a.top + a.bottom &&
        acrossY < a.tall / 2 &&
        b.top - a.bottom < MAX_LEADING * a.tall &&
        acrossX > 0;
      const beside =
        acrossY > a.tall / 2 &&
        b.left > (a.left + a.right) / 2 &&
        b.left - a.right < MAX_SPACE * a.tall;
      return below || beside;
    });
  }
}

/**
 * Where a label stands in the text of a picture, also when it was broken into lines or stands among other words; undefined
 * when it does not. Tolerates what {@link sameLabel} tolerates.
 *
 * @public
 */
export function findLabel(
  label: string,
  text: RecognizedText,
): LabelBox | undefined {
  const wanted = normalizeLabel(label);
  if (!wanted) {
    return undefined;
  }
  const search = new Search(text, wanted);
  let best: Match | undefined;
  for (const line of text.lines) {
    for (const match of search.from(line)) {
      if (!best || match.cost < best.cost) {
        best = match;
      }
    }
  }
  return best && around(best.boxes);
}

/** The words of a line, normalized; of words written together ("OrderService") each one when asked for. */
function wordsOf(text: string, inner: boolean): string[] {
  const apart = inner
    ? text
        .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
        .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    : text;
  return apart
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(normalizeLabel)
    .filter(Boolean);
}

/** About where some characters of a line stand; of text that stands upright all of it. */
function part(
  { x, y, width, height }: TextLine,
  characters: number,
  start: number,
  count: number,
): LabelBox {
  return count >= characters || height > width
    ? { x, y, width, height }
    : {
        x: x + (width * start) / characters,
        y,
        width: (width * count) / characters,
        height,
      };
}

function around(boxes: LabelBox[]): LabelBox {
  const x = Math.min(...boxes.map(box => box.x));
  const y = Math.min(...boxes.map(box => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map(box => box.x + box.width)) - x,
    height: Math.max(...boxes.map(box => box.y + box.height)) - y,
  };
}
