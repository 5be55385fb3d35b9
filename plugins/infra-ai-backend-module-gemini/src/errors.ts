import {
  AuthenticationError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { AnalyzerUsage } from '@infra-ai/backstage-plugin-infra-ai-common';
import { withCode } from '@infra-ai/backstage-plugin-infra-ai-common';
import { GeminiFailure } from './client/GeminiFailure';

/**
 * Adds what the reader can do next. The backend shows it apart from the message, and without it gives a hint of its own.
 */
export function withHint<E extends Error>(
  error: E,
  hint: string,
): E & { hint: string } {
  return Object.assign(error, { hint });
}

/** Adds what a failed analysis was billed all the same, for the back end to count. */
export function withUsage(error: unknown, usage?: AnalyzerUsage): unknown {
  return usage && error instanceof Error
    ? Object.assign(error, { usage })
    : error;
}

/** The error that an analysis ends with; one that is not Gemini's stays as it is. */
export function toAnalysisError(error: unknown): unknown {
  return error instanceof GeminiFailure
    ? withHint(
        withCode(
          new (errorType(error))(`${error.summary}.`),
          `gemini-${error.reason}`,
        ),
        `${error.nextStep}.`,
      )
    : error;
}

/** The error that a health check ends with: one message, which has room for the next step. */
export function toHealthError(error: unknown): unknown {
  return error instanceof GeminiFailure
    ? new ServiceUnavailableError(`${error.message}.`)
    : error;
}

function errorType({ reason }: GeminiFailure) {
  switch (reason) {
    case 'bad-key':
      return AuthenticationError;
    case 'blocked':
    case 'too-long':
    case 'unusable':
      return InputError;
    default:
      return ServiceUnavailableError;
  }
}
