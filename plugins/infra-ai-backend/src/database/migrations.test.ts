import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import { createTestDatabases, POSTGRES } from '../__testUtils__/startBackend';
import { newAnalysis, newPicture } from '../__testUtils__/records';
import { connectDatabase } from './connect';
import { DatabaseAnalysisStore } from './DatabaseAnalysisStore';

const databases = createTestDatabases();
const directory = resolvePackagePath(
  '@infra-ai/backstage-plugin-infra-ai-backend',
  'migrations',
);

describe('migrations', () => {
  it('go up, down and up again', async () => {
    const db = await databases.init(POSTGRES);
    const tables = async () =>
      (
        await db('information_schema.tables')
          .where({ table_schema: 'public' })
          .whereNot('table_name', 'like', 'knex%')
          .orderBy('table_name')
      ).map(({ table_name }) => table_name);

    const all = [
      'analyses',
      'analysis_events',
      'analysis_files',
      'analysis_pictures',
      'drift_reports',
      'publications',
    ];
    await connectDatabase(mockServices.database({ knex: db }));
    expect(await tables()).toEqual(all);
    await db.migrate.rollback({ directory }, true);
    expect(await tables()).toEqual([]);
    await db.migrate.latest({ directory });
    expect(await tables()).toEqual(all);
  });

  it('go down past pictures without a trace of them', async () => {
    const db = await databases.init(POSTGRES);
    await connectDatabase(mockServices.database({ knex: db }));
    const store = new DatabaseAnalysisStore({ db });
    await store.create(
      newAnalysis({ picture: newPicture() }),
      { underWayMs: 0 },
      async () => {},
    );
    await store.create(newAnalysis(), { underWayMs: 0 }, async () => {});
    await db.migrate.down({
      directory,
      name: '20261124063000_analysis_pictures.js',
    });
    expect(await db('analyses').pluck('input_kind')).toEqual(['text']);
  });

  it('are left to the operator when told to', async () => {
    const db = await databases.init(POSTGRES);
    const service = mockServices.database({
      knex: db,
      migrations: { skip: true },
    });
    await connectDatabase(service);
    expect(await db.schema.hasTable('analyses')).toBe(false);
  });

  it('refuse another database than PostgreSQL in one sentence', async () => {
    const db = knexFactory({
      client: 'better-sqlite3',
      useNullAsDefault: true,
    });
    await expect(
      connectDatabase({ getClient: async () => db }),
    ).rejects.toThrow(
      /^The infra-ai plugin needs PostgreSQL, but .*"better-sqlite3".*`infra-ai start`.*`backend.database.client: pg`[^.]*\.$/,
    );
  });

  it('keep what a model says to the letter', async () => {
    const db = await databases.init(POSTGRES);
    await connectDatabase(mockServices.database({ knex: db }));
    const model = { b: '\u0000 \ud83d ñ', a: [{ z: 1, y: 2 }] };
    const [row] = await db('analyses')
      .insert({
        id: '7d9a2c5e-31fb-4c39-9a63-2d3e1f0b8a11',
        state: 'completed',
        created_by: 'x',
        name: 'x',
        owner: 'x',
        input_kind: 'text',
        input_text: 'x',
        input_hash: '0'.repeat(64),
        analyzer_id: 'x',
        analyzer_title: 'x',
        analyzer_version: 'x',
        model: JSON.stringify(model),
      })
      .returning('model');
    expect(JSON.stringify(row.model)).toBe(JSON.stringify(model));
  });
});
