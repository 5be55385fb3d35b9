import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';

/** What a request made with `fetch` met on the wire. */
export interface FetchObservation {
  /** Value of the `retry-after` header of the answer. */
  retryAfter?: string;
  /** Code of the error that ended the connection, e.g. `ECONNREFUSED`. */
  errorCode?: string;
}

const current = new AsyncLocalStorage<FetchObservation>();
const observations = new WeakMap<object, FetchObservation>();
let isSubscribed = false;

/**
 * Runs `call` and reports what its `fetch` met. The Gemini SDK throws away the headers and the cause of a failure and
 * takes no `fetch` of ours; Node's `undici` publishes both:
 * https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md
 */
export async function observeFetch<T>(
  observation: FetchObservation,
  call: () => Promise<T>,
): Promise<T> {
  if (!isSubscribed) {
    isSubscribed = true;
    subscribe('undici:request:create', onCreate);
    subscribe('undici:request:headers', onHeaders);
    subscribe('undici:request:error', onError);
  }
  return current.run(observation, call);
}

function onCreate(message: unknown) {
  const observation = current.getStore();
  if (observation) {
    observations.set((message as { request: object }).request, observation);
  }
}

function onHeaders(message: unknown) {
  const { request, response } = message as {
    request: object;
    response: { headers: Buffer[] };
  };
  const observation = observations.get(request);
  if (observation) {
    // Names and values take turns.
    const names = response.headers.map(String);
    const index = names.findIndex(
      (name, i) => i % 2 === 0 && name.toLowerCase() === 'retry-after',
    );
    observation.retryAfter = index < 0 ? undefined : names[index + 1];
  }
}

function onError(message: unknown) {
  const { request, error } = message as {
    request: object;
    error?: { code?: string };
  };
  const observation = observations.get(request);
  if (observation) {
    observation.errorCode = error?.code;
  }
}
