import { createInterface } from 'node:readline';
import { LogFile, openLogs } from './files';
import { LineParser } from './LineParser';
import { LogEntry } from './LogEntry';

/**
 * The entries of several logs by time, oldest first. Entries of one log stay in the order in which they were written.
 *
 * @param options - `since` in milliseconds since the epoch; `keep` takes over the file that is being written, to follow it
 */
export async function* readEntries(
  directory: string,
  services: string[],
  options: {
    since?: number;
    keep?: (service: string, file: LogFile) => void;
  } = {},
): AsyncGenerator<LogEntry> {
  const sources = await Promise.all(
    services.map(async service => {
      const entries = readLog(directory, service, options);
      return { entries, next: await entries.next() };
    }),
  );
  for (;;) {
    let first: (typeof sources)[number] | undefined;
    for (const source of sources) {
      if (
        !source.next.done &&
        (!first || source.next.value.time < (first.next.value as LogEntry).time)
      ) {
        first = source;
      }
    }
    if (!first) {
      return;
    }
    const entry = first.next.value as LogEntry;
    if (options.since === undefined || entry.time >= options.since) {
      yield entry;
    }
    first.next = await first.entries.next();
  }
}

async function* readLog(
  directory: string,
  service: string,
  {
    since,
    keep,
  }: { since?: number; keep?: (service: string, file: LogFile) => void },
): AsyncGenerator<LogEntry> {
  const files = await openLogs(directory, service);
  try {
    const wanted = files.filter(
      ({ modifiedAt }) => since === undefined || modifiedAt >= since,
    );
    const parser = new LineParser(service, files[0]?.modifiedAt ?? 0);
    for (const { handle, size } of wanted) {
      if (size === 0) {
        continue;
      }
      const lines = createInterface({
        input: handle.createReadStream({
          autoClose: false,
          start: 0,
          end: size - 1,
        }),
        crlfDelay: Infinity,
      });
      for await (const line of lines) {
        const entry = parser.add(line);
        if (entry) {
          yield entry;
        }
      }
    }
    const last = parser.flush();
    if (last) {
      yield last;
    }
  } finally {
    const current = keep ? files.pop() : undefined;
    if (current) {
      keep?.(service, current);
    }
    await Promise.all(files.map(({ handle }) => handle.close()));
  }
}
