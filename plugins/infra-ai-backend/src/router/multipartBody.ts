import { InputError } from '@backstage/errors';
import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import { StatusError } from '../services/problems';

/** Room for the text fields and what multipart puts around them. */
const FIELDS_BYTES = 100_000;
/** 10,000 characters of a description in UTF-8, and a little. */
const FIELD_BYTES = 50_000;
const FIELDS = 20;

/** A multipart body: its one file, and its text fields, which are not checked yet. */
export interface MultipartBody {
  file: { bytes: Buffer; name: string };
  fields: Record<string, unknown>;
}

/**
 * Reads a multipart body with one file. A body that is too large is refused without reading on.
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
    maxFileBytes: number;
    tooLarge: () => Error;
    timeoutMs: number;
  },
): Promise<MultipartBody> {
  const { fileField, maxFileBytes, tooLarge, timeoutMs } = options;
  if (!req.is('multipart/form-data')) {
    throw new StatusError(
      415,
      'InputError',
      `Send the request as multipart/form-data, with the picture as the file "${fileField}".`,
    );
  }
  const maxBytes = maxFileBytes + FIELDS_BYTES;
  if (Number(req.header('content-length')) > maxBytes) {
    throw tooLarge();
  }

  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(tooSlow(timeoutMs)), timeoutMs);
      // A body of unknown length; multer would read it to its end before it says that it is too large.
      let bytes = 0;
      req.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) {
          reject(tooLarge());
        }
      });
      readForm(fileField, maxFileBytes)(req, res, (error?: unknown) =>
        error ? reject(toError(error, fileField, tooLarge)) : resolve(),
      );
    });
  } catch (error) {
    req.unpipe();
    throw error;
  } finally {
    clearTimeout(timer);
  }

  const { file, body } = req;
  // The request lives until the analysis is done, which is no reason to keep the bytes: multer's listeners hold the file.
  delete req.file;
  req.body = undefined;
  if (!file) {
    throw new InputError(
      `There is no file: send the picture as the file "${fileField}", with a file name.`,
    );
  }
  const { buffer, originalname } = file;
  Reflect.deleteProperty(file, 'buffer');
  return { file: { bytes: buffer, name: originalname }, fields: { ...body } };
}

function readForm(fileField: string, maxFileBytes: number): RequestHandler {
  const handler: unknown = multer({
    storage: multer.memoryStorage(),
    // Browsers and curl send file names as UTF-8.
    defParamCharset: 'utf8',
    limits: {
      fileSize: maxFileBytes,
      // One more than allowed, so that the error can say which one is too many.
      files: 2,
      fields: FIELDS,
      parts: FIELDS + 2,
      fieldSize: FIELD_BYTES,
      fieldNameSize: 100,
      fieldNestingDepth: 0,
      headerPairs: 20,
    },
  }).single(fileField);
  // Its types come with a copy of Express' types of their own.
  return handler as RequestHandler;
}

function toError(
  error: unknown,
  fileField: string,
  tooLarge: () => Error,
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
      return new InputError(
        error.field && error.field !== fileField
          ? `The file "${error.field}" is not expected: send the picture as "${fileField}".`
          : `There are several files: send one picture as "${fileField}".`,
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

function tooSlow(timeoutMs: number): StatusError {
  return new StatusError(
    408,
    'TimeoutError',
    `The picture did not arrive within ${Math.round(
      timeoutMs / 1000,
    )} seconds. Send a smaller one, or try again on a faster connection.`,
  );
}
