import { InputError } from '@backstage/errors';
import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { StatusError } from '../services/problems';

/** Room for the text fields and what multipart puts around them. */
const FIELDS_BYTES = 100_000;
/** 10,000 characters of a description in UTF-8, and a little. */
const FIELD_BYTES = 50_000;
const FIELDS = 20;
/** What multipart puts around a file, with a long path. */
const PART_BYTES = 2_000;

/** A multipart body: its files, and its text fields, which are not checked yet. */
export interface MultipartBody {
  files: Array<{ bytes: Buffer; name: string }>;
  fields: Record<string, unknown>;
}

/**
 * Reads a multipart body with files. A body that is too large is refused without reading on.
 *
 * @throws StatusError 415 for another kind of body, 408 when it does not arrive in time, what `tooLarge` makes for too
 *   many bytes; InputError that names the wrong field
 */
export async function readMultipart(
  req: Request,
  res: Response,
  options: {
    /** Name of the field that holds the file. */
    fileField: string;
    /** What is sent, for messages. */
    what: 'picture' | 'files';
    maxFiles: number;
    /** Of all files together. */
    maxFileBytes: number;
    tooLarge: () => Error;
    timeoutMs: number;
  },
): Promise<MultipartBody> {
  const { fileField, what, maxFiles, maxFileBytes, tooLarge, timeoutMs } =
    options;
  if (!req.is('multipart/form-data')) {
    throw new StatusError(
      415,
      'InputError',
      `Send the request as multipart/form-data, with the ${what} as ${
        maxFiles === 1 ? 'the file' : 'one or more files'
      } "${fileField}".`,
    );
  }
  const maxBytes = maxFileBytes + FIELDS_BYTES + maxFiles * PART_BYTES;
  if (Number(req.header('content-length')) > maxBytes) {
    throw tooLarge();
  }

  const contents: Buffer[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(tooSlow(what, timeoutMs)), timeoutMs);
      // A body of unknown length; multer would read it to its end before it says that it is too large.
      let bytes = 0;
      req.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) {
          reject(tooLarge());
        }
      });
      readForm(options, keepIn(contents))(req, res, (error?: unknown) =>
        error ? reject(toError(error, options)) : resolve(),
      );
    });
  } catch (error) {
    req.unpipe();
    throw error;
  } finally {
    clearTimeout(timer);
  }

  const { body } = req;
  const received = (req.files ?? []) as Express.Multer.File[];
  // The request lives until the analysis is done, and its listeners with it, which is no reason to keep the bytes: they are
  // taken away, and named in no variable that a listener's function could reach.
  delete req.files;
  req.body = undefined;
  if (!received.length) {
    throw new InputError(
      `There is no file: send the ${what} as "${fileField}", with a file name.`,
    );
  }
  return {
    files: toFiles(received, contents.splice(0)),
    fields: { ...body },
  };
}

function toFiles(
  received: Express.Multer.File[],
  contents: Buffer[],
): MultipartBody['files'] {
  return received.map(({ filename, originalname }) => ({
    bytes: contents[Number(filename)],
    name: originalname,
  }));
}

type ReadOptions = Parameters<typeof readMultipart>[2];

/**
 * Keeps the bytes where they can be taken away: multer's own storage puts them on objects that it copies and holds. The
 * name of a stored file is its index.
 */
function keepIn(contents: Buffer[]): StorageEngine {
  return {
    _handleFile: (_req, file, done) => {
      const chunks: Buffer[] = [];
      file.stream.on('data', chunk => chunks.push(chunk));
      file.stream.once('error', done);
      file.stream.once('end', () => {
        const index = contents.push(Buffer.concat(chunks.splice(0))) - 1;
        done(null, { filename: String(index) });
      });
    },
    _removeFile: (_req, _file, done) => done(null),
  };
}

function readForm(
  options: ReadOptions,
  storage: StorageEngine,
): RequestHandler {
  const { fileField, maxFiles, maxFileBytes } = options;
  const handler: unknown = multer({
    storage,
    // Browsers and curl send file names as UTF-8.
    defParamCharset: 'utf8',
    // Of several files the names are paths.
    preservePath: maxFiles > 1,
    limits: {
      fileSize: maxFileBytes,
      // One more than allowed, so that the error can say which one is too many.
      files: maxFiles + 1,
      fields: FIELDS,
      parts: FIELDS + maxFiles + 1,
      fieldSize: FIELD_BYTES,
      fieldNameSize: 100,
      fieldNestingDepth: 0,
      headerPairs: 20,
    },
  }).array(fileField, maxFiles);
  // Its types come with a copy of Express' types of their own.
  return handler as RequestHandler;
}

function toError(
  error: unknown,
  { fileField, what, maxFiles, tooLarge }: ReadOptions,
): Error {
  if (!(error instanceof MulterError)) {
    return new InputError(
      `The request is no complete multipart body (${
        (error as Error).message
      }). Send it again.`,
    );
  }
  switch (error.code) {
    case 'LIMIT_FILE_SIZE':
      return tooLarge();
    case 'LIMIT_UNEXPECTED_FILE':
    case 'LIMIT_FILE_COUNT':
      if (error.field && error.field !== fileField) {
        return new InputError(
          `The file "${error.field}" is not expected: send the ${what} as "${fileField}".`,
        );
      }
      return new InputError(
        maxFiles === 1
          ? `There are several files: send one ${what} as "${fileField}".`
          : `There are more than ${maxFiles} files: send an archive, or fewer.`,
      );
    case 'LIMIT_FIELD_VALUE':
      return new InputError(`"${error.field}" is too long.`);
    default:
      return new InputError(
        `The form is not valid: ${error.message}${
          error.field ? ` ("${error.field}")` : ''
        }.`,
      );
  }
}

function tooSlow(what: string, timeoutMs: number): StatusError {
  return new StatusError(
    408,
    'TimeoutError',
    `The ${what} did not arrive within ${Math.round(
      timeoutMs / 1000,
    )} seconds. Send something smaller, or try again on a faster connection.`,
  );
}
