import { parse } from 'dotenv';

/** A piece of a file of variables: an assignment with its line end, or what stands between two. */
interface Piece {
  text: string;
  /** Of an assignment. */
  name?: string;
}

// The grammar of dotenv, which reads the files at run time; here the text around the values counts as well.
const ASSIGNMENT =
  /^[^\S\r\n]*(?:export[^\S\r\n]+)?([\w.-]+)(?:[^\S\r\n]*=[^\S\r\n]*|:[^\S\r\n]+)(?:'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`|[^#\r\n]*)?[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|$)/gm;

/** Undefined where the bytes are no text. */
function decode(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      content,
    );
  } catch {
    return undefined;
  }
}

function split(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ASSIGNMENT)) {
    if (match.index > end) {
      pieces.push({ text: text.slice(end, match.index) });
    }
    pieces.push({ text: match[0], name: match[1] });
    end = match.index + match[0].length;
  }
  if (end < text.length) {
    pieces.push({ text: text.slice(end) });
  }
  return pieces;
}

/** Values by name; undefined where the bytes are no text. */
export function readVariables(
  content: Uint8Array,
): Map<string, string> | undefined {
  const text = decode(content);
  return text === undefined
    ? undefined
    : new Map(Object.entries(parse(text.replace(/^\ufeff/, ''))));
}

/** A variable that differs. Values are never part of it. */
export interface VariableChange {
  name: string;
  kind: 'added' | 'removed' | 'changed';
}

/** What differs from `before` to `after`, by name; undefined where one is no text. */
export function compareVariables(
  before: Uint8Array,
  after: Uint8Array,
): VariableChange[] | undefined {
  const old = readVariables(before);
  const now = readVariables(after);
  if (!old || !now) {
    return undefined;
  }
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(
    (name): VariableChange[] => {
      if (!old.has(name)) {
        return [{ name, kind: 'added' }];
      }
      if (!now.has(name)) {
        return [{ name, kind: 'removed' }];
      }
      return old.get(name) === now.get(name) ? [] : [{ name, kind: 'changed' }];
    },
  );
}

/** What became of two changes to one file. */
export type MergeResult =
  | { merged: Buffer }
  /** Variables that both sides changed, each in its own way; empty where the files cannot be merged by variable. */
  | { conflicts: string[] };

/**
 * Merges two sides that both changed since `base`, variable by variable. The text of `ours` stays as it is, but for the
 * variables that only `theirs` changed, which come with their lines. Whatever that may lose (a file that is no text, a
 * variable that is set twice, comments that `theirs` changed) is a conflict.
 */
export function mergeVariables(
  base: Uint8Array,
  ours: Uint8Array,
  theirs: Uint8Array,
): MergeResult {
  const texts = [base, ours, theirs].map(decode);
  if (texts.some(text => text === undefined)) {
    return { conflicts: [] };
  }
  const [basePieces, ourPieces, theirPieces] = texts.map(text => split(text!));
  const twice = [basePieces, ourPieces, theirPieces].flatMap(repeated);
  if (twice.length > 0) {
    return { conflicts: [...new Set(twice)] };
  }
  if (commentsOf(basePieces) !== commentsOf(theirPieces)) {
    return { conflicts: [] };
  }
  const [was, our, their] = [basePieces, ourPieces, theirPieces].map(byName);
  const names = [...new Set([...was.keys(), ...our.keys(), ...their.keys()])];
  const changedByThem = names.filter(name => was.get(name) !== their.get(name));
  const conflicts = changedByThem.filter(
    name =>
      was.get(name) !== our.get(name) && our.get(name) !== their.get(name),
  );
  if (conflicts.length > 0) {
    return { conflicts };
  }
  const merged = Buffer.from(apply(ourPieces, changedByThem, their));
  return isAsMeant({ base, ours, theirs, merged })
    ? { merged }
    : { conflicts: changedByThem };
}

function repeated(pieces: Piece[]): string[] {
  const names = pieces.flatMap(({ name }) => name ?? []);
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function commentsOf(pieces: Piece[]): string {
  return pieces
    .flatMap(({ name, text }) => (name === undefined ? text : []))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Lines by name, without their ends. */
function byName(pieces: Piece[]): Map<string, string> {
  return new Map(
    pieces.flatMap(({ name, text }) =>
      name === undefined
        ? []
        : [[name, text.replace(/[\r\n]+$/, '')] as [string, string]],
    ),
  );
}

function apply(
  pieces: Piece[],
  changed: string[],
  lines: Map<string, string>,
): string {
  const text = pieces.map(piece => piece.text).join('');
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const kept = pieces
    .map(piece => {
      if (piece.name === undefined || !changed.includes(piece.name)) {
        return piece.text;
      }
      const line = lines.get(piece.name);
      const end = /[\r\n]+$/.exec(piece.text)?.[0] ?? '';
      return line === undefined ? '' : `${line}${end}`;
    })
    .join('');
  const own = new Set(pieces.map(({ name }) => name));
  const added = changed.flatMap(name =>
    own.has(name) || !lines.has(name) ? [] : `${lines.get(name)}${lineEnd}`,
  );
  if (added.length === 0) {
    return kept;
  }
  const needsEnd = kept !== '' && !/[\r\n]$/.test(kept);
  return `${kept}${needsEnd ? lineEnd : ''}${added.join('')}`;
}

/**
 * Sets a variable, or removes it where `value` is undefined; every other byte stays. A variable that is set twice is set in
 * its last place, which is the one that counts.
 *
 * @returns undefined when no way of writing the value is read back as the same
 */
export function setVariable(
  content: Uint8Array,
  name: string,
  value: string | undefined,
): Buffer | undefined {
  const text = decode(content);
  if (text === undefined) {
    return undefined;
  }
  const pieces = split(text);
  const last = pieces.findLastIndex(piece => piece.name === name);
  if (value === undefined) {
    return Buffer.from(
      pieces
        .filter(piece => piece.name !== name)
        .map(piece => piece.text)
        .join(''),
    );
  }
  for (const written of waysToWrite(value)) {
    const line = `${name}=${written}`;
    const changed =
      last < 0
        ? apply(pieces, [name], new Map([[name, line]]))
        : pieces
            .map((piece, index) =>
              index === last
                ? `${line}${/[\r\n]+$/.exec(piece.text)?.[0] ?? ''}`
                : piece.text,
            )
            .join('');
    if (readVariables(Buffer.from(changed))!.get(name) === value) {
      return Buffer.from(changed);
    }
  }
  return undefined;
}

function waysToWrite(value: string): string[] {
  return [
    ...(/^[\w@%+=:,./-]*$/.test(value) ? [value] : []),
    `'${value}'`,
    `"${value}"`,
    `"${value.replace(/\n/g, '\\n').replace(/\r/g, '\\r')}"`,
    `\`${value}\``,
  ];
}

/** Proves the merge by what the run time will read: each variable has the value of the side that changed it. */
function isAsMeant(files: {
  base: Uint8Array;
  ours: Uint8Array;
  theirs: Uint8Array;
  merged: Uint8Array;
}): boolean {
  const base = readVariables(files.base)!;
  const ours = readVariables(files.ours)!;
  const theirs = readVariables(files.theirs)!;
  const merged = readVariables(files.merged)!;
  const names = new Set(
    [base, ours, theirs, merged].flatMap(side => [...side.keys()]),
  );
  return [...names].every(name => {
    const side = base.get(name) === theirs.get(name) ? ours : theirs;
    return merged.get(name) === side.get(name);
  });
}
