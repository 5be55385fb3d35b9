import { InputError } from '@backstage/errors';
import { describeIssues } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { z } from 'zod';

/**
 * Checks a part of a request.
 *
 * @throws InputError that names the fields
 */
export function parse<T extends z.ZodType>(
  schema: T,
  data: unknown,
): z.output<T> {
  const result = schema.safeParse(data ?? {});
  if (!result.success) {
    throw new InputError(
      `The request is not valid: ${describeIssues(result.error)}`,
    );
  }
  return result.data;
}
