/**
 * What a command says when it cannot do its work: one or two sentences with the cause and what to do next.
 * Shown without a stack trace.
 *
 * @public
 */
export class CommandError extends Error {
  override name = 'CommandError';

  constructor(message: string, readonly exitCode: 1 | 2 | 130 = 1) {
    super(message);
  }
}

/**
 * The command was called in a way that makes no sense: exit code 2.
 *
 * @public
 */
export class UsageError extends CommandError {
  override name = 'UsageError';

  constructor(message: string) {
    super(message, 2);
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system error, as in `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
