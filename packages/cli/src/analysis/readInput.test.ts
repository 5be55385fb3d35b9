import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF, PNG, SVG } from '../__testUtils__/pictures';
import { readInput } from './readInput';

jest.setTimeout(60_000);

describe('readInput', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai input-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const given = async (name: string, content: string | Uint8Array) => {
    const path = join(directory, name);
    await writeFile(path, content);
    return path;
  };

  it.each([
    ['picture.png', PNG, 'image/png', 2, 1],
    ['picture.txt', PNG, 'image/png', 2, 1],
    ['picture.svg', Buffer.from(SVG), 'image/svg+xml', 400, 200],
    ['picture.xml', Buffer.from(SVG), 'image/svg+xml', 400, 200],
  ])(
    'takes %s for a picture by its bytes',
    async (name, bytes, mediaType, width, height) => {
      expect(
        await readInput([await given(name, bytes)], { name: 'Shop' }),
      ).toEqual({
        input: { kind: 'image', bytes, mediaType, width, height, name: 'Shop' },
        picture: { fileName: name },
        notes: [],
        skipped: [],
      });
    },
  );

  it('takes text for text, whatever it is called', async () => {
    const { input } = await readInput([await given('a.png', 'services: {}')]);
    expect(input).toMatchObject({ kind: 'files', files: [{ path: 'a.png' }] });
    expect(
      (await readInput([await given('a.md', 'See <svg/> there')])).input,
    ).toMatchObject({ kind: 'text', text: 'See <svg/> there' });
    expect(
      (await readInput([await given('a.drawio', '<mxfile/>')])).input,
    ).toMatchObject({ kind: 'files' });
  });

  it('renders a page of a PDF and keeps the document', async () => {
    const path = await given('architecture.pdf', PDF);
    expect(await readInput([path], { page: 2 })).toMatchObject({
      input: {
        kind: 'image',
        mediaType: 'image/png',
        width: 2400,
        height: 1200,
        original: { bytes: PDF, mediaType: 'application/pdf' },
      },
      picture: { fileName: 'architecture.pdf', page: 2 },
      notes: ['Only page 2 of the 3 pages of the PDF is read.'],
    });
    await expect(readInput([path], { page: 4 })).rejects.toMatchObject({
      name: 'CommandError',
      message: `'${path}': The PDF has 3 pages, so there is no page 4. Choose another one.`,
    });
  });

  it('reads a picture from standard input', async () => {
    async function* stdin() {
      yield PNG.subarray(0, 20);
      yield PNG.subarray(20);
    }
    expect(await readInput(['-'], { stdin: stdin() })).toMatchObject({
      input: { kind: 'image', bytes: PNG },
    });
  });

  it.each([
    ['a GIF', Buffer.from('GIF89a\x01\0'), 'is a GIF, which is not read'],
    ['a broken PNG', PNG.subarray(0, 50), 'The PNG is broken or cut off'],
    ['an empty file', Buffer.alloc(0), 'is empty; describe'],
    ['binary data', Buffer.from('a\0b'), 'is not text in UTF-8'],
    [
      'a large text',
      Buffer.alloc(4 * 1024 * 1024 + 1, 'x'),
      'is larger than 4 MB',
    ],
    [
      'a large picture',
      Buffer.concat([PNG, Buffer.alloc(10_000_000)]),
      'is larger than 10 MB',
    ],
  ])('refuses %s with a reason', async (_, bytes, message) => {
    await expect(readInput([await given('file', bytes)])).rejects.toMatchObject(
      {
        name: 'CommandError',
        message: expect.stringContaining(message),
      },
    );
  });

  it('leaves pictures out of a folder, and says so', async () => {
    await mkdir(join(directory, 'docs'));
    await given('docs/picture.png', PNG);
    await given('logo.bin', Buffer.from([0, 1]));
    await given('compose.yml', 'services: {}');
    const { input, skipped, notes } = await readInput([directory]);
    expect(input).toMatchObject({
      kind: 'files',
      files: [{ path: 'compose.yml' }],
    });
    expect(skipped).toEqual([]);
    expect(notes).toEqual([
      '2 other files were left out (logo.bin, docs/picture.png): by name and first lines no definition of infrastructure; name such a file itself to have it read.',
    ]);
  });
});
