import { open, stat } from 'node:fs/promises';
import { CommandError, codeOf } from '../lib/errors';

/** A file that is there, but cannot be read. */
export class UnreadableError extends CommandError {
  constructor(path: string, readonly code: string | undefined) {
    super(`'${path}' cannot be read (${code}).`);
  }
}

export async function statOrFail(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw codeOf(error) === 'ENOENT'
      ? new CommandError(`There is no file '${path}'.`)
      : new UnreadableError(path, codeOf(error));
  }
}

/** The bytes of a file, at most one more than `maxBytes`: devices and pipes report no size, so reading on is what tells. */
export async function readFileUpTo(
  path: string,
  maxBytes: number,
): Promise<Buffer> {
  let file;
  try {
    file = await open(path);
    return await readUpTo(file.createReadStream({ end: maxBytes }), maxBytes);
  } catch (error) {
    throw new UnreadableError(path, codeOf(error));
  } finally {
    await file?.close();
  }
}

/** As {@link readFileUpTo}, of a stream. */
export async function readUpTo(
  stream: AsyncIterable<Buffer | string>,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    chunks.push(bytes);
    if (length > maxBytes) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, maxBytes + 1);
}
