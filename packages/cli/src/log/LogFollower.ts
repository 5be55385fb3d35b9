import { StringDecoder } from 'node:string_decoder';
import { inodeOf, listServices, LogFile, openLogs } from './files';
import { LineParser } from './LineParser';
import { LogEntry } from './LogEntry';

const CHUNK_BYTES = 256 * 1024;

interface Followed {
  file: LogFile;
  offset: number;
  decoder: StringDecoder;
  rest: string;
  parser: LineParser;
}

/** Reads what is added to logs, over rotations, and logs that appear. */
export class LogFollower {
  readonly #followed = new Map<string, Followed>();

  /** @param services - absent: whichever there are */
  constructor(
    private readonly directory: string,
    private readonly services?: string[],
  ) {}

  /** Goes on behind what was read of a file already. */
  follow(service: string, file: LogFile, offset = file.size): void {
    this.#followed.set(service, {
      file,
      offset,
      decoder: new StringDecoder('utf8'),
      rest: '',
      parser: new LineParser(service, Date.now()),
    });
  }

  /** What has come since the last time, by time. */
  async poll(): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    for (const service of this.services ??
      (await listServices(this.directory))) {
      entries.push(...(await this.#pollOne(service)));
    }
    return entries.sort((a, b) => a.time - b.time);
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#followed.values()].map(({ file }) => file.handle.close()),
    );
    this.#followed.clear();
  }

  async #pollOne(service: string): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    const inode = await inodeOf(this.directory, service);
    let followed = this.#followed.get(service);
    if (followed) {
      // The rest of a file that was moved away meanwhile comes first.
      await readOn(followed, entries);
    }
    if (inode !== undefined && inode !== followed?.file.inode) {
      // It may have been rotated more than once: all that is newer than ours is to be read, or all when there is no ours
      // any more. A log that has just appeared begins with its present file.
      const files = await openLogs(this.directory, service);
      const ours = followed
        ? files.findIndex(file => file.inode === followed?.file.inode)
        : files.length - 2;
      for (const [index, file] of files.entries()) {
        if (index <= ours) {
          await file.handle.close();
          continue;
        }
        const last = followed?.parser.flush();
        entries.push(...(last ? [last] : []));
        await followed?.file.handle.close();
        this.follow(service, file, 0);
        followed = this.#followed.get(service)!;
        await readOn(followed, entries);
      }
    }
    const last = followed?.parser.flush();
    return last ? [...entries, last] : entries;
  }
}

async function readOn(followed: Followed, entries: LogEntry[]): Promise<void> {
  const { file, decoder, parser } = followed;
  const { size } = await file.handle.stat();
  if (size < followed.offset) {
    // Emptied by a person.
    followed.offset = 0;
  }
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (;;) {
    const { bytesRead } = await file.handle.read(
      buffer,
      0,
      CHUNK_BYTES,
      followed.offset,
    );
    if (bytesRead === 0) {
      return;
    }
    followed.offset += bytesRead;
    const lines = (
      followed.rest + decoder.write(buffer.subarray(0, bytesRead))
    ).split('\n');
    followed.rest = lines.pop() ?? '';
    for (const line of lines) {
      const entry = parser.add(line);
      if (entry) {
        entries.push(entry);
      }
    }
  }
}
