/**
 * A label as it is compared: without case, accents, spaces and punctuation.
 *
 * @public
 */
export function normalizeLabel(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Whether two labels are the same but for what text recognition gets wrong: spaces and accents that are missing, letters that
 * look alike, and a few wrong letters in a long label. Numbers must agree: "node 1" is not "node 2".
 *
 * @public
 */
export function sameLabel(a: string, b: string): boolean {
  const [left, right] = [normalizeLabel(a), normalizeLabel(b)];
  if (!left || !right) {
    return a.trim() === b.trim();
  }
  const most = tolerance(Math.min(left.length, right.length));
  return differences(left, right, most) <= most;
}

/** How many letters may be wrong in a label of a length. In a short one each tells it from another: Cart, Card. */
export function tolerance(length: number): number {
  if (length < 6) {
    return 0;
  }
  return length < 12 ? 1 : Math.min(4, Math.floor(length / 8) + 1);
}

/** Cannot be told apart in many fonts. */
const SAME = classes(['0o', '1il']);
/** Are taken for each other at times. */
const ALIKE = ['5s', '8b', '2z', '6b', '6o', '9g', '9q'];
const NEVER = 1000;

function classes(groups: string[]): Map<string, string> {
  return new Map(
    groups.flatMap(group => [...group].map(letter => [letter, group[0]])),
  );
}

/**
 * Edit distance of two normalized labels in which letters that look the same are the same, and digits are never wrong but for
 * a letter that looks alike.
 *
 * @param most - more is not counted on: any greater number may be returned
 */
export function differences(a: string, b: string, most: number): number {
  if (a === b) {
    return 0;
  }
  if (Math.abs(a.length - b.length) > most) {
    return NEVER;
  }
  let previous = [0];
  for (let j = 1; j <= b.length; j++) {
    previous.push(previous[j - 1] + gap(b[j - 1]));
  }
  for (let i = 1; i <= a.length; i++) {
    const row = [previous[0] + gap(a[i - 1])];
    let least = row[0];
    for (let j = 1; j <= b.length; j++) {
      row.push(
        Math.min(
          previous[j] + gap(a[i - 1]),
          row[j - 1] + gap(b[j - 1]),
          previous[j - 1] + substitution(a[i - 1], b[j - 1]),
        ),
      );
      least = Math.min(least, row[j]);
    }
    if (least > most) {
      return NEVER;
    }
    previous = row;
  }
  return previous[b.length];
}

function gap(character: string): number {
  return isDigit(character) ? NEVER : 1;
}

function substitution(a: string, b: string): number {
  if (a === b || (SAME.has(a) && SAME.get(a) === SAME.get(b))) {
    return 0;
  }
  if (!isDigit(a) && !isDigit(b)) {
    return 1;
  }
  return ALIKE.some(pair => pair === a + b || pair === b + a) ? 1 : NEVER;
}

function isDigit(character: string): boolean {
  // Almost all are ASCII, for which a regular expression takes most of a comparison's time.
  return character < '\x80'
    ? character >= '0' && character <= '9'
    : /\p{N}/u.test(character);
}
