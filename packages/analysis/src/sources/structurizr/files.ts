import type { SourceText } from '../../source';
import { folderOf, join } from '../paths';
import { readStatements, type Statement } from './statements';

/** A workspace with everything that it includes: its statements, and one text that their places count in. */
export interface WorkspaceFiles {
  statements: Statement[];
  source: SourceText;
}

interface File {
  source: SourceText;
  statements: Statement[];
  /** Offset of its text in the text of all files. */
  offset: number;
}

const MAX_STATEMENTS = 100_000;
const MAX_DEPTH = 20;

/** The file or folder that a statement takes in, where it does. */
function includedBy({ words }: Statement): string | undefined {
  const [first = '', second = ''] = words.map(word => word.toLowerCase());
  if (first.startsWith('!include')) return words[1];
  return first === 'workspace' && second === 'extends' ? words[2] : undefined;
}

/**
 * Puts what `!include` and `workspace extends` name in their place, as far as it is among the files. A file that another
 * one includes is no workspace of its own.
 */
export function joinFiles(sources: readonly SourceText[]): WorkspaceFiles[] {
  if (sources.length === 1) {
    const [source] = sources;
    return [{ statements: readStatements(source.text), source }];
  }
  const files: File[] = [];
  let offset = 0;
  for (const source of sources) {
    files.push({ source, statements: readStatements(source.text), offset });
    offset += source.text.length + 1;
  }
  const byPath = new Map(
    files.map(file => [join('', file.source.path ?? ''), file]),
  );
  const find = (what: string, from: File): File[] => {
    const target = join(folderOf(from.source.path), what);
    const file = byPath.get(target);
    if (file) return [file];
    return [...byPath]
      .filter(([other]) => other.startsWith(`${target}/`))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, inFolder]) => inFolder);
  };
  const included = new Set<File>();
  for (const file of files) {
    for (const statement of file.statements) {
      const what = includedBy(statement);
      if (what)
        find(what, file)
          .filter(other => other !== file)
          .forEach(other => included.add(other));
    }
  }
  const all: SourceText = {
    text: sources.map(({ text }) => text).join('\n'),
    evidence: (start, end, box) => {
      let file = files[0];
      for (const other of files) if (other.offset <= start) file = other;
      const { length } = file.source.text;
      return file.source.evidence(
        Math.min(start - file.offset, length),
        Math.max(0, Math.min(end - file.offset, length)),
        box,
      );
    },
  };
  const inline = (file: File, around: readonly File[], into: Statement[]) => {
    for (const statement of file.statements) {
      if (into.length >= MAX_STATEMENTS) return;
      const what = includedBy(statement);
      const found =
        what && around.length < MAX_DEPTH
          ? find(what, file).filter(other => !around.includes(other))
          : [];
      for (const other of found) inline(other, [...around, other], into);
      const isInclude = statement.words[0]?.toLowerCase() !== 'workspace';
      if (found.length && isInclude) continue;
      into.push({
        ...statement,
        // what it extends was read before it
        words: found.length ? ['workspace'] : statement.words,
        span: {
          start: statement.span.start + file.offset,
          end: statement.span.end + file.offset,
        },
      });
    }
  };
  const roots = files.filter(file => !included.has(file));
  return (roots.length ? roots : files.slice(0, 1)).map(root => {
    const statements: Statement[] = [];
    inline(root, [root], statements);
    return { statements, source: { ...all, path: root.source.path } };
  });
}
