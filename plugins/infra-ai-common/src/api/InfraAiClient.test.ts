import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { InfraAiClient } from './InfraAiClient';

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

  describe('pictures', () => {
    /** What a server sees of a form. */
    async function readForm(req: IncomingMessage) {
      const form = await new Request('http://server', {
        method: 'POST',
        headers: { 'content-type': req.headers['content-type']! },
        body: await buffer(req),
      }).formData();
      return [...form.entries()];
    }

    it('sends a form, its file last, and asks for an answer at once', async () => {
      let seen: unknown;
      let fields: Array<[string, unknown]> = [];
      const client = await serve(async (req, res) => {
        const { authorization, prefer } = req.headers;
        seen = [req.method, req.url, prefer, authorization];
        fields = await readForm(req);
        res.setHeader('content-type', 'application/json');
        res.end('{"id":"a"}');
      });
      await expect(
        client.startImageAnalysis(
          {
            file: new Blob(['\x89PNG'], { type: 'image/png' }),
            fileName: 'diseño "1".png',
            description: 'Dos líneas\nde texto',
            name: '',
            owner: undefined,
            page: 2,
            publish: { owner: 'acme', dryRun: true },
          },
          { token: 't' },
        ),
      ).resolves.toEqual({ id: 'a' });
      expect(seen).toEqual([
        'POST',
        '/api/infra-ai/process-image',
        'respond-async',
        'Bearer t',
      ]);
      expect(fields).toEqual([
        ['description', 'Dos líneas\r\nde texto'],
        ['page', '2'],
        ['publish', '{"owner":"acme","dryRun":true}'],
        ['file', expect.anything()],
      ]);
      const file = fields[3][1] as File;
      expect([file.name, file.type, await file.text()]).toEqual([
        'diseño "1".png',
        'image/png',
        '\x89PNG',
      ]);
    });

    it('waits for the result otherwise', async () => {
      let prefer: unknown = 'unset';
      let names: unknown[] = [];
      const client = await serve(async (req, res) => {
        prefer = req.headers.prefer;
        names = (await readForm(req)).map(([name, value]) => [
          name,
          (value as File).name,
        ]);
        res.setHeader('content-type', 'application/json');
        res.end('{"id":"a","state":"completed"}');
      });
      await expect(
        client.processImage({ file: new Blob(['x']) }),
      ).resolves.toMatchObject({ state: 'completed' });
      expect(prefer).toBeUndefined();
      expect(names).toEqual([['file', 'picture']]);
    });

    it('gets the picture, and the document it is a page of', async () => {
      const urls: Array<string | undefined> = [];
      const client = await serve((req, res) => {
        urls.push(req.url);
        res.setHeader('content-type', 'image/png');
        res.end(Buffer.from([0x89, 0, 0xff]));
      });
      const picture = await client.getPicture('a');
      expect(picture.type).toBe('image/png');
      expect(new Uint8Array(await picture.arrayBuffer())).toEqual(
        new Uint8Array([0x89, 0, 0xff]),
      );
      await client.getPicture('a', { original: true });
      expect(urls).toEqual([
        '/api/infra-ai/analyses/a/picture',
        '/api/infra-ai/analyses/a/picture?original=true',
      ]);
    });

    it('throws what the server says of a picture', async () => {
      const client = await serve((_, res) => {
        res.statusCode = 413;
        res.setHeader('content-type', 'application/json');
        res.end(
          JSON.stringify({
            error: { name: 'InputError', message: 'The picture is too large' },
            response: { statusCode: 413 },
          }),
        );
      });
      await expect(
        client.startImageAnalysis({ file: new Blob(['x']) }),
      ).rejects.toMatchObject({
        statusCode: 413,
        cause: { message: 'The picture is too large' },
      });
    });
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
