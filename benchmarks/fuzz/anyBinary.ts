import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { tarOf, zipOf } from './archives';

/** What has to be decoded before it is analyzed. */
export type BinaryInput =
  | { kind: 'pixels'; bytes: Uint8Array; lines: Line[] }
  | { kind: 'archive'; bytes: Uint8Array };

/** Words somewhere on a picture, all between 0 and 1: reading them takes seconds and is not what is tried here. */
export interface Line {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const cases = join(__dirname, '../../packages/analysis/cases');
const read = (path: string) => new Uint8Array(readFileSync(join(cases, path)));
const MOST = 200_000;

/** Bytes with some changed, doubled, left out or cut off. */
function damaged(whole: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      whole,
      fc.oneof(
        fc.constant([]),
        fc.array(
          fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 }), fc.nat(60)),
          { maxLength: 8 },
        ),
      ),
      // a few are cut off
      fc
        .option(fc.nat(), { freq: 1 })
        .map(cut => (cut && cut % 5 ? null : cut)),
      fc.boolean(),
    )
    .map(([bytes, edits, cut, early]) => {
      let now = Buffer.from(bytes);
      for (const [where, put, length] of edits) {
        // headers are short, so half of the damage is done to the first bytes
        const at =
          where % ((early ? Math.min(200, now.length) : now.length) + 1);
        now = Buffer.concat([
          now.subarray(0, at),
          put,
          now.subarray(at + (length < 50 ? put.length : length - 50)),
        ]);
      }
      return new Uint8Array(
        now.subarray(0, cut === null ? MOST : cut % (now.length + 1)),
      );
    });
}

/** Own pictures of pixels in each of the kinds that are read, with words on them. */
async function anyPixels(): Promise<fc.Arbitrary<BinaryInput>> {
  const drawings = ['raster-flores.png', 'styles/style-nested.png'];
  const photo = read('rasters/styles/style-trunk-small.jpg');
  const pictures = [
    ...drawings.map(name => read(`rasters/${name}`)),
    read('rasters/raster-stars.svg'),
    photo,
    new Uint8Array(await sharp(photo).webp({ quality: 60 }).toBuffer()),
    new Uint8Array(await sharp(photo).webp({ lossless: true }).toBuffer()),
  ];
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const line = fc.record({
    text: fc.constantFrom(
      'Order Service',
      'Redis',
      'API',
      'AWS Cloud',
      'I',
      '',
    ),
    x: share,
    y: share,
    width: share.map(value => value * 0.2),
    height: share.map(value => value * 0.06),
  });
  return fc
    .tuple(
      damaged(fc.constantFrom(...pictures)),
      fc.array(line, { maxLength: 40 }),
    )
    .map(([bytes, lines]) => ({ kind: 'pixels' as const, bytes, lines }));
}

/** Own files in zip and tar.gz archives, damaged before or after they were packed. */
function anyArchive(): fc.Arbitrary<BinaryInput> {
  const content = fc.constantFrom(
    ...['compose-blog.yaml', 'tf-aws-photos.tf'].map(name =>
      read(`material/${name}`),
    ),
  );
  const path = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.constantFrom('compose.yml', 'a/compose.yml', 'main.tf'),
    },
    fc.constantFrom('../up.yml', '/etc/passwd.yml', 'a\\b.yml', 'CON.yml'),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const files = fc.array(
    fc.record({
      path,
      content: fc.oneof(
        { weight: 4, arbitrary: content },
        fc.uint8Array({ maxLength: 300 }),
        // packs to next to nothing
        fc.nat(400_000).map(length => new Uint8Array(length)),
      ),
    }),
    { maxLength: 6 },
  );
  return fc
    .oneof(
      damaged(files.map(zipOf)),
      damaged(files.map(all => gzipSync(tarOf(all)))),
      damaged(files.map(tarOf)).map(tar => new Uint8Array(gzipSync(tar))),
    )
    .map(bytes => ({ kind: 'archive' as const, bytes }));
}

/** Inputs by what has to be decoded first: pixels, archives. */
export async function anyBinary(): Promise<
  Record<BinaryInput['kind'], fc.Arbitrary<BinaryInput>>
> {
  return { pixels: await anyPixels(), archive: anyArchive() };
}
