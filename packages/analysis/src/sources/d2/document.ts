import type { Span } from '../diagram';

/** One `key: value {…}` of a D2 document. Connections have several keys. */
export interface Entry {
  /** Paths of the keys, in the order of the connection. */
  keys: string[][];
  arrows: string[];
  value?: string;
  /** Language of a `|md … |` value. */
  block?: string;
  children?: Entry[];
  span: Span;
}

const MAX_DEPTH = 100;
const MAX_ENTRIES = 50_000;
const ARROW = /<?-+>?|<-+/y;

class DocumentReader {
  private at = 0;
  private count = 0;
  private readonly unread: Span[] = [];

  constructor(private readonly text: string) {}

  read(): { entries: Entry[]; unread: Span[] } {
    const root: Entry[] = [];
    const open: Entry[][] = [root];
    const { text } = this;
    while (this.at < text.length && this.count < MAX_ENTRIES) {
      this.skipBlank();
      if (this.at >= text.length) break;
      if (text[this.at] === '}') {
        this.at++;
        if (open.length > 1) open.pop();
        continue;
      }
      const entry = this.entry();
      if (!entry) continue;
      this.count++;
      open[open.length - 1].push(entry);
      if (entry.children)
        open.push(open.length < MAX_DEPTH ? entry.children : []);
    }
    return { entries: root, unread: this.unread };
  }

  /** Spaces, line ends, semicolons and comments. */
  private skipBlank(): void {
    const { text } = this;
    for (;;) {
      while (this.at < text.length && /[\s;]/.test(text[this.at])) this.at++;
      if (text.startsWith('"""', this.at)) {
        const end = text.indexOf('"""', this.at + 3);
        this.at = end < 0 ? text.length : end + 3;
      } else if (text[this.at] === '#') this.skipLine();
      else return;
    }
  }

  private skipLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end + 1;
  }

  private skipSpaces(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
  }

  private entry(): Entry | undefined {
    const { text } = this;
    const start = this.at;
    const keys: string[][] = [];
    const arrows: string[] = [];
    for (;;) {
      const path = this.path();
      if (!path.length) {
        this.skipLine();
        this.unread.push({ start, end: this.at });
        return undefined;
      }
      keys.push(path);
      this.skipSpaces();
      ARROW.lastIndex = this.at;
      const arrow = ARROW.exec(text)?.[0];
      if (!arrow || !/[-]/.test(arrow)) break;
      arrows.push(arrow);
      this.at += arrow.length;
      this.skipSpaces();
    }
    const entry: Entry = { keys, arrows, span: { start, end: this.at } };
    if (text[this.at] === ':') {
      this.at++;
      this.skipSpaces();
      this.value(entry);
      this.skipSpaces();
    }
    entry.span.end = this.at;
    if (text[this.at] === '{') {
      this.at++;
      entry.children = [];
    }
    return entry;
  }

  /** `a."b c".d`, up to an arrow, a colon or a brace. */
  private path(): string[] {
    const { text } = this;
    const parts: string[] = [];
    let part = '';
    let wasQuoted = false;
    const push = () => {
      const name = wasQuoted ? part : part.trim();
      if (name && parts.length < 50) parts.push(name);
      part = '';
      wasQuoted = false;
    };
    while (this.at < text.length) {
      const char = text[this.at];
      if ((char === '"' || char === "'") && !part.trim()) {
        part = this.quoted(char);
        wasQuoted = true;
        continue;
      }
      if (/[:;{}\n\r]/.test(char)) break;
      // a dash is part of a name unless it is an arrow
      if (
        char === '-' &&
        /^-+(?:>|-|\s)|^->/.test(text.slice(this.at, this.at + 5))
      )
        break;
      if (char === '<' && text[this.at + 1] === '-') break;
      if (char === '#' && /\s/.test(text[this.at - 1] ?? ' ')) break;
      if (char === '.') push();
      else if (!(wasQuoted && /\s/.test(char)))
        part += char === '\\' ? text[++this.at] ?? '' : char;
      this.at++;
    }
    push();
    return parts;
  }

  private quoted(quote: string): string {
    const { text } = this;
    let value = '';
    this.at++;
    while (
      this.at < text.length &&
      text[this.at] !== quote &&
      text[this.at] !== '\n'
    ) {
      if (text[this.at] === '\\') {
        this.at++;
        value += text[this.at] === 'n' ? '\n' : text[this.at] ?? '';
      } else value += text[this.at];
      this.at++;
    }
    if (text[this.at] === quote) this.at++;
    return value;
  }

  private value(entry: Entry): void {
    const { text } = this;
    const char = text[this.at];
    if (char === '"' || char === "'") {
      entry.value = this.quoted(char);
      return;
    }
    if (char === '|') {
      this.blockString(entry);
      return;
    }
    if (char === '[') {
      const end = text.indexOf(']', this.at);
      this.at = end < 0 ? text.length : end + 1;
      return;
    }
    const start = this.at;
    while (this.at < text.length && !/[\n\r;{}]/.test(text[this.at])) {
      if (text[this.at] === '#' && /\s/.test(text[this.at - 1] ?? '')) break;
      // ${variables} keep their braces
      if (text[this.at] === '$' && text[this.at + 1] === '{') {
        const end = text.indexOf('}', this.at);
        this.at = end < 0 ? text.length : end;
      }
      this.at++;
    }
    const value = text.slice(start, this.at).trim();
    if (value) entry.value = value.replace(/\\n/g, '\n');
  }

  /** `|md … |`, `||js … ||`, `|`js … `|` */
  private blockString(entry: Entry): void {
    const { text } = this;
    const opening = /(\|+[`'"]?)([\w-]*)/y;
    opening.lastIndex = this.at;
    const [whole, fence, language] = opening.exec(text)!;
    const closing = [...fence].reverse().join('');
    const from = this.at + whole.length;
    const end = text.indexOf(closing, from);
    entry.block = language || 'md';
    entry.value = text.slice(from, end < 0 ? text.length : end).trim();
    this.at = end < 0 ? text.length : end + closing.length;
  }
}

/** Reads D2 into entries; a line that is none is left out. */
export function readDocument(text: string): {
  entries: Entry[];
  unread: Span[];
} {
  return new DocumentReader(text).read();
}
