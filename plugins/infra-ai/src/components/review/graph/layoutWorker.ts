import type { GraphLayout, LayoutInput } from './layoutGraph';

interface Waiting {
  resolve: (layout: GraphLayout) => void;
  reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let requests = 0;

/**
 * Lays out in a worker, which is started once and kept. Apart from its caller because a test runner cannot read
 * `import.meta`.
 *
 * @throws Error when the browser does not start the worker
 */
export function layoutInWorker(input: LayoutInput): Promise<GraphLayout> {
  return new Promise((resolve, reject) => {
    worker ??= start();
    requests += 1;
    waiting.set(requests, { resolve, reject });
    worker.postMessage({ number: requests, input });
  });
}

function start(): Worker {
  // A portal's bundler knows exactly this expression. It names an entry point of this package rather than a file beside
  // this one, because a release has another name for the file. What comes out is a script of the portal's own origin,
  // which Backstage's default content security policy lets run; it does not let a `blob:` run.
  const started = new Worker(
    new URL(
      '@infra-ai/backstage-plugin-infra-ai/layout-worker',
      import.meta.url,
    ),
  );
  started.onmessage = ({ data }) => {
    waiting.get(data.number)?.resolve(data.layout);
    waiting.delete(data.number);
  };
  started.onerror = event => {
    const error = new Error(event.message || 'The worker could not be started');
    for (const { reject } of waiting.values()) {
      reject(error);
    }
    waiting.clear();
    started.terminate();
    worker = undefined;
  };
  return started;
}
