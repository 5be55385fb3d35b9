import { stripVTControlCharacters } from 'node:util';

const KEPT_LINES = 200;

/** The last lines that a process wrote. */
export class OutputTail {
  #lines: string[] = [];
  #rest = '';

  /** Takes a piece of output, returns the lines that it completed. */
  add(text: string): string[] {
    const parts = (this.#rest + text).split(/\r?\n/);
    this.#rest = parts.pop() ?? '';
    const lines = parts.map(line => stripVTControlCharacters(line));
    this.#lines = [...this.#lines, ...lines].slice(-KEPT_LINES);
    return lines;
  }

  get lines(): string[] {
    return [...this.#lines, stripVTControlCharacters(this.#rest)].filter(
      line => line.trim() !== '',
    );
  }
}

const LOOKED_AT = 60;
const SHOWN = 12;

/**
 * The lines that most likely say why a process ended: from the first of its last lines that mentions an error on,
 * or else simply the last ones.
 */
export function findCause(lines: string[]): string {
  const last = lines.slice(-LOOKED_AT);
  const first = last.findIndex(line =>
    /\b(error|fatal|panic|exception|cannot|failed|EADDRINUSE)\b|Error:/i.test(
      line,
    ),
  );
  return (
    first >= 0 ? last.slice(first, first + SHOWN) : last.slice(-SHOWN)
  ).join('\n');
}
