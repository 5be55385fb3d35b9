/** A range of the text. */
export interface Range {
  start: number;
  end: number;
}

/** A cell of a table. */
export type Cell = Range;

/** A piece of a Markdown (or plain) text. Offsets are those of the original text. */
export type Block =
  | (Range & { kind: 'heading'; level: number })
  | (Range & { kind: 'paragraph' })
  | (Range & { kind: 'item'; indent: number })
  | (Range & { kind: 'table'; header: Cell[]; rows: Cell[][] });

/** A text with its markup blanked out, character for character, and what the markup said. */
export interface MarkedText {
  /** Same length as the original; markup, URLs and code blocks are spaces. */
  masked: string;
  /** Ranges in bold, code or link text: names, more often than not. */
  strong: Range[];
  code: Range[];
  blocks: Block[];
}

const spaces = (length: number) => ' '.repeat(length);

/** Blanks markup out and cuts the text into blocks. */
export function readMarkdown(text: string): MarkedText {
  const strong: Range[] = [];
  const code: Range[] = [];
  let masked = maskFences(text);
  const blank = (pattern: RegExp) => {
    masked = masked.replace(pattern, whole => whole.replace(/[^\n]/g, ' '));
  };
  masked = maskComments(masked);
  blank(/<\/?[a-zA-Z][^<>\n]{0,1000}>/g);
  blank(/!\[[^\]\n]{0,300}\]\([^)\n]{0,1000}\)/g);
  blank(/^[ \t]{0,3}\[[^\]\n]{1,100}\]:[^\n]*$/gm);
  masked = masked.replace(
    /\[([^[\]\n]{1,300})\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\))?[^()\n]{0,300}\)|\[[^\]\n]{0,100}\])/g,
    (whole, label: string, offset: number) => {
      strong.push({ start: offset + 1, end: offset + 1 + label.length });
      return ` ${label}${spaces(whole.length - label.length - 1)}`;
    },
  );
  blank(/\bhttps?:\/\/[^\s)>\]"'`|]{1,2000}/g);
  masked = masked.replace(
    /(`{1,2})([^`\n]{1,200})\1/g,
    (_whole, ticks: string, inner: string, offset: number) => {
      const start = offset + ticks.length;
      strong.push({ start, end: start + inner.length });
      code.push({ start, end: start + inner.length });
      return `${spaces(ticks.length)}${inner}${spaces(ticks.length)}`;
    },
  );
  masked = masked.replace(
    /(\*\*|__)(?=\S)([^*\n]{1,200}?)\1/g,
    (_whole, mark: string, inner: string, offset: number) => {
      strong.push({ start: offset + 2, end: offset + 2 + inner.length });
      return `${spaces(mark.length)}${inner}${spaces(mark.length)}`;
    },
  );
  masked = masked.replace(
    /(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,80})\1(?![\w*])/g,
    (_whole, _mark, inner: string) => ` ${inner} `,
  );
  // pictures in the text are no words; variation selectors and stray surrogates neither
  masked = masked.replace(
    /[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\uFE0F\u200D\uFFFD]/gu,
    whole => (/[↔➡⬅↕]/u.test(whole) ? whole : spaces(whole.length)),
  );
  return { masked, strong, code, blocks: cutBlocks(masked) };
}

function maskComments(text: string): string {
  let result = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start < 0 ? -1 : text.indexOf('-->', start);
    if (end < 0) return result + text.slice(at);
    result +=
      text.slice(at, start) + text.slice(start, end + 3).replace(/[^\n]/g, ' ');
    at = end + 3;
  }
}

function maskFences(text: string): string {
  let open: string | undefined;
  return text
    .split('\n')
    .map(line => {
      const fence = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
      if (open) {
        if (fence?.startsWith(open)) open = undefined;
        return spaces(line.length);
      }
      if (fence) {
        open = fence;
        return spaces(line.length);
      }
      return line;
    })
    .join('\n');
}

