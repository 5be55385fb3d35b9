import {
  ConflictError,
  ServiceUnavailableError,
  isError,
} from '@backstage/errors';
import { StatusError } from '../services/problems';
import type { Zod } from './types';

/** Clients give up after a minute unless told otherwise. */
const MAX_WAIT_SECONDS = 50;
const WAIT_SECONDS = 40;

/** How long a tool waits for an end before it answers with how to follow. */
export function waitSchema(z: Zod) {
  return z
    .number()
    .int()
    .min(0)
    .max(MAX_WAIT_SECONDS)
    .default(WAIT_SECONDS)
    .describe(
      'How many seconds to wait for the result before answering with the state so far; the work goes on either way.',
    );
}

/** What a promise gives within this time, else undefined. The work behind it is not stopped. */
export async function within<T>(
  promise: Promise<T>,
  seconds: number,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>(resolve => {
    timer = setTimeout(resolve, seconds * 1000, undefined);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs an action. The MCP server passes on the messages of the usual errors only, and one about the credentials of an
 * analyzer would read as one about the caller's; so a problem of another service becomes an error that says that.
 */
export async function speaking<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof StatusError) || !isError(error)) {
      throw error;
    }
    if (error.name === 'CancelledError') {
      throw new ConflictError(error.message);
    }
    if (error.statusCode >= 500) {
      throw new ServiceUnavailableError(error.message);
    }
    throw error;
  }
}
