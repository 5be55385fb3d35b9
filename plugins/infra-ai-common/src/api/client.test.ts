import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InfraAiClient } from './client';

describe('InfraAiClient', () => {
  let server: Server;

  function serve(listener: RequestListener): Promise<InfraAiClient> {
    return new Promise(resolve => {
      server = createServer(listener).listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        resolve(
          new InfraAiClient({
            discoveryApi: {
              getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
            },
          }),
        );
      });
    });
  }

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('asks for an answer at once when it only starts an analysis', async () => {
    const seen: unknown[] = [];
    const client = await serve((req, res) => {
      seen.push(
        req.method,
        req.url,
        req.headers.prefer,
        req.headers.authorization,
      );
      res.setHeader('content-type', 'application/json');
      res.end('{"id":"a"}');
    });
    await expect(
      client.startTextAnalysis({ description: 'x' }, { token: 't' }),
    ).resolves.toEqual({ id: 'a' });
    expect(seen).toEqual([
      'POST',
      '/api/infra-ai/process-text',
      'respond-async',
      'Bearer t',
    ]);
  });

  it('writes ids and queries safely into the address', async () => {
    const urls: Array<string | undefined> = [];
    const client = await serve((req, res) => {
      urls.push(req.url);
      res.setHeader('content-type', 'application/json');
      res.end('{}');
    });
    await client.getAnalysis('../x?y');
    await client.listAnalyses({ search: 'a&b', limit: 5, state: undefined });
    expect(urls).toEqual([
      '/api/infra-ai/analyses/..%2Fx%3Fy',
      '/api/infra-ai/analyses?search=a%26b&limit=5',
    ]);
  });

  it('throws the message the server wrote for the person', async () => {
    const client = await serve((_, res) => {
      res.statusCode = 400;
      res.setHeader('content-type', 'application/json');
      res.end(
        JSON.stringify({
          error: { name: 'InputError', message: 'The description is empty' },
          response: { statusCode: 400 },
        }),
      );
    });
    await expect(client.processText({ description: '' })).rejects.toMatchObject(
      {
        statusCode: 400,
        cause: { name: 'InputError', message: 'The description is empty' },
      },
    );
  });

  it('reads events one by one and resumes behind the last', async () => {
    const lastIds: unknown[] = [];
    const client = await serve((req, res) => {
      lastIds.push(req.headers['last-event-id']);
      res.setHeader('content-type', 'text/event-stream');
      res.write(': heartbeat\n\n');
      res.write('id: 8\ndata: {"id":8,"type":"progress","step":"read","mes');
      res.end(
        'sage":"Reading"}\n\nid: 9\ndata: {"id":9,"type":"state","state":"completed"}\n\n',
      );
    });
    const events = [];
    for await (const event of client.watchAnalysis('a', { after: 7 })) {
      events.push(event);
    }
    expect(lastIds).toEqual(['7']);
    expect(events).toMatchObject([
      { id: 8, type: 'progress', message: 'Reading' },
      { id: 9, type: 'state', state: 'completed' },
    ]);
  });

  it('closes the connection when the reader stops', async () => {
    let closed!: () => void;
    const closing = new Promise<void>(resolve => {
      closed = resolve;
    });
    const client = await serve((req, res) => {
      req.on('close', closed);
      res.setHeader('content-type', 'text/event-stream');
      res.write(
        'data: {"id":1,"type":"progress","step":"read","message":"m"}\n\n',
      );
    });
    for await (const event of client.watchAnalysis('a')) {
      expect(event.id).toBe(1);
      break;
    }
    await closing;
  });
});
