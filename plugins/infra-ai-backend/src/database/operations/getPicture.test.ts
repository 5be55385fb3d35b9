import { randomUUID } from 'node:crypto';
import { migratedDatabase } from '../../__testUtils__/migratedDatabase';
import { newAnalysis, newPicture } from '../../__testUtils__/records';
import { createTestDatabases } from '../../__testUtils__/startBackend';
import { getPicture } from './getPicture';
import { getPictureBytes } from './getPictureBytes';
import { insertAnalysis } from './insertAnalysis';
import { insertPicture } from './insertPicture';

const databases = createTestDatabases();

it('getPicture and getPictureBytes read what was written', async () => {
  const db = await migratedDatabase(databases);
  const original = { bytes: Buffer.from('%PDF-1.4\0\xff', 'latin1') };
  const [plain, page] = [
    newPicture(),
    newPicture({
      original: {
        ...original,
        mediaType: 'application/pdf',
        page: 1,
        pages: 1,
      },
    }),
  ];
  const ids = [plain, page].map(() => randomUUID());
  for (const [index, picture] of [plain, page].entries()) {
    await insertAnalysis(db, newAnalysis({ id: ids[index], picture }));
    await insertPicture(db, ids[index], picture);
  }
  const { bytes, mediaType, width, height } = plain;
  expect(await getPicture(db, ids[0])).toEqual({
    bytes,
    mediaType,
    width,
    height,
  });
  expect(await getPicture(db, ids[1])).toEqual({
    bytes,
    mediaType,
    width,
    height,
    original: { ...original, mediaType: 'application/pdf' },
  });
  expect(await getPicture(db, randomUUID())).toBeUndefined();

  expect(await getPictureBytes(db, ids[1], 'bytes')).toEqual(bytes);
  expect(await getPictureBytes(db, ids[1], 'original')).toEqual(original.bytes);
  expect(await getPictureBytes(db, ids[0], 'original')).toBeUndefined();
  expect(await getPictureBytes(db, randomUUID(), 'bytes')).toBeUndefined();
});
