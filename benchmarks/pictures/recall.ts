import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLabel, type RecognizedText } from '@infra-ai/pictures';

/** A picture, and for each of its labels the names that count. */
export interface PictureCase {
  id: string;
  bytes: Buffer;
  names: string[][];
}

/**
 * Cases `cases/*.json` (`{ id, material, components: [{ name, aliases }] }`) whose material is a PNG, JPEG or WebP. Text in
 * parentheses only tells repeated names apart.
 */
export async function readCases(folder: string): Promise<PictureCase[]> {
  const files = (await readdir(join(folder, 'cases'))).filter(name =>
    name.endsWith('.json'),
  );
  const cases: PictureCase[] = [];
  for (const file of files.sort()) {
    const { id, material, components } = JSON.parse(
      await readFile(join(folder, 'cases', file), 'utf8'),
    );
    if (/\.(png|jpe?g|webp)$/i.test(material)) {
      cases.push({
        id,
        bytes: await readFile(join(folder, material)),
        names: components.map(
          ({ name, aliases }: { name: string; aliases?: string[] }) => [
            name.replace(/\s*\(.*?\)/g, ''),
            ...(aliases ?? []),
          ],
        ),
      });
    }
  }
  return cases;
}

/** A label counts when a line has at most one wrong letter, or when it stands in several lines or among other words. */
export function recallOf(text: RecognizedText, names: string[][]) {
  const lines = text.lines.map(line => plain(line.text));
  const missed = names.filter(
    variants =>
      !variants.some(
        name =>
          lines.some(line => distance(plain(name), line) <= 1) ||
          findLabel(name, text),
      ),
  );
  return {
    labels: names.length,
    read: names.length - missed.length,
    missed: missed.map(([name]) => name),
  };
}

export function share(part: number, whole: number): string {
  return whole ? (part / whole).toFixed(3) : '–';
}

function plain(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, '');
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(
        Math.min(
          previous[j] + 1,
          row[j - 1] + 1,
          previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      );
    }
    previous = row;
  }
  return previous[b.length];
}
