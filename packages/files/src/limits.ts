import { ArchiveError } from './ArchiveError';

/** @public */
export interface UnpackedFile {
  /** Relative, with `/`. */
  path: string;
  content: Uint8Array;
}

/** A file that is left out, and why, in words that follow its path. @public */
export interface SkippedFile {
  path: string;
  why: string;
}

/** @public */
export interface UnpackLimits {
  /** Entries of the archive, wanted or not. Default: 20,000. */
  maxEntries?: number;
  /** Files that are wanted. Default: 500. */
  maxFiles?: number;
  /** Bytes of one wanted file; a larger one is left out. Default: 1 MB. */
  maxFileBytes?: number;
  /** Bytes of all wanted files together. Default: 20 MB. */
  maxTotalBytes?: number;
  /** Bytes of all that the archive holds, wanted or not, as it states them. Default: 500 MB. */
  maxUnpackedBytes?: number;
  /** How many times larger all of it may be than the archive, beyond the first 10 MB. Default: 200. */
  maxRatio?: number;
}

/** @public */
export const DEFAULT_LIMITS: Required<UnpackLimits> = {
  maxEntries: 20_000,
  maxFiles: 500,
  maxFileBytes: 1_000_000,
  maxTotalBytes: 20_000_000,
  maxUnpackedBytes: 500_000_000,
  maxRatio: 200,
};

/** So many bytes need no ratio: a small archive of repetitive text packs well. */
const FREE_BYTES = 10_000_000;

/** Counts what an archive holds, and refuses it when that is too much. */
export class Meter {
  readonly #limits: Required<UnpackLimits>;
  readonly #archiveBytes: number;
  #entries = 0;
  #bytes = 0;
  #files = 0;
  #fileBytes = 0;

  constructor(limits: UnpackLimits, archiveBytes: number) {
    const given = Object.entries(limits).filter(
      ([, value]) => value !== undefined,
    );
    this.#limits = { ...DEFAULT_LIMITS, ...Object.fromEntries(given) };
    this.#archiveBytes = archiveBytes;
  }

  addEntry(): void {
    if (++this.#entries > this.#limits.maxEntries) {
      throw tooMuch(
        `holds more than ${format(this.#limits.maxEntries)} entries`,
      );
    }
  }

  /** Of an entry, wanted or not. */
  addBytes(bytes: number): void {
    const { maxUnpackedBytes, maxRatio } = this.#limits;
    this.#bytes += bytes;
    if (this.#bytes > maxUnpackedBytes) {
      throw tooMuch(`unpacks to more than ${format(maxUnpackedBytes)} bytes`);
    }
    if (this.#bytes > FREE_BYTES + maxRatio * this.#archiveBytes) {
      throw tooMuch(
        `unpacks to more than ${maxRatio} times its size, as archives do that are made to fill a disk`,
      );
    }
  }

  /** Whether a wanted file may be read; false: leave it out, it is too large. */
  addFile(bytes: number): boolean {
    const { maxFiles, maxFileBytes, maxTotalBytes } = this.#limits;
    if (bytes > maxFileBytes) {
      return false;
    }
    if (++this.#files > maxFiles) {
      throw tooMuch(`holds more than ${format(maxFiles)} files to read`);
    }
    this.#fileBytes += bytes;
    if (this.#fileBytes > maxTotalBytes) {
      throw tooMuch(
        `holds more than ${format(maxTotalBytes)} bytes of files to read`,
      );
    }
    return true;
  }

  get tooLarge(): string {
    return `is larger than ${format(this.#limits.maxFileBytes)} bytes`;
  }
}

function tooMuch(what: string): ArchiveError {
  return new ArchiveError(
    `The archive ${what}. Pack only the folder that defines the infrastructure.`,
    413,
  );
}

function format(number: number): string {
  return number.toLocaleString('en-US');
}
