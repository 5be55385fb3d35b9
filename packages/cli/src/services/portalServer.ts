import { createServer, request, Server } from 'node:http';

/**
 * Passes every request on to the back end on this machine, which serves the built app with its configuration in it.
 */
export function createPortalServer(apiPort: number): Server {
  return createServer((incoming, outgoing) => {
    const forwarded = request(
      {
        host: '127.0.0.1',
        port: apiPort,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on('error', () => {
      if (!outgoing.headersSent) {
        outgoing.writeHead(503, {
          'content-type': 'text/plain; charset=utf-8',
          'retry-after': '2',
        });
      }
      outgoing.end('The portal is starting; reload in a moment.\n');
    });
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
}
