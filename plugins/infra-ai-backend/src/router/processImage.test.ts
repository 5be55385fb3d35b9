import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import { once } from 'node:events';
import { request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import request from 'supertest';
import { png } from '../__testUtils__/pictures';
import { addProcessImageRoutes } from './processImage';

describe('uploads at the limit', () => {
  const analysis = { id: 'a' } as any;
  let server: Server;
  /** Of the last file. */
  let bytes: WeakRef<Buffer> | undefined;

  async function serve(uploads: {
    places: number;
    waitMs: number;
    timeoutMs: number;
  }) {
    const router = PromiseRouter();
    addProcessImageRoutes(router, {
      httpAuth: mockServices.httpAuth(),
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      analyses: { requireStart: async () => {} } as any,
      processing: {
        start: async ({ file }: { file: { bytes: Buffer } }) => {
          bytes = new WeakRef(file.bytes);
          return { analysis, done: new Promise(() => {}) };
        },
      } as any,
      maxImageBytes: 10_000,
      uploads,
    });
    const app = express().use(router).use(mockErrorHandler());
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Sends a first piece of a body and waits. */
  function stall() {
    const { port } = server.address() as AddressInfo;
    const sent = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/process-image',
      headers: {
        'Content-Type': 'multipart/form-data; boundary=x',
        'Content-Length': '5000',
      },
    });
    sent.on('error', () => {});
    sent.write('--x\r\n');
    return sent;
  }
  const send = () =>
    request(server)
      .post('/process-image')
      .set('Prefer', 'respond-async')
      .attach('file', png(), 'a.png');

  it('tells callers to come back while all places are taken', async () => {
    await serve({ places: 1, waitMs: 50, timeoutMs: 60_000 });
    const began = once(server, 'request');
    const slow = stall();
    await began;
    const refused = await send();
    expect(refused.status).toBe(503);
    expect(refused.header['retry-after']).toBe('5');
    expect(refused.body.error.message).toMatch(/again in a few seconds/);

    slow.destroy();
    expect((await send()).status).toBe(202);
  });

  it('takes the place from who does not go on sending', async () => {
    await serve({ places: 1, waitMs: 60_000, timeoutMs: 100 });
    const began = once(server, 'request');
    const [response] = await Promise.all([once(stall(), 'response'), began]);
    expect(response[0].statusCode).toBe(408);
    expect((await send()).status).toBe(202);
  });

  it('gives the place back before the analysis is done', async () => {
    await serve({ places: 1, waitMs: 50, timeoutMs: 60_000 });
    const waiting = request(server)
      .post('/process-image')
      .attach('file', png(), 'a.png');
    const began = once(server, 'request');
    // Supertest sends when it is asked for the answer, which never comes.
    waiting.catch(() => {});
    await began;
    expect((await send()).status).toBe(202);
  });

  it('forgets the bytes before the analysis is done', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc');
    await serve({ places: 1, waitMs: 60_000, timeoutMs: 60_000 });
    const waiting = request(server)
      .post('/process-image')
      .attach('file', png(), 'a.png');
    waiting.catch(() => {});
    bytes = undefined;
    while (!bytes) {
      await setTimeout(10);
    }
    for (let round = 0; round < 20 && held(bytes).deref(); round++) {
      await setTimeout(10);
      collectGarbage();
    }
    expect(held(bytes).deref()).toBeUndefined();
  });
});

/** TypeScript does not see that a callback sets the variable. */
function held(reference: WeakRef<Buffer> | undefined): WeakRef<Buffer> {
  return reference!;
}
