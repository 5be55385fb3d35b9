import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PDF, PNG } from '../__testUtils__/pictures';
import type { ReadInput } from './readInput';
import { analyzeRemotely } from './remote';

/** A platform that notes what it is asked and always answers the same. */
class Platform {
  readonly requests: Array<{
    url?: string;
    authorization?: string;
    json?: unknown;
    fields?: Record<string, string>;
    file?: { name: string; type: string; bytes: Buffer };
  }> = [];
  answer: { status: number; body: unknown } = {
    status: 200,
    body: {
      state: 'completed',
      analyzer: { id: 'gemini' },
      model: { elements: [], relations: [], warnings: [], source: {} },
    },
  };
  #server!: Server;

  async start() {
    this.#server = createServer(async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) {
        chunks.push(chunk);
      }
      const type = req.headers['content-type']!;
      const body = new Response(Buffer.concat(chunks), {
        headers: { 'content-type': type },
      });
      const request: Platform['requests'][number] = {
        url: req.url,
        authorization: req.headers.authorization,
      };
      if (type.startsWith('multipart/')) {
        request.fields = {};
        for (const [name, value] of await body.formData()) {
          if (typeof value === 'string') {
            request.fields[name] = value;
          } else {
            request.file = {
              name: value.name,
              type: value.type,
              bytes: Buffer.from(await value.arrayBuffer()),
            };
          }
        }
      } else {
        request.json = await body.json();
      }
      this.requests.push(request);
      res.writeHead(this.answer.status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(this.answer.body));
    });
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
  }

  get env() {
    const { port } = this.#server.address() as AddressInfo;
    return {
      INFRA_AI_URL: `http://127.0.0.1:${port}/`,
      INFRA_AI_TOKEN: 'a-token',
    };
  }

  async stop() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

describe('analyzeRemotely', () => {
  const platform = new Platform();
  beforeAll(() => platform.start());
  afterAll(() => platform.stop());
  beforeEach(() => {
    platform.requests.length = 0;
  });

  const analyze = (read: Partial<ReadInput> & Pick<ReadInput, 'input'>) =>
    analyzeRemotely(
      { notes: [], skipped: [], ...read },
      { analyzer: 'gemini', owner: 'team-a', env: platform.env },
    );

  it('sends a text', async () => {
    expect(
      await analyze({ input: { kind: 'text', text: 'An API', name: 'Shop' } }),
    ).toMatchObject({ analyzer: 'gemini', model: { elements: [] } });
    expect(platform.requests).toEqual([
      {
        url: '/api/infra-ai/process-text',
        authorization: 'Bearer a-token',
        json: {
          description: 'An API',
          name: 'Shop',
          owner: 'team-a',
          analyzer: 'gemini',
        },
      },
    ]);
  });

  it('sends a picture', async () => {
    await analyze({
      input: {
        kind: 'image',
        bytes: PNG,
        mediaType: 'image/png',
        width: 2,
        height: 1,
        name: 'Shop',
      },
      picture: { fileName: 'shop.png' },
    });
    expect(platform.requests).toEqual([
      {
        url: '/api/infra-ai/process-image',
        authorization: 'Bearer a-token',
        fields: { name: 'Shop', owner: 'team-a', analyzer: 'gemini' },
        file: { name: 'shop.png', type: 'image/png', bytes: PNG },
      },
    ]);
  });

  it('sends the document of a page, and which page it is', async () => {
    await analyze({
      input: {
        kind: 'image',
        bytes: PNG,
        mediaType: 'image/png',
        width: 2,
        height: 1,
        original: { bytes: PDF, mediaType: 'application/pdf' },
      },
      picture: { page: 2 },
    });
    expect(platform.requests[0]).toMatchObject({
      fields: { page: '2' },
      file: { type: 'application/pdf', bytes: PDF },
    });
  });

  it('passes on why the platform refuses, and sends no files', async () => {
    platform.answer = {
      status: 415,
      body: { error: { name: 'InputError', message: 'It is a GIF.' } },
    };
    await expect(
      analyze({ input: { kind: 'text', text: 'An API' } }),
    ).rejects.toThrow(/did not analyze it: .*It is a GIF/);
    await expect(
      analyze({ input: { kind: 'files', files: [] } }),
    ).rejects.toThrow('takes text and pictures from here');
    expect(platform.requests).toHaveLength(1);
  });
});
