import type { Server } from 'node:http';
import request from 'supertest';
import { FakeAnalyzer } from './__testUtils__/FakeAnalyzer';
import { pdf, png, SVG } from './__testUtils__/pictures';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();

describe('GET /analyses/:id/picture', () => {
  let server: Server;

  beforeAll(async () => {
    const vision = new FakeAnalyzer('vision');
    vision.accepted = ['text', 'image'];
    ({ server } = await startBackend(await databases.init(POSTGRES), {
      analyzers: [vision],
    }));
  });

  const get = (path: string) =>
    request(server).get(`/api/infra-ai/analyses/${path}`).buffer(true);
  const analyze = async (file: Buffer, fileName: string): Promise<string> => {
    const { body } = await request(server)
      .post('/api/infra-ai/process-image')
      .attach('file', file, fileName);
    return body.id;
  };

  it('serves the very bytes, for good', async () => {
    const file = png(50, 40);
    const id = await analyze(file, 'niño "1".PNG');
    const response = await get(`${id}/picture`);
    expect(response.status).toBe(200);
    expect(Buffer.compare(response.body, file)).toBe(0);
    expect(response.header).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(file.length),
      'content-disposition': `inline; filename*=UTF-8''ni%C3%B1o%20%221%22.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, max-age=31536000, immutable',
    });

    const again = await get(`${id}/picture`).set(
      'If-None-Match',
      response.header.etag,
    );
    expect(again.status).toBe(304);
    expect(again.header['cache-control']).toMatch('immutable');
  });

  it('serves a small copy for lists, made once', async () => {
    const id = await analyze(png(900, 300), 'wide.png');
    for (let time = 0; time < 2; time++) {
      const preview = await get(`${id}/picture?preview=true`);
      expect(preview.status).toBe(200);
      expect(preview.header['content-type']).toBe('image/png');
      // Width and height, where the header of a PNG has them.
      expect(preview.body.readUInt32BE(16)).toBe(192);
      expect(preview.body.readUInt32BE(20)).toBe(64);
    }
    expect((await get(`${id}/picture?preview=true&original=true`)).status).toBe(
      400,
    );
  });

  it('has no preview of a large SVG, and a small one is its own', async () => {
    const small = await analyze(Buffer.from(SVG), 'small.svg');
    const preview = await get(`${small}/picture?preview=true`).responseType(
      'blob',
    );
    expect(preview.body.toString()).toBe(SVG);
    expect(preview.header['content-disposition']).toMatch('attachment');
    const large = SVG.replace(
      '</svg>',
      `${'<rect width="9" height="9"/>'.repeat(5_000)}</svg>`,
    );
    const id = await analyze(Buffer.from(large), 'large.svg');
    expect((await get(`${id}/picture?preview=true`)).status).toBe(404);
  });

  it('has a browser save an SVG, which may hold scripts', async () => {
    const id = await analyze(Buffer.from(SVG), 'evil.html');
    const response = await get(`${id}/picture`).responseType('blob');
    expect(response.body.toString()).toBe(SVG);
    expect(response.header).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-disposition': `attachment; filename*=UTF-8''evil.svg`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
  });

  it('serves the page of a PDF, and the PDF', async () => {
    const file = pdf(1);
    const id = await analyze(file, 'plan.pdf');
    const page = await get(`${id}/picture`);
    expect(page.header).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename*=UTF-8''plan.png`,
    });
    const original = await get(`${id}/picture?original=true`).responseType(
      'blob',
    );
    expect(Buffer.compare(original.body, file)).toBe(0);
    expect(original.header).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''plan.pdf`,
    });
    expect(original.header.etag).not.toBe(page.header.etag);
  });

  it('says what there is instead', async () => {
    const id = await analyze(png(), 'a.png');
    const original = await get(`${id}/picture?original=true`);
    expect(original.status).toBe(404);
    expect(original.body.error.message).toMatch(/no page of a document/);
    expect(original.header).not.toHaveProperty('cache-control');

    const { body: text } = await request(server)
      .post('/api/infra-ai/process-text')
      .send({ description: 'A web shop.' });
    const none = await get(`${text.id}/picture`);
    expect(none.status).toBe(404);
    expect(none.body.error.message).toMatch(/analysis of a text/);

    expect((await get(`${id}/picture?original=maybe`)).status).toBe(400);
    expect((await get('1/picture')).status).toBe(404);
  });
});
