const ID =
  /[\p{L}\p{N}_$#/'?!*+\\](?:[\p{L}\p{N}_$#/'?!*+\\:.]|-(?![-.>=])|\.(?![-.]))*/uy;

/** A place in a text, moved forward by what is read there. */
export class Scanner {
  at = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** Reads a sticky pattern here. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.at += match[0].length;
    return match;
  }

  /** Whether what follows (200 characters of it) matches. */
  matches(pattern: RegExp): boolean {
    return pattern.test(this.text.slice(this.at, this.at + 200));
  }

  skipSpaces(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
  }

  /** Spaces, line ends and semicolons. */
  skipBlank(): void {
    while (!this.done && /[\s;]/.test(this.text[this.at])) this.at++;
  }

  skipLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end + 1;
  }

  /** The identifier of a node; a dash belongs to it unless it starts a link. */
  id(): string | undefined {
    const found = this.take(ID)?.[0];
    if (!found) return undefined;
    // ":::class" and a trailing colon are not part of it
    const cut = found.indexOf(':');
    if (cut >= 0) {
      this.at -= found.length - cut;
      return found.slice(0, cut) || undefined;
    }
    return found;
  }
}
