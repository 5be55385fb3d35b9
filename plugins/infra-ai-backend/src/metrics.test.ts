import { setTimeout as delay } from 'node:timers/promises';
import type { Server } from 'node:http';
import type { Knex } from 'knex';
import request from 'supertest';
import { FakeAnalyzer, shopModel } from './__testUtils__/FakeAnalyzer';
import { FakeScaffolder } from './__testUtils__/FakeScaffolder';
import { createMeasurements } from './__testUtils__/measurements';
import { migratedDatabase } from './__testUtils__/migratedDatabase';
import { newAnalysis } from './__testUtils__/records';
import {
  createTestDatabases,
  POSTGRES,
  startBackend,
} from './__testUtils__/startBackend';
import { createInstruments } from './metrics/instruments';
import { MeasuredAnalysisStore } from './metrics/MeasuredAnalysisStore';

const databases = createTestDatabases();
const usage = {
  model: 'a-model',
  inputTokens: 100,
  outputTokens: 20,
  costUsd: 0.5,
};

describe('metrics of a back end', () => {
  const analyzer = new FakeAnalyzer();
  const scaffolder = new FakeScaffolder();
  let measurements: ReturnType<typeof createMeasurements>;
  let server: Server;
  let stop: () => Promise<void>;
  let db: Knex;

  beforeEach(async () => {
    measurements = createMeasurements();
    analyzer.behavior = async () => ({ model: shopModel(), usage });
    db = await databases.init(POSTGRES);
    ({ server, stop } = await startBackend(db, {
      analyzers: [analyzer],
      scaffolder,
      config: { infraAi: { analysis: { timeout: { seconds: 2 } } } },
      features: [measurements.factory],
    }));
  });
  afterEach(() => stop());

  const analyze = (description: string) =>
    request(server)
      .post('/api/infra-ai/process-text')
      .send({ description, owner: 'group:default/team' });
  /** Without what has not happened. */
  const counted = async (name: string) =>
    (await measurements.read(name)).filter(({ value }) => value !== 0);
  const analyses = () => counted('infra_ai.analyses');
  const text = { analyzer: 'embedded', input_kind: 'text' };

  it('tell the ends of analyses apart, and count what each was billed', async () => {
    await analyze('one');
    await analyze('one');
    analyzer.behavior = async () => {
      throw Object.assign(new Error('broken'), { usage });
    };
    await analyze('two');
    // Billed, and no model.
    analyzer.behavior = async () => ({ model: {} as any, usage });
    await analyze('three');
    analyzer.behavior = () => new Promise(() => {});
    await analyze('four');

    const ends = await analyses();
    expect(ends).toHaveLength(4);
    expect(ends).toEqual(
      expect.arrayContaining([
        { ...text, outcome: 'completed', value: 1 },
        { ...text, outcome: 'reused', value: 1 },
        { ...text, outcome: 'failed', value: 2 },
        { ...text, outcome: 'timeout', value: 1 },
      ]),
    );
    const durations = await measurements.read('infra_ai.analysis.duration');
    expect(durations).toContainEqual({ ...text, outcome: 'failed', value: 2 });
    expect(durations).not.toContainEqual(
      expect.objectContaining({ outcome: 'reused' }),
    );
    expect(await measurements.read('infra_ai.analysis.tokens')).toEqual([
      { model: 'a-model', direction: 'input', value: 300 },
      { model: 'a-model', direction: 'output', value: 60 },
    ]);
    expect(await measurements.read('infra_ai.analysis.cost')).toEqual([
      { model: 'a-model', value: 1.5 },
    ]);
  });

  it('begin at zero, so that the first failure is seen', async () => {
    expect(await measurements.read('infra_ai.analyses')).toContainEqual({
      ...text,
      outcome: 'failed',
      value: 0,
    });
    expect(await measurements.read('infra_ai.publications')).toContainEqual({
      action: 'unknown',
      outcome: 'failed',
      dry_run: false,
      value: 0,
    });
  });

  it('count an analysis that is deleted while it runs once', async () => {
    const started = new Promise<void>(resolve => {
      analyzer.behavior = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    const { body } = await request(server)
      .post('/api/infra-ai/process-text')
      .set('Prefer', 'respond-async')
      .send({ description: 'to go', owner: 'group:default/team' });
    await started;
    await request(server).delete(`/api/infra-ai/analyses/${body.id}`);
    await delay(1_500);

    expect(await analyses()).toEqual([
      { ...text, outcome: 'cancelled', value: 1 },
    ]);
  });

  it('count publications that fail before they begin, and pictures that are none', async () => {
    const { id } = (await analyze('one')).body;
    scaffolder.refusal = new Error('no scaffolder');
    await request(server)
      .post(`/api/infra-ai/analyses/${id}/publish`)
      .send({ owner: 'acme' });
    scaffolder.refusal = undefined;
    await request(server)
      .post('/api/infra-ai/process-image')
      .attach('file', Buffer.from('no picture'), 'a.png');

    const failed = { action: 'unknown', outcome: 'failed', dry_run: false };
    expect(await counted('infra_ai.publications')).toEqual([
      { ...failed, value: 1 },
    ]);
    expect(await measurements.read('infra_ai.publication.duration')).toEqual([
      { ...failed, value: 1 },
    ]);
    expect(
      await measurements.read('infra_ai.picture.prepare.duration'),
    ).toEqual([{ outcome: 'failed', value: 1 }]);
  });

  it('show the queue as the database has it', async () => {
    let go = () => {};
    analyzer.behavior = () =>
      new Promise(resolve => {
        go = () => resolve({ model: shopModel() });
      });
    const answer = analyze('waits').then(({ status }) => status);
    await delay(1_000);

    expect(await measurements.read('infra_ai.queue.depth')).toEqual([
      { state: 'queued', value: 0 },
      { state: 'running', value: 1 },
    ]);
    expect(await measurements.read('infra_ai.queue.oldest_age')).toEqual([
      { value: 0 },
    ]);
    go();
    expect(await answer).toBe(201);
  });
});

describe('metrics of runs', () => {
  it('count a requeued run when it ends, an overtaken one as cancelled, a given up one as abandoned', async () => {
    const { metrics, read } = createMeasurements();
    const store = new MeasuredAnalysisStore({
      db: await migratedDatabase(databases),
      instruments: createInstruments(metrics),
    });
    const create = async () => {
      const { id } = newAnalysis();
      await store.create(
        newAnalysis({ id, inputHash: id.replaceAll('-', '').repeat(2) }),
        { underWayMs: 0 },
        async () => {},
      );
      return id;
    };
    const outcome = { name: 'shop', model: shopModel() };

    const requeued = await create();
    await store.startAttempt(requeued);
    await store.requeue(requeued, 1);
    expect(await read('infra_ai.analyses')).toEqual([]);
    await store.startAttempt(requeued);
    await store.startAttempt(requeued);
    expect(await store.isCurrent(requeued, 2)).toBe(false);
    expect(await store.complete(requeued, 2, outcome)).toBe(false);
    expect(await store.complete(requeued, 3, outcome)).toBe(true);

    const dead = await create();
    await store.abandon(dead, { name: 'InternalError', message: 'given up' });

    const common = { analyzer: 'embedded', input_kind: 'text', value: 1 };
    expect(await read('infra_ai.analyses')).toEqual([
      { ...common, outcome: 'cancelled' },
      { ...common, outcome: 'completed' },
      { ...common, outcome: 'abandoned' },
    ]);
  });
});
