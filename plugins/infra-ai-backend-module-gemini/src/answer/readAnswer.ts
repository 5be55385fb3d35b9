import { describeIssues } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { z } from 'zod';

/** An answer, or why it is none; `violation` holds no words of the model's but ids. */
export type ReadAnswer<T> =
  | { answer: T; violation?: undefined }
  | { answer?: undefined; violation: string };

/** Checks the text that Gemini sent. */
export function readAnswer<T>(
  text: string,
  schema: z.ZodType<T>,
): ReadAnswer<T> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { violation: 'it is not valid JSON' };
  }
  const result = schema.safeParse(withoutBlanks(json));
  return result.success
    ? { answer: result.data }
    : { violation: describeIssues(result.error) };
}

/** A field that is null or blank says what a missing one says; models write either. */
function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter(item => !isBlank(item)).map(withoutBlanks);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => !isBlank(item))
        .map(([key, item]) => [key, withoutBlanks(item)]),
    );
  }
  return value;
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && !value.trim());
}
