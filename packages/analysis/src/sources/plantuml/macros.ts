/** A macro that the page itself defines: its lines, with the names of its parameters and what they default to. */
interface Macro {
  parameters: Array<{ name: string; value?: string }>;
  body: string[];
}

const MAX_MACROS = 200;
const MAX_BODY = 200;
/** Calls inside of calls. */
const MAX_DEPTH = 4;
/** Lines that all calls of a page may become. */
const MAX_LINES = 20_000;
const MAX_LINE = 4000;

const PROCEDURE =
  /^!(?:unquoted\s+|final\s+)*(procedure)\s+(\$?\w{1,80})\s*\(([^()]{0,500})\)/i;
const LONG = /^!(definelong)\s+(\w{1,80})\s*(?:\(([^()]{0,500})\))?/i;
const SHORT = /^!define\s+(\w{1,80})\(([^()]{0,500})\)\s+(.{1,1000})$/i;

/** The macros that a page defines (`!procedure`, `!definelong`, `!define NAME(x)`), and their calls. */
export class Macros {
  private readonly macros = new Map<string, Macro>();
  private open: { name: string; macro: Macro; until: RegExp } | undefined;
  private left = MAX_LINES;

  /** Takes a line that defines a macro, or is part of one that is being defined. */
  define(line: string): boolean {
    if (this.open) {
      const { name, macro, until } = this.open;
      if (until.test(line)) {
        if (this.macros.size < MAX_MACROS) this.macros.set(name, macro);
        this.open = undefined;
      } else if (macro.body.length < MAX_BODY && !line.startsWith('!')) {
        macro.body.push(line);
      }
      return true;
    }
    const block = PROCEDURE.exec(line) ?? LONG.exec(line);
    if (block) {
      this.open = {
        name: block[2],
        macro: { parameters: parametersOf(block[3] ?? ''), body: [] },
        until:
          block[1].toLowerCase() === 'procedure'
            ? /^!endprocedure\b/i
            : /^!enddefinelong\b/i,
      };
      return true;
    }
    const short = SHORT.exec(line);
    if (!short) return false;
    if (this.macros.size < MAX_MACROS) {
      this.macros.set(short[1], {
        parameters: parametersOf(short[2]),
        body: [short[3]],
      });
    }
    return true;
  }

  /** The lines that a line becomes: itself, unless it starts with a call. */
  expand(line: string, depth = 0): string[] {
    const call = this.macros.size
      ? /^(\$?\w{1,80})\s*\(/.exec(line)
      : undefined;
    const macro = call && this.macros.get(call[1]);
    if (!macro || depth >= MAX_DEPTH) return [line];
    const read = readArguments(line.slice(call[0].length));
    if (!read) return [line];
    this.left -= macro.body.length;
    if (this.left < 0) return [line];
    const values = new Map(
      macro.parameters.map(({ name, value }, i) => [
        name,
        read.named.get(name) ?? read.args[i] ?? value ?? '',
      ]),
    );
    const body = macro.body.map(text => fill(text, values));
    if (body.length) body[body.length - 1] += read.rest;
    return body
      .map(text => text.trim().slice(0, MAX_LINE))
      .filter(text => text && !text.startsWith("'"))
      .flatMap(text => this.expand(text, depth + 1));
  }
}

function parametersOf(text: string): Macro['parameters'] {
  return text
    .split(',')
    .map(part => /^\s*(\$?\w{1,60})\s*(?:=\s*"?([^"]*?)"?\s*)?$/.exec(part))
    .flatMap(found => (found ? [{ name: found[1], value: found[2] }] : []));
}

function fill(text: string, values: ReadonlyMap<string, string>): string {
  return text
    .replace(/##/g, '')
    .replace(/\$?\b[A-Za-z_]\w*/g, word => values.get(word) ?? word)
    .slice(0, MAX_LINE);
}

/** Arguments up to the bracket that closes them, without their quotes. */
function readArguments(text: string) {
  const args: string[] = [];
  const named = new Map<string, string>();
  let current = '';
  let quoted = false;
  let depth = 0;
  const push = () => {
    const name = /^\s*(\$\w{1,60})\s*=\s*(.*)$/s.exec(current);
    const unquoted = (name?.[2] ?? current).trim().replace(/^"|"$/g, '');
    if (name) named.set(name[1], unquoted);
    else if (args.length < 30) args.push(unquoted);
    current = '';
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') quoted = !quoted;
    if (!quoted && char === ',' && depth === 0) push();
    else if (!quoted && char === ')' && depth === 0) {
      push();
      return { args, named, rest: text.slice(at + 1) };
    } else {
      if (!quoted && char === '(') depth++;
      if (!quoted && char === ')') depth--;
      current += char;
    }
  }
  return undefined;
}
