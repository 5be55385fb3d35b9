import { isSideFile, readEmbeddedSource } from '@infra-ai/analysis';
import { isInfrastructureFile, statesInfrastructure } from '@infra-ai/files';
import { detectFileType } from '@infra-ai/pictures';
import { CommandError } from '../lib/errors';

/** Bytes of one file. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** Bytes of all files together; an archive is not larger either. */
export const MAX_TOTAL_BYTES = 32 * 1024 * 1024;
/** How many files one model is made of. */
export const MAX_FILES = 5_000;

/** So many names tell what is meant. */
const NAMED = 5;

/** Of what was named as a folder or an archive, what is read: definitions, and the variables that they take. */
export function isWanted(path: string): boolean {
  return isInfrastructureFile(path) || isSideFile(path);
}

/** The files of one analysis: within limits, each under a path of its own, and what was left out. */
export class Material {
  readonly files: { path: string; content: Uint8Array }[] = [];
  /** What is not read, with the reason. */
  readonly skipped: string[] = [];
  private readonly others: string[] = [];
  private readonly paths = new Set<string>();
  private readonly names = new Set<string>();
  private bytes = 0;

  /**
   * What the paths of a folder or an archive begin with, so that they differ from those of the others.
   *
   * @param name - of the folder or archive; empty for one that has none, such as `/`
   */
  prefixFor(name: string): string {
    return `${distinct(name || 'folder', this.names)}/`;
  }

  /** Notes what was not read because its name says nothing of infrastructure. */
  leaveOut(path: string): void {
    this.others.push(path);
  }

  skip(path: string, why: string): void {
    this.skipped.push(`${path}: ${why}`);
  }

  /** Adds a file that was found in a folder or an archive, when its content says something. */
  addFound(path: string, content: Uint8Array): void {
    if (isSideFile(path) || statesInfrastructure(path, content)) {
      this.add(path, content);
    } else {
      this.leaveOut(path);
    }
  }

  /**
   * Adds a file, or notes why it is not read.
   *
   * @throws CommandError when there is too much
   */
  add(path: string, content: Uint8Array): void {
    if (content.byteLength > MAX_FILE_BYTES) {
      this.skip(path, `larger than ${MAX_FILE_BYTES / 1024 / 1024} MB`);
      return;
    }
    if (isBinary(content) && !readEmbeddedSource(content)) {
      this.skip(
        path,
        detectFileType(content)?.mediaType === undefined
          ? 'not text'
          : 'a picture, which is analyzed alone',
      );
      return;
    }
    this.bytes += content.byteLength;
    if (this.files.length >= MAX_FILES || this.bytes > MAX_TOTAL_BYTES) {
      throw new CommandError(
        `That is more than ${MAX_FILES} files or ${
          MAX_TOTAL_BYTES / 1024 / 1024
        } MB; name a smaller folder.`,
      );
    }
    this.files.push({ path: distinct(path, this.paths), content });
  }

  /** What a person should know of how the files were chosen. */
  notes(): string[] {
    const { length } = this.others;
    if (length === 0) return [];
    const named = this.others.slice(0, NAMED).join(', ');
    return [
      `${length} other file${
        length === 1 ? ' was' : 's were'
      } left out (${named}${
        length > NAMED ? ', …' : ''
      }): by name and first lines no definition of infrastructure; name such a file itself to have it read.`,
    ];
  }
}

/** Whether bytes hold what no text does. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0);
}

/** The name, numbered when another has it: `deploy`, `deploy-2`; `a/b.yml`, `a/b-2.yml`. */
function distinct(name: string, taken: Set<string>): string {
  const [, stem, ending] = /^(.*?)(\.[^/.]+)?$/s.exec(name)!;
  let result = name;
  for (let number = 2; taken.has(result); number++) {
    result = `${stem}-${number}${ending ?? ''}`;
  }
  taken.add(result);
  return result;
}
