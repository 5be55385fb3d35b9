import pc from 'picocolors';
import { Level, LogEntry } from './LogEntry';

const COLORS: Record<Level, (text: string) => string> = {
  error: pc.red,
  warn: pc.yellow,
  info: pc.green,
  debug: pc.gray,
};

/** An entry for a person: a line, and below it what belongs to it. */
export function formatEntry(entry: LogEntry): string {
  const { time, service, level, plugin, message, fields, more } = entry;
  const beside = Object.entries(fields)
    // A request's line has all of these in it.
    .filter(() => fields.type !== 'incomingRequest')
    .map(([name, value]) => ` ${pc.cyan(name)}=${JSON.stringify(value)}`)
    .join('');
  const head = [
    pc.dim(localTime(time)),
    service.padEnd(8),
    COLORS[level](level.padEnd(5)),
    ...(plugin ? [pc.blue(plugin)] : []),
  ].join(' ');
  return [
    `${head} ${message}${beside}`,
    ...more.map(line => `    ${line}`),
  ].join('\n');
}

/** An entry as one line of JSON. */
export function toJsonLine(entry: LogEntry): string {
  const { time, more, ...rest } = entry;
  return JSON.stringify({
    time: new Date(time).toISOString(),
    ...rest,
    ...(more.length > 0 ? { more } : {}),
  });
}

function localTime(time: number): string {
  const date = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return date.toISOString().replace('T', ' ').replace('Z', '');
}
