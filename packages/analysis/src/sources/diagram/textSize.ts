const NARROW = /[ijltfr.,:;'|!()[\]/\s-]/;
const WIDE =
  /[mwMW@%—]|\p{Emoji_Presentation}|[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]/u;
const UPPER = /\p{Lu}/u;
const MAX_MEASURED = 400;

/**
 * About how wide a line of text is drawn, in the unit of its font's size. No font is at hand, so this is what the usual
 * sans-serif ones have in common.
 */
export function textWidth(line: string, fontSize: number): number {
  let ems = 0;
  for (const char of line.slice(0, MAX_MEASURED)) {
    if (NARROW.test(char)) ems += 0.3;
    else if (WIDE.test(char)) ems += 0.86;
    else if (UPPER.test(char)) ems += 0.68;
    else ems += 0.54;
  }
  return ems * fontSize;
}

/** How many lines a line becomes that is broken at a width. */
export function wrappedLines(
  line: string,
  fontSize: number,
  width: number,
): number {
  let lines = 1;
  let used = 0;
  for (const word of line.slice(0, MAX_MEASURED).split(' ')) {
    const length = textWidth(`${word} `, fontSize);
    if (used && used + length - fontSize * 0.3 > width) {
      lines++;
      used = 0;
    }
    used += length;
  }
  return lines;
}
