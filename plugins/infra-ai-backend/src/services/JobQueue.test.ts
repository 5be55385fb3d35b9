import { mockServices } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import { createTestDatabases, POSTGRES } from '../__testUtils__/startBackend';
import { JobQueue } from './JobQueue';

const databases = createTestDatabases();
const logger = mockServices.logger.mock();

describe('JobQueue', () => {
  it('lives next to the schema of a plugin that shares its database', async () => {
    const db = await databases.init(POSTGRES);
    await db.raw('CREATE SCHEMA "infra-ai"');
    const shared = knexFactory({
      ...db.client.config,
      searchPath: ['infra-ai'],
    });
    try {
      const queue = await JobQueue.create({
        db: shared,
        logger,
        timeoutMs: 1_000,
        concurrency: 1,
      });
      await queue.addAnalysis('7d9a2c5e-31fb-4c39-9a63-2d3e1f0b8a11');
      await queue.stop();
      const { rows } = await db.raw('SELECT name FROM infra_ai_pgboss.job');
      expect(rows).toEqual([{ name: 'infra-ai-analysis' }]);
    } finally {
      await shared.destroy();
    }
  });

  it('adds a job with its row, or neither', async () => {
    const db = await databases.init(POSTGRES);
    const queue = await JobQueue.create({
      db,
      logger,
      timeoutMs: 1_000,
      concurrency: 1,
    });
    const id = '7d9a2c5e-31fb-4c39-9a63-2d3e1f0b8a11';
    await db
      .transaction(async tx => {
        await queue.addAnalysis(id, tx);
        throw new Error('the row was refused');
      })
      .catch(() => {});
    expect(await queue.hasAnalysis(id)).toBe(false);
    await queue.addAnalysis(id);
    expect(await queue.hasAnalysis(id)).toBe(true);
    await queue.removeAnalysis(id);
    expect(await queue.hasAnalysis(id)).toBe(false);
    await queue.stop();
  });

  it('starts in several back ends at once, and leaves the pool clean', async () => {
    const db = await databases.init(POSTGRES);
    const queues = await Promise.all(
      [1, 2, 3, 4].map(() =>
        JobQueue.create({ db, logger, timeoutMs: 1_000, concurrency: 1 }),
      ),
    );
    await queues[0].addAnalysis('7d9a2c5e-31fb-4c39-9a63-2d3e1f0b8a11');
    await Promise.all(
      Array.from({ length: 20 }, () => db.raw('SELECT pg_sleep(0.01)')),
    );
    const { rows } = await db.raw('SELECT name FROM pgboss.job');
    expect(rows).toHaveLength(1);
    await Promise.all(queues.map(queue => queue.stop()));
  });

  it('has one waiting watch per publication', async () => {
    const db = await databases.init(POSTGRES);
    const queue = await JobQueue.create({
      db,
      logger,
      timeoutMs: 1_000,
      concurrency: 1,
    });
    const id = '7d9a2c5e-31fb-4c39-9a63-2d3e1f0b8a11';
    await queue.watchPublication(id);
    await queue.watchPublication(id);
    const { rows } = await db.raw('SELECT data FROM pgboss.job');
    expect(rows).toEqual([{ data: { id } }]);
    await queue.stop();
  });
});
