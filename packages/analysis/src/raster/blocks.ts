import { unionOf } from '../sources/diagram';
import { findTechnology } from '../vocabulary';
import type { Block, PixelText } from './types';

/** What is no word: numbers of steps and pages, single letters that icons look like. */
const JUNK = /^[^\p{L}]*$|^[^\p{L}\p{N}]*\p{L}[^\p{L}\p{N}]*$/u;
const MIN_CONFIDENCE = 0.6;
/** Letters that reach up or down make rows of one size differ by so much. */
const SAME_SIZE = 0.76;
const MAX_WORDS = 5;
/** A row that only says what kind of thing the name below it is, as UML has it. */
const STEREOTYPE = /^«[^«»]+»$/;

/** What an icon looks like to a reader of text. */
export function isLetter({ text }: PixelText) {
  return /^[^\p{L}\p{N}]*[\p{L}\p{N}]?[^\p{L}\p{N}]*$/u.test(text.trim());
}

/** What the dashes and arrows of a line look like to a reader of text. */
export function isStrokes({ text }: PixelText) {
  return /^(?:[^\p{L}\p{N}]|[Il1í])+$/u.test(text);
}

/** Lines that say something. */
export function isWords({ text, confidence }: PixelText) {
  return confidence >= MIN_CONFIDENCE && !JUNK.test(text.trim());
}

/** Joins lines that stand under each other, at most `gap` line heights apart, and the words of one row. */
export function toBlocks(lines: readonly PixelText[], gap: number): Block[] {
  const sorted = [...lines].sort((a, b) => a.box.y - b.box.y);
  const blocks: Block[] = [];
  for (const line of sorted) {
    const block = blocks.find(({ lines: known }) =>
      known.some(other => follows(other, line, gap)),
    );
    if (block) {
      block.lines.push(line);
      block.box = unionOf([block.box, line.box]);
    } else blocks.push({ lines: [line], box: line.box });
  }
  return blocks;
}

function follows(a: PixelText, b: PixelText, gap: number): boolean {
  const height = Math.min(a.box.height, b.box.height);
  const taller = Math.max(a.box.height, b.box.height);
  if (taller > height * 1.9) return false;
  const across =
    Math.min(a.box.x + a.box.width, b.box.x + b.box.width) -
    Math.max(a.box.x, b.box.x);
  const down = b.box.y - a.box.y - a.box.height;
  if (down > -height * 0.5) {
    const centers = Math.abs(
      a.box.x + a.box.width / 2 - b.box.x - b.box.width / 2,
    );
    return (
      down < height * gap &&
      across > 0 &&
      (centers < height * 1.5 || Math.abs(a.box.x - b.box.x) < height * 0.7)
    );
  }
  return across < 0 && -across < height * 0.8;
}

function rowsOf(lines: readonly PixelText[]): PixelText[][] {
  const rows: PixelText[][] = [];
  for (const line of [...lines].sort((a, b) => a.box.y - b.box.y)) {
    const row = rows.find(
      ([first]) =>
        Math.abs(
          first.box.y + first.box.height / 2 - line.box.y - line.box.height / 2,
        ) <
        Math.min(first.box.height, line.box.height) * 0.5,
    );
    if (row) row.push(line);
    else rows.push([line]);
  }
  for (const row of rows) row.sort((a, b) => a.box.x - b.box.x);
  return rows;
}

function rowText(row: readonly PixelText[]) {
  return row.map(({ text }) => spelled(text)).join(' ');
}

/** The text of a block as it is read: rows from the top, words of a row from the left. */
export function textOf(lines: readonly PixelText[]) {
  return rowsOf(lines).map(rowText).join('\n');
}

/** Tells a label from what stands below it after a gap, and joins the rows of a name in larger letters. */
export function readLines(lines: readonly PixelText[]): {
  label: string;
  description?: string;
} {
  const all = rowsOf(lines);
  const named = all.findIndex(row => !STEREOTYPE.test(rowText(row)));
  const kinds = all.slice(0, Math.max(0, named)).map(rowText);
  const rows = all.slice(kinds.length);
  const cut = rows.findIndex((row, i) => {
    const before = rows[i - 1]?.[0].box;
    return (
      before &&
      row[0].box.y - before.y - before.height >
        Math.min(before.height, row[0].box.height) * 0.55
    );
  });
  const head = cut > 0 ? rows.slice(0, cut) : rows;
  const rest = cut > 0 ? rows.slice(cut) : [];
  const texts = head.map(rowText);
  const [first] = head;
  const large =
    first &&
    rows.some(([line]) => line.box.height < first[0].box.height * 0.87);
  while (
    head.length > 1 &&
    texts.length > 1 &&
    !/^[[(«<]/.test(texts[1]) &&
    (large
      ? head[1][0].box.height > first[0].box.height * 0.9
      : isWrapped(texts, head[1][0].box.height / first[0].box.height))
  ) {
    texts.splice(0, 2, `${texts[0]} ${texts[1]}`);
    head.splice(1, 1);
  }
  return {
    label: [...kinds, ...texts].join('\n'),
    description: rest.map(rowText).join(' ') || undefined,
  };
}

/** Whether the second row goes on with the name in the first, as it did not fit. */
function isWrapped([first, second]: readonly string[], ratio: number) {
  return (
    ratio > SAME_SIZE &&
    ratio < 1 / SAME_SIZE &&
    `${first} ${second}`.split(' ').length <= MAX_WORDS &&
    !findTechnology(first) &&
    !findTechnology(second)
  );
}

/** Undoes what a reader of text mistakes again and again. */
function spelled(text: string) {
  return text
    .trim()
    .replace(/^[《«](?=[^》»>]{2,40}[》»>]+$)/, '«')
    .replace(/(?<=^«[^》»>]{2,40})[》»>]+$/, '»')
    .replace(/\bAP[l1|]\b/g, 'API')
    .replace(/(\p{Ll})AP[Il1|]$/u, '$1 API')
    .replace(/(\p{Ll})Al\b/gu, '$1AI')
    .replace(/\b([l1|])oT\b/g, 'IoT')
    .split(' ')
    .map(asKnown)
    .join(' ');
}

const LOOKALIKES: Record<string, string> = {
  l: 'I',
  I: 'l',
  1: 'l',
  O: '0',
  o: '0',
  0: 'o',
};

/** A word that is a known name but for one letter that looks like another. */
function asKnown(word: string) {
  if (word.length < 4 || findTechnology(word)) return word;
  for (let i = 1; i < word.length; i++) {
    const other = LOOKALIKES[word[i]];
    if (!other) continue;
    const name = word.slice(0, i) + other + word.slice(i + 1);
    if (findTechnology(name)) return name;
  }
  return word;
}
