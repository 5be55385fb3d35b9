import { ResponseError, isError } from '@backstage/errors';
import {
  codeOf,
  type Problem,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/**
 * What an API call threw, as the page shows it. The server's message is kept word for word; a `hint` that the server
 * sent with the error is kept too.
 */
export function toProblem(error: unknown): Problem {
  if (ResponseError.is(error)) {
    const { name, message } = error.cause;
    const hint: unknown = (error.cause as { hint?: unknown }).hint;
    return {
      name,
      message,
      ...(typeof hint === 'string' ? { hint } : {}),
      ...codeOf(error.cause),
    };
  }
  // Browsers report a server that cannot be reached as a bare TypeError.
  if (error instanceof TypeError) {
    return { name: 'NetworkError', message: error.message };
  }
  return isError(error)
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}

/** True when the call was given up on purpose. */
export function isAbort(error: unknown): boolean {
  return isError(error) && error.name === 'AbortError';
}
