import { InputError } from '@backstage/errors';
import type { z } from 'zod';
import { infrastructureModelSchema, type InfrastructureModel } from './model';

/** How many problems a message lists before it counts the rest. */
const MAX_LISTED = 5;

/**
 * Checks data from outside against the model's schema: an analyzer's answer, an edit, a stored row.
 *
 * @throws InputError that names the first problems and where they are
 * @public
 */
export function parseInfrastructureModel(data: unknown): InfrastructureModel {
  const result = infrastructureModelSchema.safeParse(data);
  if (!result.success) {
    throw new InputError(
      `Not a valid infrastructure model: ${describeIssues(result.error)}`,
    );
  }
  return result.data;
}

/**
 * One readable line for a zod error: `elements.0.name: Too small …; …`.
 *
 * @public
 */
export function describeIssues(error: z.ZodError): string {
  const lines = error.issues.map(issue =>
    issue.path.length
      ? `${issue.path.join('.')}: ${issue.message}`
      : issue.message,
  );
  const more = lines.length - MAX_LISTED;
  return more > 0
    ? `${lines.slice(0, MAX_LISTED).join('; ')}; and ${more} more`
    : lines.join('; ');
}
