import { stripVTControlCharacters } from 'node:util';
import { Level, LogEntry } from './LogEntry';

const MARKER = /^--- (\S+) starting ---$/;
const DEVELOPMENT =
  /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\S+) (error|warn|info|http|verbose|debug|silly) (.*)$/;
const POSTGRES =
  /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) UTC \[\d+\](?: \S+)? ([A-Z]+\d?):\s+(.*)$/;
// As Backstage writes what is beside a message in development: ` name=<JSON>`.
const FIELD =
  / ([A-Za-z_][\w.-]{0,60})=("(?:[^"\\]|\\.)*"|-?\d[\d.]*|true|false|null)(?= |$)/g;
const MAX_LINE = 64 * 1024;
const MAX_MORE = 200;

const LEVEL_OF: Record<string, Level> = {
  error: 'error',
  warn: 'warn',
  info: 'info',
  http: 'info',
  verbose: 'debug',
  debug: 'debug',
  silly: 'debug',
  LOG: 'info',
  INFO: 'info',
  NOTICE: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  FATAL: 'error',
  PANIC: 'error',
};
// Belong to the message before them.
const POSTGRES_MORE = [
  'DETAIL',
  'HINT',
  'STATEMENT',
  'CONTEXT',
  'QUERY',
  'LOCATION',
];

/** Turns the lines of one log into entries. Whatever a line holds, it comes out without control characters. */
export class LineParser {
  #current: LogEntry | undefined;

  /** @param time - for lines before the first that has one */
  constructor(private readonly service: string, private time: number) {}

  /** @returns the entry that the line shows to be complete */
  add(text: string): LogEntry | undefined {
    const line = clean(text);
    const entry = this.#parse(line);
    if (!entry) {
      if (this.#current && this.#current.more.length < MAX_MORE) {
        this.#current.more.push(line);
      }
      return undefined;
    }
    const complete = this.#current;
    this.#current = entry;
    return complete;
  }

  /** The last entry, when no more lines are to come for now. */
  flush(): LogEntry | undefined {
    const complete = this.#current;
    this.#current = undefined;
    return complete;
  }

  /** Undefined for a line that belongs to the entry before it. */
  #parse(line: string): LogEntry | undefined {
    return (
      this.#parseMarker(line) ??
      this.#parseJson(line) ??
      this.#parseDevelopment(line) ??
      this.#parsePostgres(line) ??
      this.#parsePlain(line)
    );
  }

  #entry(entry: Partial<LogEntry> & { message: string }): LogEntry {
    if (entry.time !== undefined && !Number.isNaN(entry.time)) {
      this.time = entry.time;
    }
    return {
      level: 'info',
      fields: {},
      ...entry,
      time: this.time,
      service: this.service,
      more: [],
    };
  }

  #parseMarker(line: string): LogEntry | undefined {
    const time = MARKER.exec(line)?.[1];
    return time
      ? this.#entry({ time: Date.parse(time), message: 'Starting' })
      : undefined;
  }

  #parseJson(line: string): LogEntry | undefined {
    if (!line.startsWith('{')) {
      return undefined;
    }
    let json: Record<string, unknown>;
    try {
      json = JSON.parse(line);
    } catch {
      return undefined;
    }
    const { level, message, timestamp, plugin, service, stack, ...fields } =
      json;
    if (typeof level !== 'string' || message === undefined) {
      return undefined;
    }
    const entry = this.#entry({
      // Backstage's production format has no time; requests carry theirs as `date`.
      time: Date.parse(String(timestamp ?? fields.date ?? '')),
      level: LEVEL_OF[level] ?? 'info',
      plugin: plugin || service ? String(plugin ?? service) : undefined,
      message: clean(
        typeof message === 'string' ? message : JSON.stringify(message),
      ),
      fields,
    });
    if (typeof stack === 'string') {
      entry.more.push(...stack.split('\n').slice(1, MAX_MORE).map(clean));
    }
    return entry;
  }

  #parseDevelopment(line: string): LogEntry | undefined {
    const match = DEVELOPMENT.exec(line);
    if (!match) {
      return undefined;
    }
    const [, time, plugin, level, rest] = match;
    const fields: Record<string, unknown> = {};
    let end = rest.length;
    for (const field of rest.matchAll(FIELD)) {
      end = Math.min(end, field.index);
      try {
        fields[field[1]] = JSON.parse(field[2]);
      } catch {
        fields[field[1]] = field[2];
      }
    }
    return this.#entry({
      time: Date.parse(time),
      level: LEVEL_OF[level],
      plugin,
      message: rest.slice(0, end).trimEnd(),
      fields,
    });
  }

  #parsePostgres(line: string): LogEntry | undefined {
    const match = POSTGRES.exec(line);
    if (!match || POSTGRES_MORE.includes(match[3])) {
      return undefined;
    }
    const [, day, time, level, message] = match;
    return this.#entry({
      time: Date.parse(`${day}T${time}Z`),
      level: LEVEL_OF[level] ?? 'debug',
      message,
    });
  }

  /** What no logger wrote: a crash of Node.js, a line of the sandbox. */
  #parsePlain(line: string): LogEntry | undefined {
    const belongs =
      line === '' ||
      /^[\s}\])]/.test(line) ||
      POSTGRES.test(line) ||
      /^Caused by/.test(line);
    if (belongs && this.#current) {
      return undefined;
    }
    let level: Level = 'info';
    if (
      /^(?:Uncaught |Unhandled )?\w*(?:Error|Exception)\b|\b(?:fatal|panic)\b/i.test(
        line,
      )
    ) {
      level = 'error';
    } else if (/\bwarning\b/i.test(line)) {
      level = 'warn';
    }
    return this.#entry({ level, message: line });
  }
}

function clean(text: string): string {
  const plain = stripVTControlCharacters(text.slice(0, MAX_LINE));
  // eslint-disable-next-line no-control-regex
  return plain.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}
