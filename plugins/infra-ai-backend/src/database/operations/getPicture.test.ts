import { createHash, randomUUID } from 'node:crypto';
import { migratedDatabase } from '../../__testUtils__/migratedDatabase';
import { noisyPng } from '../../__testUtils__/pictures';
import { newAnalysis, newPicture } from '../../__testUtils__/records';
import { createTestDatabases } from '../../__testUtils__/startBackend';
import { getPicture } from './getPicture';
import { getPictureBytes } from './getPictureBytes';
import { insertAnalysis } from './insertAnalysis';
import { insertPicture } from './insertPicture';

const databases = createTestDatabases();

/** Jest takes seconds to compare a million bytes. */
const digest = (bytes: Uint8Array) =>
  createHash('sha256').update(bytes).digest('hex');

it('getPicture and getPictureBytes read what was written', async () => {
  const db = await migratedDatabase(databases);
  const plain = newPicture();
  // More than is read at once.
  const page = newPicture({
    bytes: noisyPng(1_200_000),
    original: {
      bytes: Buffer.from('%PDF-1.4\0\xff', 'latin1'),
      mediaType: 'application/pdf',
      page: 1,
      pages: 1,
    },
  });
  const ids = [plain, page].map(() => randomUUID());
  for (const [index, picture] of [plain, page].entries()) {
    await insertAnalysis(db, newAnalysis({ id: ids[index], picture }));
    await insertPicture(db, ids[index], picture);
  }

  expect(await getPicture(db, ids[0])).toEqual({
    bytes: plain.bytes,
    mediaType: 'image/png',
    width: 30,
    height: 20,
  });
  const { bytes, original } = (await getPicture(db, ids[1]))!;
  expect(digest(bytes)).toBe(digest(page.bytes));
  expect(original).toEqual({
    bytes: page.original!.bytes,
    mediaType: 'application/pdf',
  });
  expect(await getPicture(db, randomUUID())).toBeUndefined();

  const served = await getPictureBytes(db, ids[1], 'bytes');
  expect(digest(served!)).toBe(digest(page.bytes));
  expect(await getPictureBytes(db, ids[1], 'original')).toEqual(
    page.original!.bytes,
  );
  expect(await getPictureBytes(db, ids[0], 'original')).toBeUndefined();
  expect(await getPictureBytes(db, randomUUID(), 'bytes')).toBeUndefined();
});
