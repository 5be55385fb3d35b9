import type { Knex } from 'knex';
import { migratedDatabase } from '../../__testUtils__/migratedDatabase';
import { newAnalysis } from '../../__testUtils__/records';
import { createTestDatabases } from '../../__testUtils__/startBackend';
import { findUnderWay } from './findUnderWay';
import { insertAnalysis } from './insertAnalysis';

const databases = createTestDatabases();
const MINUTE = 60_000;

describe('findUnderWay', () => {
  const analysis = newAnalysis();
  let db: Knex;
  const find = (changes = {}, maxAgeMs = MINUTE) =>
    db.transaction(tx => findUnderWay(tx, newAnalysis(changes), maxAgeMs));

  beforeAll(async () => {
    db = await migratedDatabase(databases);
    await insertAnalysis(db, analysis);
  });

  it('finds the same order of the same person', async () => {
    expect(await find()).toBe(analysis.id);
    await db('analyses').update({ state: 'running' });
    expect(await find()).toBe(analysis.id);
  });

  it.each([
    { createdBy: 'user:default/bob' },
    { owner: 'group:default/shop' },
    { inputHash: '1'.repeat(64) },
    { analyzerId: 'other' },
    { analyzerVersion: '2' },
  ])('finds no other: %j', async changes => {
    expect(await find(changes)).toBeUndefined();
  });

  it('takes none that has stalled, or has ended', async () => {
    expect(await find({}, 0)).toBeUndefined();
    await db('analyses').update({ state: 'failed' });
    expect(await find()).toBeUndefined();
  });

  it('lets one caller at a time look and write', async () => {
    const createdBy = 'user:default/clicker';
    const ids = await Promise.all(
      [1, 2, 3, 4].map(() =>
        db.transaction(async tx => {
          const mine = newAnalysis({ createdBy });
          const found = await findUnderWay(tx, mine, MINUTE);
          if (!found) {
            await insertAnalysis(tx, mine);
          }
          return found ?? mine.id;
        }),
      ),
    );
    expect(new Set(ids).size).toBe(1);
  });
});