const ITEM = /^(\s*)(?:[-*+•·▪–]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)/;
const HEADING = /^\s{0,3}(#{1,6})\s+([^]*)$/;
const NUMBERED_HEADING = /^\s*\d{1,2}(?:\.\d{1,2})*\.?\s+\p{Lu}[^.:]{2,70}$/u;
/** "Gateway: routes the requests" on a line of its own */
const LABELLED = /^\s*[^\s:|][^:|.]{0,60}:\s+\S/;

interface Line extends Range {
  text: string;
}

function cutBlocks(masked: string): Block[] {
  const lines: Line[] = [];
  let offset = 0;
  for (const text of masked.split('\n')) {
    lines.push({ text, start: offset, end: offset + text.length });
    offset += text.length + 1;
  }
  const blocks: Block[] = [];
  let open: (Range & { kind: 'paragraph' | 'item' }) | undefined;
  const close = () => {
    open = undefined;
  };

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const text = line.text.replace(/\r$/, '');
    if (!text.trim()) {
      close();
      continue;
    }
    const table = tableAt(lines, i);
    if (table) {
      blocks.push(table.block);
      i = table.last;
      close();
      continue;
    }
    const heading = HEADING.exec(text);
    const underline = /^\s{0,3}(=+|-{3,})\s*$/.exec(lines[i + 1]?.text ?? '');
    if (heading || (underline && !open && !ITEM.test(text))) {
      const content = heading ? withoutClosing(heading[2]) : text.trim();
      const start = line.start + text.indexOf(content);
      blocks.push({
        kind: 'heading',
        level: heading?.[1].length ?? (underline![1][0] === '=' ? 1 : 2),
        start,
        end: start + content.length,
      });
      if (!heading) i++;
      close();
      continue;
    }
    if (/^\s*([-*_=]\s*){3,}$/.test(text)) {
      close();
      continue;
    }
    const item = ITEM.exec(text);
    if (NUMBERED_HEADING.test(text) && !open && !/[.!?]$/.test(text.trim())) {
      const following = lines[i + 1]?.text ?? '';
      if (!ITEM.test(following) && !blocksEndWithItem(blocks, line.start)) {
        blocks.push({
          kind: 'heading',
          level: 3,
          start: line.start + /^\s*[\d.]+\s*/.exec(text)![0].length,
          end: line.start + text.trimEnd().length,
        });
        close();
        continue;
      }
    }
    if (item) {
      open = {
        kind: 'item',
        start: line.start + item[0].length,
        end: line.start + text.length,
      };
      blocks.push({
        ...open,
        kind: 'item',
        indent: item[1].replace(/\t/g, '    ').length,
      });
      open = blocks[blocks.length - 1] as typeof open;
      continue;
    }
    if (/^\s*\|.*\|\s*$/.test(text)) {
      // a row without a table
      close();
      continue;
    }
    const quote = /^\s*>+\s?/.exec(text)?.[0].length ?? 0;
    const previous = lines[i - 1]?.text.trim() ?? '';
    const breaks =
      open &&
      (LABELLED.test(text) ||
        (/[.:!?]$/.test(previous) && /^\s*\p{Lu}/u.test(text)) ||
        (previous.length < 50 && /^\s*[\p{Lu}\d]/u.test(text)));
    if (open && !breaks) {
      open.end = line.start + text.length;
    } else {
      blocks.push({
        kind: 'paragraph',
        start: line.start + quote,
        end: line.start + text.length,
      });
      open = blocks[blocks.length - 1] as typeof open;
    }
  }
  return blocks;
}

/** A heading without the marks that it may end with. Not by a pattern: that takes the square of a run of spaces. */
function withoutClosing(heading: string): string {
  let end = heading.length;
  while (end > 0 && /[\s#]/.test(heading[end - 1])) end--;
  return heading.slice(0, end);
}

function blocksEndWithItem(blocks: Block[], start: number): boolean {
  const last = blocks[blocks.length - 1];
  return last?.kind === 'item' && start - last.end < 3;
}

/** Of a trimmed line; each part begins with what the one before cannot end with, so that no line takes long. */
const SEPARATOR = /^\|?\s*:?-{2,}:?(?:\s*\|\s*:?-{2,}:?)*(?:\s*\|)?$/;

function tableAt(
  lines: Line[],
  index: number,
): { block: Block & { kind: 'table' }; last: number } | undefined {
  const first = lines[index];
  const piped =
    first.text.includes('|') &&
    lines[index + 1] &&
    lines[index + 1].text.includes('-') &&
    SEPARATOR.test(lines[index + 1].text.trim());
  const tabs = (line?: Line) => line?.text.match(/\S\t+\S/g)?.length ?? 0;
  const tabbed = !piped && tabs(first) >= 2 && tabs(lines[index + 1]) >= 2;
  if (!piped && !tabbed) return undefined;
  const separator = piped ? '|' : '\t';
  const rows: Cell[][] = [];
  let last = piped ? index + 1 : index;
  while (
    lines[last + 1] &&
    (piped ? lines[last + 1].text.includes('|') : tabs(lines[last + 1]) >= 1)
  ) {
    last++;
    rows.push(cellsOf(lines[last], separator));
  }
  return {
    block: {
      kind: 'table',
      header: cellsOf(first, separator),
      rows,
      start: first.start,
      end: lines[last].end,
    },
    last,
  };
}

function cellsOf(line: Line, separator: string): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  const text = line.text;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && (text[i] !== separator || text[i - 1] === '\\')) {
      continue;
    }
    const raw = text.slice(start, i);
    const trimmed = raw.trim();
    const isEdge =
      separator === '|' && !trimmed && (start === 0 || i === text.length);
    if (!isEdge) {
      const from = line.start + start + (raw.length - raw.trimStart().length);
      cells.push({ start: from, end: from + trimmed.length });
    }
    start = i + 1;
  }
  return cells;
}
