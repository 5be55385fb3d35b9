import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { migratedDatabase } from '../../__testUtils__/migratedDatabase';
import { newAnalysis, newPicture } from '../../__testUtils__/records';
import { createTestDatabases } from '../../__testUtils__/startBackend';
import type { AnalysisQuery } from '../types';
import { insertAnalysis } from './insertAnalysis';
import { listAnalyses } from './listAnalyses';

const databases = createTestDatabases();

describe('listAnalyses', () => {
  let db: Knex;
  const names = async (query: Partial<AnalysisQuery> = {}) => {
    const { items, totalItems } = await listAnalyses(db, {
      criteria: { authors: ['user:default/ana'] },
      limit: 100,
      offset: 0,
      ...query,
    });
    expect(totalItems).toBe(items.length);
    return items.map(({ name }) => name);
  };

  beforeAll(async () => {
    db = await migratedDatabase(databases);
    const rows = [
      { name: 'bank', elementCount: 7, state: 'completed', day: 1 },
      { name: 'Airport', elementCount: 30, state: 'completed', day: 2 },
      { name: 'shop', analyzerId: 'gemini', state: 'failed', day: 3 },
      { name: 'zoo', picture: newPicture(), state: 'running', day: 4 },
      { name: 'theirs', createdBy: 'user:default/bob', owner: 'Shop', day: 5 },
    ];
    for (const { day, elementCount, state, ...row } of rows) {
      const analysis = newAnalysis(row);
      await insertAnalysis(db, analysis);
      await db('analyses')
        .where({ id: analysis.id })
        .update({
          element_count: elementCount ?? null,
          state: state ?? 'completed',
          created_at: new Date(2026, 0, day),
          updated_at: new Date(2026, 1, 10 - day),
        });
      if (row.name !== 'zoo') {
        await db('publications').insert({
          id: randomUUID(),
          analysis_id: analysis.id,
          state: row.name === 'bank' ? 'failed' : 'completed',
          dry_run: row.name === 'shop',
          owner: 'acme',
          repo: 'x',
          visibility: 'private',
          created_by: analysis.createdBy,
        });
      }
    }
  });

  it('is newest first, and of those that may be seen', async () => {
    expect(await names()).toEqual(['zoo', 'shop', 'Airport', 'bank']);
    expect(
      await names({ criteria: { owners: ['group:default/shop', 'shop'] } }),
    ).toEqual(['theirs']);
    expect(await names({ criteria: { owners: [] } })).toEqual([]);
  });

  it.each([
    [{ inputKind: 'image' }, ['zoo']],
    [{ analyzer: 'gemini' }, ['shop']],
    [{ state: 'completed' }, ['Airport', 'bank']],
    [{ published: true }, ['Airport']],
    [{ published: false }, ['zoo', 'shop', 'bank']],
    [{ published: false, state: 'completed' }, ['bank']],
  ] as const)('is narrowed by %j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it.each([
    ['name', 'asc', ['Airport', 'bank', 'shop', 'zoo']],
    ['name', 'desc', ['zoo', 'shop', 'bank', 'Airport']],
    ['updatedAt', 'desc', ['bank', 'Airport', 'shop', 'zoo']],
    ['createdAt', 'asc', ['bank', 'Airport', 'shop', 'zoo']],
    // What has no count comes last.
    ['elementCount', 'asc', ['bank', 'Airport', 'zoo', 'shop']],
    ['elementCount', 'desc', ['Airport', 'bank', 'zoo', 'shop']],
    ['state', 'asc', ['Airport', 'bank', 'shop', 'zoo']],
  ] as const)('is sorted by %s, %s', async (sort, order, expected) => {
    expect(await names({ sort, order })).toEqual(expected);
  });
});
