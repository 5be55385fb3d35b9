import type { Knex } from 'knex';
import { migratedDatabase } from '../../__testUtils__/migratedDatabase';
import { noisyPng } from '../../__testUtils__/pictures';
import { newAnalysis, newPicture } from '../../__testUtils__/records';
import { createTestDatabases } from '../../__testUtils__/startBackend';
import { insertAnalysis } from './insertAnalysis';
import { insertPicture } from './insertPicture';

const databases = createTestDatabases();

describe('insertPicture', () => {
  let db: Knex;
  const analysis = newAnalysis({ picture: newPicture() });

  beforeAll(async () => {
    db = await migratedDatabase(databases);
    await insertAnalysis(db, analysis);
  });

  afterEach(() => db('analysis_pictures').delete());

  it('writes a picture as it is', async () => {
    const picture = newPicture();
    await insertPicture(db, analysis.id, picture);
    expect(await db('analysis_pictures').first()).toEqual({
      analysis_id: analysis.id,
      file_name: 'shop.png',
      media_type: 'image/png',
      width: 30,
      height: 20,
      bytes: picture.bytes,
      file_size: picture.bytes.byteLength,
      original: null,
      original_media_type: null,
      page: null,
      pages: null,
      // Made when somebody looks at the list.
      preview: null,
      preview_media_type: null,
    });
  });

  it('writes the document of a page, whose size counts', async () => {
    const original = {
      bytes: Buffer.from('%PDF-1.4'),
      mediaType: 'application/pdf' as const,
      page: 2,
      pages: 3,
    };
    await insertPicture(db, analysis.id, newPicture({ original }));
    expect(await db('analysis_pictures').first()).toMatchObject({
      original: original.bytes,
      original_media_type: 'application/pdf',
      page: 2,
      pages: 3,
      file_size: 8,
    });
  });

  it('goes with its analysis', async () => {
    const other = newAnalysis({ picture: newPicture() });
    await insertAnalysis(db, other);
    await insertPicture(db, other.id, newPicture());
    await db('analyses').where({ id: other.id }).delete();
    expect(await db('analysis_pictures').pluck('analysis_id')).toEqual([]);
  });

  it('does not write the bytes into an error', async () => {
    const picture = newPicture({ bytes: noisyPng(1_000_000) });
    await insertPicture(db, analysis.id, picture);
    const error = await insertPicture(db, analysis.id, picture).catch(e => e);
    expect(error.message).toMatch(
      /could not be stored: 23505, analysis_pictures_pkey, duplicate key/,
    );
    expect(error.message.length).toBeLessThan(500);
    expect(error.cause).toBeUndefined();
  });
});
