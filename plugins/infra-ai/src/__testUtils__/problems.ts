import { ResponseError } from '@backstage/errors';
import type { Problem } from '@infra-ai/backstage-plugin-infra-ai-common';

export type Refusal = Problem & { status: number };

export function wait(milliseconds: number) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** What the client throws for an answer that is no success. */
export function refusal({ status, ...error }: Refusal) {
  return ResponseError.fromResponse({
    ok: false,
    status,
    statusText: error.name,
    headers: new Headers({ 'content-type': 'application/json' }),
    text: async () =>
      JSON.stringify({ error, response: { statusCode: status } }),
  } as Response);
}

export function notFound(id: string) {
  return refusal({
    status: 404,
    name: 'NotFoundError',
    message: `There is no "${id}"`,
  });
}
