import { InputError } from '@backstage/errors';
import {
  isOwnerRef,
  withCode,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { StatusError } from './problems';

const EXAMPLE =
  'The web shop (React) calls the orders API (Node.js), which stores orders in PostgreSQL.';

/** What to write, for those whose text held nothing. */
export const DESCRIPTION_HINT = `Name the parts of the system and how they are connected, for example: "${EXAMPLE}"`;

// Text has line breaks, tabs and form feeds; every other control character, half of a surrogate pair, and the mark that
// a decoder leaves where bytes were no text, say that this is something else.
// eslint-disable-next-line no-control-regex
const BINARY = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufffd]|\p{Surrogate}/u;

/**
 * Checks a description before anything is stored.
 *
 * @throws InputError or a 413 error, each saying what to change
 */
export function checkDescription(description: string, maxBytes: number): void {
  if (description.trim() === '') {
    throw withCode(
      new InputError(`The description is empty. ${DESCRIPTION_HINT}`),
      'description-empty',
    );
  }
  const bytes = Buffer.byteLength(description);
  if (bytes > maxBytes) {
    throw tooLong(maxBytes, bytes);
  }
  const position = description.search(BINARY);
  if (position >= 0) {
    throw withCode(
      new InputError(
        `The description holds binary data (at character ${
          position + 1
        }). Paste plain text, saved as UTF-8.`,
      ),
      'description-binary',
      { position: position + 1 },
    );
  }
}

/** The answer to a description over the limit, however far over. */
export function tooLong(maxBytes: number, bytes?: number): StatusError {
  const length =
    bytes === undefined ? '' : ` of ${bytes.toLocaleString('en-US')} bytes`;
  return withCode(
    new StatusError(
      413,
      'InputError',
      `The description${length} is over the limit of ${maxBytes.toLocaleString(
        'en-US',
      )} bytes. Shorten it, or analyze its parts one by one; an administrator can raise infraAi.limits.textBytes.`,
    ),
    'description-too-long',
    { max: maxBytes },
  );
}

/**
 * Checks another text that goes into a column.
 *
 * @throws InputError naming the field
 */
export function checkText(field: string, value: string | undefined): void {
  if (value !== undefined && BINARY.test(value)) {
    throw new InputError(
      `"${field}" holds characters that are no text. Type it again.`,
    );
  }
}

/**
 * Checks the owner of entities.
 *
 * @throws InputError saying what an owner looks like
 */
export function checkOwner(owner: string): void {
  if (!isOwnerRef(owner)) {
    throw new InputError(
      `"${owner}" is not an entity reference. Name the owner like "group:default/payments" or "user:default/ana".`,
    );
  }
}
