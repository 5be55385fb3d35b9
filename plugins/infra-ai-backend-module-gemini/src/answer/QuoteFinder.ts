/** Shorter quotes are found in any text and prove nothing. */
const MIN_QUOTE = 2;

/** A place in a text: start and end (exclusive) in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Finds quotes in the text they are said to come from. White space, letter case and the shape of quotation marks may
 * differ, words may not; a quote begins and ends with whole words.
 */
export class QuoteFinder {
  readonly #folded: Folded;

  constructor(text: string) {
    this.#folded = fold(text);
  }

  /** The first place of the quote, or undefined when the text does not hold it. */
  find(quote: string): Span | undefined {
    const wanted = fold(quote.trim()).text;
    if (wanted.length < MIN_QUOTE || !/[\p{L}\p{N}]/u.test(wanted)) {
      return undefined;
    }
    const { text, offsets } = this.#folded;
    for (
      let at = text.indexOf(wanted);
      at >= 0;
      at = text.indexOf(wanted, at + 1)
    ) {
      const end = at + wanted.length;
      if (isBoundary(text, at) && isBoundary(text, end)) {
        return { start: offsets[at], end: offsets[end - 1] + 1 };
      }
    }
    return undefined;
  }
}

interface Folded {
  text: string;
  /** Where each code unit of the folded text comes from. */
  offsets: number[];
}

/** Lower case, one space for any run of white space, straight quotation marks. */
function fold(original: string): Folded {
  const units: string[] = [];
  const offsets: number[] = [];
  for (let i = 0; i < original.length; i++) {
    const unit = foldUnit(original[i]);
    if (unit !== ' ' || units.at(-1) !== ' ') {
      units.push(unit);
      offsets.push(i);
    }
  }
  return { text: units.join(''), offsets };
}

function foldUnit(unit: string): string {
  if (/\s/.test(unit)) {
    return ' ';
  }
  if (/["“”„«»]/.test(unit)) {
    return '"';
  }
  if (/['’‘]/.test(unit)) {
    return "'";
  }
  const lower = unit.toLowerCase();
  // "İ" becomes two units, which would shift everything behind it.
  return lower.length === 1 ? lower : unit;
}

/** Whether no word goes on across this place. */
function isBoundary(text: string, at: number): boolean {
  return !isWord(text[at - 1]) || !isWord(text[at]);
}

function isWord(unit: string | undefined): boolean {
  return unit !== undefined && /[\p{L}\p{N}]/u.test(unit);
}
