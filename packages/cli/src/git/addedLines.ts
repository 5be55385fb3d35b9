/** Lines that a change adds to one file; of a file with many there are several. */
export interface AddedLines {
  path: string;
  /** The commit, where the patch says it. */
  commit?: string;
  /** Line numbers in the new file, from 1, with their text. */
  lines: Array<{ number: number; text: string }>;
}

/**
 * Options of `git diff` and `git log --patch` under which their output can be read here. Nothing in the repository or
 * in a person's configuration may hide content: no attributes that call text binary, no conversion, no other prefix.
 * `-c` shows what a merge itself adds.
 */
export const PATCH_OPTIONS = [
  '--patch',
  '--unified=0',
  '--inter-hunk-context=0',
  '--text',
  '-c',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-renames',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--submodule=short',
];

/** What is handed on at once, in characters. */
const PIECE = 1_000_000;

// A credential can have several lines, such as a private key: the end of a piece begins the next one too.
const SHARED_LINES = 120;
const SHARED_SIZE = 100_000;

/** Reads the added lines out of a patch that was made with {@link PATCH_OPTIONS}. */
export async function* readAddedLines(
  patch: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<AddedLines> {
  let commit: string | undefined;
  let path: string | undefined;
  let lines: AddedLines['lines'] = [];
  let size = 0;
  let number = 0;
  let left = 0;
  // More than one for a merge: each line begins with one column for each parent.
  let parents = 1;

  for await (const line of patch) {
    const hunk =
      left === 0 &&
      /^(@@+)(?: -\d+(?:,\d+)?)+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      parents = hunk[1].length - 1;
      number = Number(hunk[2]);
      left = hunk[3] === undefined ? 1 : Number(hunk[3]);
    } else if (left > 0) {
      const columns = line.slice(0, parents);
      if (columns.includes('-') || columns.startsWith('\\')) {
        continue;
      }
      // What holds a NUL is no text, whatever the attributes say.
      if (/^\++$/.test(columns) && !line.includes('\0')) {
        const text = line.slice(parents);
        lines.push({ number, text });
        size += text.length;
      }
      number++;
      left--;
      if (size > PIECE && path !== undefined) {
        yield { path, commit, lines };
        lines = tail(lines);
        size = 0;
      }
    } else if (/^(?:commit [0-9a-f]+$|diff --|\+\+\+ )/.test(line)) {
      if (size > 0 && path !== undefined) {
        yield { path, commit, lines };
      }
      lines = [];
      size = 0;
      path = undefined;
      if (line.startsWith('commit ')) {
        commit = line.slice('commit '.length);
      } else if (line.startsWith('+++ ')) {
        path = readPath(line.slice('+++ '.length));
      }
    }
  }
  if (size > 0 && path !== undefined) {
    yield { path, commit, lines };
  }
}

function tail(lines: AddedLines['lines']): AddedLines['lines'] {
  const last = lines.slice(-SHARED_LINES);
  const size = last.reduce((sum, { text }) => sum + text.length, 0);
  return size <= SHARED_SIZE ? last : [];
}

const ESCAPES: Record<string, number> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
};

/** The path behind `+++ `, which git quotes as C would when it holds unusual characters. */
function readPath(text: string): string | undefined {
  if (text === '/dev/null') {
    return undefined;
  }
  if (!text.startsWith('"')) {
    return text.replace(/^b\//, '').replace(/\t$/, '');
  }
  const bytes: Buffer[] = [];
  for (const [, octal, letter, plain] of text
    .slice(1, text.lastIndexOf('"'))
    .matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)) {
    if (octal !== undefined) {
      bytes.push(Buffer.from([parseInt(octal, 8)]));
    } else if (letter !== undefined) {
      bytes.push(Buffer.from([ESCAPES[letter] ?? letter.charCodeAt(0)]));
    } else {
      bytes.push(Buffer.from(plain));
    }
  }
  return Buffer.concat(bytes).toString('utf8').replace(/^b\//, '');
}
