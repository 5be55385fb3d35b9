import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { once } from 'node:events';
import {
  request as httpRequest,
  type ClientRequest,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import request from 'supertest';
import { FakeAnalyzer } from './__testUtils__/FakeAnalyzer';
import { pdf, png, SVG } from './__testUtils__/pictures';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

const databases = createTestDatabases();
const PATH = '/api/infra-ai/process-image';
const MAX_BYTES = 20_000;

describe('bad pictures', () => {
  const vision = new FakeAnalyzer('vision');
  vision.accepted = ['image'];
  const denied = new Set<string>();
  let db: Knex;
  let server: Server;

  beforeAll(async () => {
    db = await databases.init(POSTGRES);
    const authorize = async (requests: any[]): Promise<any> =>
      requests.map(({ permission }) => ({
        result: denied.has(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      }));
    ({ server } = await startBackend(db, {
      analyzers: [vision],
      config: {
        infraAi: { limits: { imageBytes: MAX_BYTES, imagePixels: 10_000 } },
      },
      features: [
        mockServices.permissions.mock({
          authorize,
          authorizeConditional: authorize,
        }).factory,
      ],
    }));
  });

  beforeEach(() => {
    denied.clear();
    vision.accepted = ['image'];
  });

  const stored = async () => [
    await db('analyses').pluck('id'),
    await db('analysis_pictures').pluck('analysis_id'),
  ];

  const post = () => request(server).post(PATH);

  it.each<
    [string, (test: request.Test) => request.Test, number, RegExp | string]
  >([
    ['no body', test => test, 415, /multipart\/form-data/],
    [
      'JSON',
      test => test.send({ description: 'x' }) as request.Test,
      415,
      /multipart\/form-data/,
    ],
    ['a form without a file', test => test.field('name', 'x'), 400, /no file/],
    [
      'a text field in place of the file',
      test => test.field('file', 'x'),
      400,
      /no file/,
    ],
    [
      'two files',
      test => test.attach('file', png(), 'a.png').attach('file', png(), 'b'),
      400,
      /several files/,
    ],
    [
      'a file of another name',
      test => test.attach('picture', png(), 'a.png'),
      400,
      /"picture" is not expected.*"file"/,
    ],
    [
      'an unknown field',
      test => test.field('color', 'red').attach('file', png(), 'a.png'),
      400,
      /color/,
    ],
    [
      'a field that reaches for a prototype',
      test => test.field('__proto__', 'x').attach('file', png(), 'a.png'),
      400,
      /__proto__/,
    ],
    [
      'a nested field',
      test => test.field('name[a]', 'x').attach('file', png(), 'a.png'),
      400,
      /name\[a\]/,
    ],
    [
      'a field twice',
      test =>
        test
          .field('name', 'a')
          .field('name', 'b')
          .attach('file', png(), 'a.png'),
      400,
      /name/,
    ],
    [
      'a page that is none',
      test => test.field('page', 'two').attach('file', png(), 'a.png'),
      400,
      /page/,
    ],
    [
      'a page that a PDF does not have',
      test => test.field('page', '5').attach('file', pdf(2), 'a.pdf'),
      400,
      /2 pages/,
    ],
    [
      'a publication that is not JSON',
      test => test.field('publish', '{').attach('file', png(), 'a.png'),
      400,
      /publish: is not JSON/,
    ],
    [
      'a publication without an owner',
      test => test.field('publish', '{}').attach('file', png(), 'a.png'),
      400,
      /publish\.owner/,
    ],
    [
      'a description over the limit',
      test =>
        test
          .field('description', 'x'.repeat(10_001))
          .attach('file', png(), 'a.png'),
      400,
      /description/,
    ],
    [
      'a description far over the limit',
      test =>
        test
          .field('description', 'x'.repeat(80_000))
          .attach('file', png(), 'a.png'),
      400,
      /"description" is too long/,
    ],
    [
      'a NUL in the description',
      test => test.field('description', 'a\0b').attach('file', png(), 'a.png'),
      400,
      /"description" holds characters/,
    ],
    [
      'an owner that is none',
      test => test.field('owner', 'a b/c').attach('file', png(), 'a.png'),
      400,
      /group:default\/payments/,
    ],
    [
      'an analyzer unknown',
      test => test.field('analyzer', 'oracle').attach('file', png(), 'a.png'),
      400,
      /no analyzer "oracle"/,
    ],
    [
      'very many fields',
      test => {
        for (let index = 0; index < 30; index++) {
          test.field(`f${index}`, 'x');
        }
        return test.attach('file', png(), 'a.png');
      },
      400,
      /Too many/,
    ],
    [
      'an empty file',
      test => test.attach('file', Buffer.alloc(0), 'a.png'),
      400,
      /empty/,
    ],
    [
      'a file that is no picture',
      test => test.attach('file', Buffer.from('#!/bin/sh\nls'), 'a.png'),
      415,
      /not read as a picture/,
    ],
    [
      'a picture that is cut off',
      test => test.attach('file', png().subarray(0, 50), 'a.png'),
      400,
      /broken or cut off/,
    ],
    [
      'more pixels than the limit',
      test => test.attach('file', png(200, 51), 'a.png'),
      413,
      /200 × 51/,
    ],
    [
      'a file a byte over the limit',
      test => test.attach('file', Buffer.alloc(MAX_BYTES + 1), 'a.png'),
      413,
      /over the limit of 20,000 bytes.*infraAi\.limits\.imageBytes/,
    ],
    [
      'a broken multipart body',
      test =>
        test
          .set('Content-Type', 'multipart/form-data; boundary=x')
          .send(
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
          ) as request.Test,
      400,
      /no complete multipart body/,
    ],
    [
      'a multipart body without a boundary',
      test =>
        test
          .set('Content-Type', 'multipart/form-data')
          .send('abc') as request.Test,
      400,
      /no complete multipart body.*Boundary/,
    ],
  ])('refuses %s and stores nothing', async (_, fill, status, message) => {
    const response = await fill(post());
    expect([response.status, response.body.error?.message]).toEqual([
      status,
      expect.stringMatching(message),
    ]);
    expect(await stored()).toEqual([[], []]);
  });

  it('says what is missing where no analyzer reads pictures', async () => {
    vision.accepted = ['text'];
    const { status, body } = await post().attach('file', Buffer.from(SVG), 'a');
    expect(status).toBe(400);
    expect(body.error.message).toMatch(
      /needs a vision model.*GEMINI_API_KEY.*SVG.*draw\.io.*in words/,
    );
    expect(await stored()).toEqual([[], []]);
  });

  describe('before the body is there', () => {
    /** Sends the head of a request and a first piece of its body only. */
    async function begin(headers: Record<string, string>, piece?: Buffer) {
      const { port } = server.address() as AddressInfo;
      const sent = httpRequest({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: PATH,
        headers: {
          Authorization: mockCredentials.user.header(),
          'Content-Type': 'multipart/form-data; boundary=x',
          ...headers,
        },
      });
      // Closing the connection is what is wanted here.
      sent.on('error', () => {});
      sent.flushHeaders();
      if (piece) {
        sent.write(piece);
      }
      return sent;
    }

    const HEAD = Buffer.from(
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n',
    );

    async function answerOf(sent: ClientRequest) {
      const [response] = await once(sent, 'response');
      let text = '';
      for await (const part of response.setEncoding('utf8')) {
        text += part;
      }
      return { status: response.statusCode, message: JSON.parse(text).error };
    }

    it.each([
      ['no credentials', mockCredentials.none.header(), 401],
      ['wrong credentials', 'Bearer nonsense', 401],
    ])('refuses %s', async (_, authorization, status) => {
      const sent = await begin({
        Authorization: authorization,
        'Content-Length': '5000',
      });
      expect((await answerOf(sent)).status).toBe(status);
      sent.destroy();
    });

    it('refuses who may not, and ends the connection', async () => {
      denied.add('infra-ai.analysis.create');
      const sent = await begin({ 'Content-Length': '5000' });
      const closed = closing(sent);
      expect((await answerOf(sent)).status).toBe(403);
      await closed;
    });

    it('refuses a body whose length is over the limit', async () => {
      const sent = await begin({ 'Content-Length': '1000000000' });
      const closed = closing(sent);
      expect((await answerOf(sent)).status).toBe(413);
      await closed;
    });

    it('refuses a body of unknown length once it is over the limit', async () => {
      const sent = await begin({ 'Transfer-Encoding': 'chunked' }, HEAD);
      const closed = closing(sent);
      sent.write(Buffer.alloc(150_000));
      const { status, message } = await answerOf(sent);
      expect([status, message.name]).toEqual([413, 'InputError']);
      await closed;
    });

    it('forgets who hangs up', async () => {
      let arrived = 0;
      server.on('request', () => arrived++);
      // As many as may send at once: a place that is not given back would be missed.
      const sending = await Promise.all(
        Array.from({ length: 8 }, () =>
          begin({ 'Content-Length': '10000' }, Buffer.concat([HEAD, png()])),
        ),
      );
      while (arrived < 8) {
        await setTimeout(20);
      }
      await setTimeout(200);
      await Promise.all(
        sending.map(sent => {
          const closed = closing(sent);
          sent.destroy();
          return closed;
        }),
      );
      const answers = await Promise.all(
        [1, 2].map(() => post().field('name', 'x')),
      );
      expect(answers.map(({ status }) => status)).toEqual([400, 400]);
      expect(await stored()).toEqual([[], []]);
    });
  });
});

/** Also when it is closed by a reset, at which `once` throws. */
function closing(sent: ClientRequest): Promise<void> {
  return new Promise(resolve => sent.once('close', () => resolve()));
}
