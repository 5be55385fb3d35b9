import { codeOf, messageOf } from './errors';

/** Throws with the reason unless a GET of the URL answers with a status of 200 to 299. */
export async function expectOk(
  url: string,
  signal: AbortSignal,
): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, { signal, redirect: 'manual' });
  } catch (error) {
    throw new Error(`${url} does not answer (${whyUnanswered(error)})`);
  }
  await response.body?.cancel();
  if (!response.ok) {
    throw new Error(`${url} answers with status ${response.status}`);
  }
}

/** What a failed `fetch` hides in its cause: a code as in `ECONNREFUSED`, else a message. */
export function whyUnanswered(error: unknown): string {
  const cause = (error as Error).cause ?? error;
  return codeOf(cause) ?? messageOf(cause);
}
