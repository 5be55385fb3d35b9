import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';
import { unpackArchive } from './unpackArchive';

jest.setTimeout(60_000);

type Content = Record<string, string | Buffer>;

async function zip(content: Content, mode?: number): Promise<Buffer> {
  const file = new ZipFile();
  Object.entries(content).forEach(([path, text]) =>
    file.addBuffer(Buffer.from(text as string), path, mode ? { mode } : {}),
  );
  file.end();
  return buffer(file.outputStream as Readable);
}

async function tarGz(content: Content): Promise<Buffer> {
  const tar = pack();
  Object.entries(content).forEach(([name, text]) =>
    tar.entry({ name }, text as string),
  );
  tar.finalize();
  return gzipSync(await buffer(tar));
}

const texts = async (bytes: Uint8Array, limits = {}) => {
  const { files } = await unpackArchive(bytes, limits);
  return Object.fromEntries(
    files.map(({ path, content }) => [path, Buffer.from(content).toString()]),
  );
};
const refusal = async (bytes: Uint8Array, limits = {}) =>
  unpackArchive(bytes, limits).then(
    () => undefined,
    ({ name, status, message }) => ({ name, status, message }),
  );

describe.each([
  ['zip', zip],
  ['tar.gz', tarGz],
])(
  'unpackArchive of a %s',
  (_, make: (content: Content) => Promise<Buffer>) => {
    it('gives the files that are wanted, as they are', async () => {
      const bytes = await make({
        'shop/compose.yaml': 'services: {}\n',
        'shop/año.md': 'ñ',
        'shop/logo.png': 'x',
      });
      expect(
        await texts(bytes, { accepts: (path: string) => !/png$/.test(path) }),
      ).toEqual({ 'shop/compose.yaml': 'services: {}\n', 'shop/año.md': 'ñ' });
    });

    it('leaves archives inside packed', async () => {
      const inner = await zip({ 'a.txt': 'a' });
      const { files } = await unpackArchive(await make({ 'in.zip': inner }));
      expect(files.map(({ path }) => path)).toEqual(['in.zip']);
      expect(Buffer.compare(files[0].content, inner)).toBe(0);
    });

    it('leaves a file that is too large out and says so', async () => {
      const bytes = await make({ 'a.yaml': 'x'.repeat(101), 'b.yaml': 'b' });
      const { files, skipped } = await unpackArchive(bytes, {
        maxFileBytes: 100,
      });
      expect(files.map(({ path }) => path)).toEqual(['b.yaml']);
      expect(skipped).toEqual([
        { path: 'a.yaml', why: 'is larger than 100 bytes' },
      ]);
    });

    it.each([
      [{ maxEntries: 2 }, /more than 2 entries/],
      [{ maxFiles: 2 }, /more than 2 files/],
      [{ maxTotalBytes: 20 }, /more than 20 bytes of files/],
      [{ maxUnpackedBytes: 20 }, /unpacks to more than 20 bytes/],
    ])('refuses what is over %j', async (limits, message) => {
      const bytes = await make({
        a: 'a'.repeat(10),
        b: 'b'.repeat(10),
        c: 'c'.repeat(10),
      });
      expect(await refusal(bytes, limits)).toEqual({
        name: 'InputError',
        status: 413,
        message: expect.stringMatching(message),
      });
    });

    it('refuses a bomb, even when nobody wants its content', async () => {
      const bytes = await make({ 'a.bin': Buffer.alloc(60_000_000) });
      expect(bytes.length).toBeLessThan(100_000);
      expect(await refusal(bytes, { accepts: () => false })).toEqual({
        name: 'InputError',
        status: 413,
        message: expect.stringMatching(/200 times its size/),
      });
    });

    it('refuses one that is cut off', async () => {
      const bytes = await make({ 'a.yaml': 'a: 1\n'.repeat(1000) });
      expect(await refusal(bytes.subarray(0, bytes.length - 30))).toMatchObject(
        {
          name: 'InputError',
          status: 400,
          message: expect.stringMatching(/cannot be read/),
        },
      );
    });
  },
);

describe('unpackArchive', () => {
  it.each(['../../etc/passwd', '/etc/passwd', 'a/../../b'])(
    'refuses the path %s',
    async path => {
      const harmless = 'x'.repeat(path.length);
      const bytes = await zip({ [harmless]: 'a' });
      const zipped = Buffer.from(
        bytes.toString('latin1').replaceAll(harmless, path),
        'latin1',
      );
      for (const archive of [zipped, await tarGz({ [path]: 'a' })]) {
        expect(await refusal(archive)).toMatchObject({
          name: 'InputError',
          status: 400,
          message: expect.stringMatching(/absolute|leaves its folder|relative/),
        });
      }
    },
  );

  it('never follows a link', async () => {
    const zipped = await zip({ 'a.yaml': '/etc/passwd' }, 0o120777);
    const tar = pack();
    tar.entry({ name: 'a.yaml', type: 'symlink', linkname: '/etc/passwd' });
    tar.finalize();
    for (const archive of [zipped, gzipSync(await buffer(tar))]) {
      const { files, skipped } = await unpackArchive(archive);
      expect(files).toEqual([]);
      expect(skipped).toEqual([
        { path: 'a.yaml', why: expect.stringMatching(/link/) },
      ]);
    }
  });

  it('refuses a zip that states less than it holds', async () => {
    const bytes = await zip({ 'a.yaml': 'a'.repeat(5000) });
    const at = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes.writeUInt32LE(10, at + 24);
    expect(await refusal(bytes)).toMatchObject({
      status: 400,
      message: expect.stringMatching(/cannot be read/),
    });
  });

  it('refuses what is encrypted', async () => {
    const bytes = await zip({ 'a.yaml': 'a' });
    const at = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8);
    expect((await refusal(bytes))?.message).toMatch(/encrypted/);
  });

  it('refuses what is no archive', async () => {
    expect((await refusal(Buffer.from('Rar!')))?.message).toMatch(/zip/);
  });
});
