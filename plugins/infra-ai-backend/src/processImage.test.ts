import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import request from 'supertest';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import { FakeScaffolder } from './__testUtils__/FakeScaffolder';
import { noisyPng, pdf, png } from './__testUtils__/pictures';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';

type Started = Awaited<ReturnType<typeof startBackend>>;

const databases = createTestDatabases();

describe('POST /process-image', () => {
  const embedded = new FakeAnalyzer();
  const vision = new FakeAnalyzer('vision');
  vision.accepted = ['text', 'image'];
  const scaffolder = new FakeScaffolder();
  let db: Knex;
  let server: Server;
  let audit: Started['audit'];
  let auditor: Started['auditor'];

  const get = (path: string) => request(server).get(`/api/infra-ai${path}`);
  const send = (
    fields: Record<string, string>,
    file: Buffer,
    fileName = 'shop.png',
  ) =>
    request(server)
      .post('/api/infra-ai/process-image')
      .field(fields)
      .attach('file', file, fileName);
  const messages = async (id: string) =>
    (await get(`/analyses/${id}/events`)).text;

  beforeAll(async () => {
    db = await databases.init(POSTGRES);
    ({ server, audit, auditor } = await startBackend(db, {
      analyzers: [embedded, vision],
      scaffolder,
    }));
  });

  beforeEach(() => {
    for (const analyzer of [embedded, vision]) {
      analyzer.behavior = async () => ({ model: shopModel() });
      analyzer.exact = () => false;
    }
  });

  it('analyzes a picture and answers with the result', async () => {
    const file = png(300, 200);
    const response = await send(
      { description: 'Our\r\nshop', owner: 'group:default/shop' },
      file,
      'Our shop.png',
    );
    expect(response.body).toMatchObject({
      state: 'completed',
      name: 'shop',
      owner: 'group:default/shop',
      inputKind: 'image',
      excerpt: 'Our\nshop',
      input: {
        kind: 'image',
        description: 'Our\nshop',
        picture: {
          fileName: 'Our shop.png',
          mediaType: 'image/png',
          width: 300,
          height: 200,
          bytes: file.length,
        },
      },
      analyzer: { id: 'vision' },
      model: shopModel(),
    });
    expect(response.status).toBe(201);
    expect(response.header.location).toBe(
      `/api/infra-ai/analyses/${response.body.id}`,
    );
    expect(vision.input).toMatchObject({
      kind: 'image',
      mediaType: 'image/png',
      width: 300,
      height: 200,
      description: 'Our\nshop',
    });
    expect(Buffer.compare((vision.input as any).bytes, file)).toBe(0);
    expect(audit.at(-1)).toEqual({
      eventId: 'analysis-create',
      result: 'success',
    });
    expect(auditor.createEvent.mock.lastCall![0].meta).toEqual({
      inputKind: 'image',
      fileBytes: file.length,
      analyzer: null,
      publishOwner: null,
    });
  });

  it('answers at once when asked to', async () => {
    const started = await send({}, png(10, 10, 1), 'orders_flow.png').set(
      'Prefer',
      'respond-async',
    );
    expect(started.status).toBe(202);
    expect(started.header['preference-applied']).toBe('respond-async');
    // What the answer says of the state is of the moment it was written: the work may have gone on.
    expect(started.body.excerpt).toBe('orders_flow.png');
    expect(await messages(started.body.id)).toMatch(
      /"queued"[^]*"running"[^]*"completed"/,
    );
  });

  it('takes files up to the limit to the byte', async () => {
    const { body, status } = await send({}, noisyPng(9_900_000), 'big.png');
    expect([status, body.error]).toEqual([201, undefined]);
    expect(body.input.picture.bytes).toBeGreaterThan(9_800_000);
  });

  it('reads the page of a PDF that is named', async () => {
    const file = pdf(3);
    const { body } = await send({ page: '2' }, file, 'slides.pdf');
    expect(body.input.picture).toMatchObject({
      fileName: 'slides.pdf',
      mediaType: 'image/png',
      bytes: file.length,
      original: { mediaType: 'application/pdf', page: 2, pages: 3 },
    });
    const input = vision.input as any;
    expect(input.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(Buffer.compare(input.original.bytes, file)).toBe(0);
    expect(await messages(body.id)).toMatch(
      /page 2 of the 3 pages[^]*"completed"/,
    );
  });

  it.each([
    ['..\\..\\C:\\tmp\\a.png', 'a.png'],
    ['../../etc/pass\u202ewd.png', 'passwd.png'],
    [`${'x'.repeat(300)}.png`, `${'x'.repeat(251)}.png`],
    ['Año nuevo — ñ.png', 'Año nuevo — ñ.png'],
    ['..', undefined],
  ])('stores the file name %j as %j', async (given, stored) => {
    const { body } = await send({}, png(5, 5, 7), given);
    expect(body.input?.picture.fileName).toBe(stored);
  });

  it('names the system after its file when the picture does not', async () => {
    vision.behavior = async () => ({
      model: { ...shopModel(), system: undefined },
    });
    const named = await send({}, png(9, 9, 3), 'payments platform.png');
    expect(named.body.name).toBe('payments platform');
    const generic = await send({}, png(9, 9, 4), 'Screenshot 2026-01-02.png');
    expect(generic.body.name).toBe('web shop system');
  });

  it('lists pictures beside texts without loading them', async () => {
    const user = mockCredentials.user.header('user:default/lister');
    await request(server)
      .post('/api/infra-ai/process-text')
      .set('Authorization', user)
      .send({ description: 'A text.' });
    await send({}, png(4, 4, 9), 'harbor.png').set('Authorization', user);
    const queries: string[] = [];
    const listen = ({ sql }: { sql: string }) => queries.push(sql);
    db.on('query', listen);
    const { body } = await get('/analyses').set('Authorization', user);
    db.off('query', listen);
    expect(
      body.items.map(({ inputKind, excerpt }: any) => [inputKind, excerpt]),
    ).toEqual([
      ['image', 'harbor.png'],
      ['text', 'A text.'],
    ]);
    expect(queries.some(sql => sql.includes('from "analyses"'))).toBe(true);
    expect(queries.some(sql => /\bbytes\b/.test(sql))).toBe(false);
    const found = await get('/analyses?search=HARB').set('Authorization', user);
    expect(found.body.totalItems).toBe(1);
  });

  describe('which analyzer runs', () => {
    it('is one that finds the answer in the picture, whichever was named', async () => {
      embedded.exact = input => input.kind === 'image';
      const { body } = await send({ analyzer: 'vision' }, png(6, 6, 11));
      expect(body.analyzer.id).toBe('embedded');
      expect(await messages(body.id)).toMatch(
        /reads this exactly .* instead of \\"Fake\\"/,
      );
    });

    it('is the named one otherwise, which may refuse', async () => {
      const { status, body } = await send({ analyzer: 'embedded' }, png(6, 6));
      expect(status).toBe(400);
      expect(body.error.message).toMatch(
        /"embedded" cannot read this picture. Choose "vision"/,
      );
    });
  });

  describe('the same picture again', () => {
    it('is answered from the store', async () => {
      const file = png(20, 20, 50);
      const first = await send({ name: 'a', description: 'd' }, file);
      const { calls } = vision;
      const second = await send(
        { name: 'a', description: 'd', owner: 'group:default/other' },
        file,
        'renamed.png',
      );
      expect(vision.calls).toBe(calls);
      expect(second.body).toMatchObject({
        state: 'completed',
        model: first.body.model,
        owner: 'group:default/other',
        input: { picture: { fileName: 'renamed.png' } },
      });
      expect(second.body.id).not.toBe(first.body.id);
      expect(await messages(second.body.id)).toMatch(/picture before/);
      const picture = await get(`/analyses/${second.body.id}/picture`);
      expect(sha256(picture.body)).toBe(sha256(file));

      for (const [fields, bytes, user] of [
        [{ name: 'b', description: 'd' }, file, 'mock'],
        [{ name: 'a', description: 'e' }, file, 'mock'],
        [{ name: 'a', description: 'd' }, png(20, 20, 51), 'mock'],
        [{ name: 'a', description: 'd' }, file, 'ana'],
      ] as const) {
        const before = vision.calls;
        await send(fields, bytes).set(
          'Authorization',
          mockCredentials.user.header(`user:default/${user}`),
        );
        expect(vision.calls).toBe(before + 1);
      }
    });

    it('is another one when it is another page', async () => {
      const file = pdf(2);
      await send({ page: '1' }, file, 'a.pdf');
      const { calls } = vision;
      await send({ page: '2' }, file, 'a.pdf');
      expect(vision.calls).toBe(calls + 1);
    });

    it('joins the analysis that is under way', async () => {
      const finish: Array<() => void> = [];
      vision.behavior = () =>
        new Promise(resolve => {
          finish.push(() => resolve({ model: shopModel() }));
        });
      const { calls } = vision;
      const file = png(20, 20, 60);
      const click = (fields = {}) =>
        send(fields, file).set('Prefer', 'respond-async');
      const clicks = await Promise.all([click(), click(), click()]);
      const ids = new Set(clicks.map(({ body }) => body.id));
      expect(ids.size).toBe(1);
      const other = await click({ owner: 'group:default/other' });
      expect(ids.has(other.body.id)).toBe(false);

      const ends = Promise.all([
        messages([...ids][0]),
        messages(other.body.id),
      ]);
      vision.behavior = async () => ({ model: shopModel() });
      // The one that runs already; the other may not have begun.
      await waitFor(() => finish.length > 0);
      finish.forEach(end => end());
      await waitFor(() => vision.calls === calls + 2);
      finish.forEach(end => end());
      for (const end of await ends) {
        expect(end).toMatch('"completed"');
      }
      expect(vision.calls).toBe(calls + 2);
    });

    it('publishes once when it is asked twice at once', async () => {
      let finish: (() => void) | undefined;
      vision.behavior = () =>
        new Promise(resolve => {
          finish = () => resolve({ model: shopModel() });
        });
      scaffolder.autoComplete = true;
      const file = png(20, 20, 70);
      const publish = JSON.stringify({ owner: 'acme' });
      const started = audit.length;
      const answers = Promise.all([
        send({ publish }, file),
        send({ publish }, file),
      ]);
      await waitFor(() => audit.length === started + 2);
      await waitFor(() => finish !== undefined);
      finish!();
      for (const { status, body } of await answers) {
        expect([status, body.error]).toEqual([201, undefined]);
        expect(body.publications).toMatchObject([
          { state: 'completed', owner: 'acme' },
        ]);
      }
      expect(scaffolder.tasks).toHaveLength(1);
    });
  });

  it('removes the picture with its analysis', async () => {
    const { body } = await send({}, png(8, 8, 90));
    const count = async () =>
      Number(
        (
          await db('analysis_pictures').where({ analysis_id: body.id }).count()
        )[0].count,
      );
    expect(await count()).toBe(1);
    await request(server).delete(`/api/infra-ai/analyses/${body.id}`);
    expect(await count()).toBe(0);
  });
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function waitFor(condition: () => boolean | Promise<boolean>) {
  while (!(await condition())) {
    await setTimeout(20);
  }
}
