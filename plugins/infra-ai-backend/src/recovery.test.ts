import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import { png } from './__testUtils__/pictures';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';
import { DatabaseAnalysisStore } from './database/DatabaseAnalysisStore';
import { connectDatabase } from './database/connect';
import type { NewAnalysis } from './database/types';
import { JobQueue } from './services/JobQueue';

const databases = createTestDatabases();
const ID = '7d9a2c5e-31fb-4c39-9a63-2d3e1f0b8a11';

/** Writes an analysis and its job, as a back end does that dies right after. */
async function enqueue(
  db: Knex,
  material: Partial<NewAnalysis> = {},
): Promise<void> {
  const store = new DatabaseAnalysisStore({ db });
  const queue = await JobQueue.create({
    db,
    logger: mockServices.logger.mock(),
    timeoutMs: 120_000,
    concurrency: 1,
  });
  await store.create(
    {
      id: ID,
      createdBy: 'user:default/mock',
      name: 'A web shop',
      owner: 'user:default/mock',
      inputKind: 'text',
      inputText: 'A web shop.',
      inputHash: '0'.repeat(64),
      analyzerId: 'embedded',
      analyzerTitle: 'Fake',
      analyzerVersion: '1',
      ...material,
    },
    { underWayMs: 0 },
    tx => queue.addAnalysis(ID, tx),
  );
  await queue.stop();
}

/** Knex hides the password from `JSON.stringify`. */
function connectionOf(db: Knex): string {
  const { connection } = db.client.config;
  return JSON.stringify({ ...connection, password: connection.password });
}

describe('recovery', () => {
  let db: Knex;

  beforeEach(async () => {
    db = await databases.init(POSTGRES);
    await connectDatabase(mockServices.database({ knex: db }));
  });

  const get = (server: Server, path: string) =>
    request(server).get(`/api/infra-ai/analyses/${ID}${path}`);

  const picture = png(30, 20);
  it.each<[string, Partial<NewAnalysis>, AnalyzerInput]>([
    ['a text', {}, { kind: 'text', text: 'A web shop.' }],
    [
      'a picture',
      {
        inputKind: 'image',
        inputText: 'Our shop',
        picture: {
          bytes: picture,
          mediaType: 'image/png',
          width: 30,
          height: 20,
          fileName: 'shop.png',
        },
      },
      {
        kind: 'image',
        bytes: picture,
        mediaType: 'image/png',
        width: 30,
        height: 20,
        description: 'Our shop',
      },
    ],
  ])(
    'finishes %s whose back end was killed in the middle, once',
    async (_, material, input) => {
      await enqueue(db, material);
      const child = spawn(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          resolve(__dirname, '__testUtils__/hangingBackEnd.ts'),
        ],
        {
          env: {
            ...process.env,
            DATABASE: connectionOf(db),
          },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await db('analyses').first('state', 'attempt')).toEqual({
        state: 'running',
        attempt: 1,
      });

      const analyzer = new FakeAnalyzer();
      const { server } = await startBackend(db, { analyzers: [analyzer] });
      const killed = Date.now();
      // The stream is open before, and ends with, the second run.
      const { text } = await get(server, '/events').timeout(60_000);
      expect(text).toMatch('"completed"');
      expect((Date.now() - killed) / 1000).toBeLessThan(30);
      expect(analyzer.calls).toBe(1);
      expect(analyzer.input).toEqual(input);
      expect((await get(server, '')).body).toMatchObject({
        state: 'completed',
        elementCount: 2,
      });
      expect(await db('analyses').first('attempt')).toEqual({ attempt: 2 });
    },
  );

  it('runs an analysis whose job is missing', async () => {
    await enqueue(db);
    await db.raw('DROP SCHEMA pgboss CASCADE');
    const { server } = await startBackend(db);
    await get(server, '/events');
    expect((await get(server, '')).body.state).toBe('completed');
  });

  it('hands a running analysis over when it stops', async () => {
    let started = () => {};
    const began = new Promise<void>(resolveBegan => {
      started = resolveBegan;
    });
    const { stop } = await startBackend(db, {
      analyzers: [
        new FakeAnalyzer('embedded', (_text, { signal }) => {
          started();
          return new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason)),
          );
        }),
      ],
    });
    await enqueue(db);
    await began;
    await stop();
    expect(await db('analyses').first('state')).toEqual({ state: 'queued' });

    const { server } = await startBackend(db);
    const { text } = await get(server, '/events').timeout(20_000);
    expect(text).toMatch('"completed"');
  });

  it('shows the progress of a job that another back end runs', async () => {
    let finish = () => {};
    let start = () => {};
    const began = new Promise<void>(resolveBegan => {
      start = resolveBegan;
    });
    await startBackend(db, {
      analyzers: [
        new FakeAnalyzer('embedded', async (_text, { onProgress }) => {
          onProgress({ step: 'read', message: 'Over there' });
          start();
          await new Promise<void>(done => {
            finish = done;
          });
          return { model: shopModel() };
        }),
      ],
    });
    await enqueue(db);
    await began;
    const { server } = await startBackend(db);
    const events = get(server, '/events').then(({ text }) => text);
    finish();
    expect(await events).toMatch(/Over there[^]*"completed"/);
  });

  it('ends the requests that wait when it stops', async () => {
    let started = () => {};
    const began = new Promise<void>(resolveBegan => {
      started = resolveBegan;
    });
    const { server, stop } = await startBackend(db, {
      analyzers: [
        new FakeAnalyzer('embedded', () => {
          started();
          return new Promise(() => {});
        }),
      ],
    });
    const waiting = request(server)
      .post('/api/infra-ai/process-text')
      .send({ description: 'A web shop.' })
      .then(response => response);
    await began;
    await stop();
    const { status, body } = await waiting;
    expect(status).toBe(503);
    expect(body.error.message).toMatch(/restarting. The work goes on/);
  });

  it('gives up what no back end survives', async () => {
    await enqueue(db);
    await db('pgboss.job').where({ id: ID }).update({ retry_limit: 0 });
    await db.raw(
      `UPDATE pgboss.job SET state = 'active', started_on = now() - interval '1 hour',
      heartbeat_on = now() - interval '1 hour' WHERE id = ?`,
      [ID],
    );
    await db('analyses').update({ state: 'running', attempt: 6 });
    const analyzer = new FakeAnalyzer();
    const { server } = await startBackend(db, { analyzers: [analyzer] });
    const { text } = await get(server, '/events').timeout(30_000);
    expect(text).toMatch(/given up/);
    expect(analyzer.calls).toBe(0);
  });

  it('ignores a run that was overtaken', async () => {
    await enqueue(db);
    const store = new DatabaseAnalysisStore({ db });
    const first = await store.startAttempt(ID);
    const second = await store.startAttempt(ID);
    expect([first?.attempt, second?.attempt]).toEqual([1, 2]);
    const outcome = { name: 'shop', model: shopModel() };
    expect(await store.addProgress(ID, 1, [])).toBe(false);
    expect(await store.complete(ID, 1, outcome)).toBe(false);
    expect(await store.fail(ID, 1, { name: 'E', message: 'm' })).toBe(false);
    expect(await store.requeue(ID, 1)).toBe(false);
    expect(await store.complete(ID, 2, outcome)).toBe(true);
    expect(await store.startAttempt(ID)).toBeUndefined();
    expect(await store.complete(ID, 2, outcome)).toBe(false);
  });
});
