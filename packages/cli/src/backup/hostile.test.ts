import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { ArchiveWriter } from './ArchiveWriter';
import { verifyArchive } from './readArchive';

type Entry = Partial<ConstructorParameters<typeof Header>[0]> & {
  path: string;
  content?: string;
};

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

describe('archives that others made', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai-hostile-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  function block({ content = '', ...fields }: Entry): Buffer {
    const header = Buffer.alloc(512);
    new Header({
      mode: 0o644,
      size: Buffer.byteLength(content),
      type: 'File',
      mtime: new Date(0),
      ...fields,
    } as never).encode(header);
    const padding = Buffer.alloc(
      (512 - (Buffer.byteLength(content) % 512)) % 512,
    );
    return Buffer.concat([header, Buffer.from(content), padding]);
  }

  async function write(entries: Entry[], change: object = {}): Promise<string> {
    const manifest = {
      format: 'infra-ai-backup',
      formatVersion: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
      platformVersion: '1.0.0',
      dataVersion: 1,
      database: { kind: 'cluster', postgresMajor: '18', databases: [] },
      includesKey: false,
      discarded: [],
      entries: entries.map(({ path, content = '' }) => ({
        type: 'file',
        path,
        size: Buffer.byteLength(content),
        sha256: sha256(content),
      })),
      ...change,
    };
    const file = join(directory, 'a.tar.gz');
    await writeFile(
      file,
      gzipSync(
        Buffer.concat([
          ...[
            ...entries,
            { path: 'manifest.json', content: JSON.stringify(manifest) },
          ].map(block),
          Buffer.alloc(1024),
        ]),
      ),
    );
    return file;
  }
  const verify = (file: string) => verifyArchive(file, { maxBytes: 1_000_000 });
  const good: Entry = { path: 'secrets.json', content: '{}' };

  it('accepts what is as it should be', async () => {
    expect(await verify(await write([good]))).toMatchObject({ dataVersion: 1 });
  });

  it.each<[string, Entry[], RegExp]>([
    [
      'a way out',
      [{ path: '../secrets.json', content: 'x' }],
      /no part of a backup/,
    ],
    [
      'a way out further in',
      [{ path: 'postgres/../../x', content: 'x' }],
      /no part of a backup/,
    ],
    [
      'an absolute path',
      [{ path: '/etc/cron.d/x', content: 'x' }],
      /no part of a backup/,
    ],
    [
      'a file that is none of ours',
      [{ path: 'run/state.json', content: 'x' }],
      /no part of a backup/,
    ],
    [
      'a backslash',
      [{ path: 'postgres/..\\x', content: 'x' }],
      /no part of a backup|no path/,
    ],
    [
      'a symbolic link',
      [{ path: 'postgres', type: 'SymbolicLink', linkpath: '/etc' }],
      /a SymbolicLink/,
    ],
    [
      'a hard link',
      [{ path: 'secrets.json', type: 'Link', linkpath: '/etc/shadow' }],
      /a Link/,
    ],
    [
      'a device',
      [{ path: 'postgres/null', type: 'CharacterDevice' }],
      /a CharacterDevice/,
    ],
    ['a pipe', [{ path: 'postgres/pipe', type: 'FIFO' }], /a FIFO/],
    ['the same file twice', [good, good], /twice/],
    [
      'more than the disk can take',
      [{ path: 'postgres/x', content: 'x'.repeat(1_000_001) }],
      /has free/,
    ],
    [
      'a size that is not there',
      [{ path: 'postgres/x', size: 8_000_000_000_000 }],
      /has free|cannot be used/,
    ],
  ])('refuses %s', async (_, entries, message) => {
    await expect(verify(await write(entries))).rejects.toThrow(message);
  });

  it.each<[string, object, RegExp]>([
    [
      'that names more',
      {
        entries: [
          { type: 'file', path: 'config.key', size: 1, sha256: sha256('x') },
        ],
      },
      /"config\.key" of its manifest is missing/,
    ],
    ['that names less', { entries: [] }, /does not name/],
    [
      'with another checksum',
      {
        entries: [
          { type: 'file', path: 'secrets.json', size: 2, sha256: sha256('x') },
        ],
      },
      /is damaged/,
    ],
    [
      'with another type',
      { entries: [{ type: 'directory', path: 'secrets.json' }] },
      /is missing/,
    ],
    ['of a newer version', { formatVersion: 2 }, /newer version/],
    ['of something else', { format: 'x' }, /manifest is not valid/],
    [
      'that discards what is outside',
      { discarded: ['../x'] },
      /manifest is not valid/,
    ],
  ])('refuses a manifest %s', async (_, change, message) => {
    await expect(verify(await write([good], change))).rejects.toThrow(message);
  });

  it('refuses what is no archive or has no manifest', async () => {
    const file = join(directory, 'x.tar.gz');
    await writeFile(
      file,
      gzipSync(Buffer.concat([block(good), Buffer.alloc(1024)])),
    );
    await expect(verify(file)).rejects.toThrow(/has no manifest/);
    for (const content of ['', 'text', gzipSync('text')]) {
      await writeFile(file, content);
      await expect(verify(file)).rejects.toThrow(/cannot be used/);
    }
    await expect(verify(directory)).rejects.toThrow(/There is no archive/);
  });

  it('keeps long names, and passes over a file that is gone', async () => {
    const file = join(directory, 'b.tar.gz');
    const writer = ArchiveWriter.create(file);
    const long = `github/${'o'.repeat(200)}/${'n'.repeat(150)}`;
    await writer.addContent(long, Buffer.from('ñ'));
    await expect(
      writer.addContent('elsewhere/x', Buffer.from('')),
    ).rejects.toThrow(/cannot be part/);
    expect(await writer.addFile('postgres/gone', join(directory, 'gone'))).toBe(
      false,
    );
    await writer.finish({
      format: 'infra-ai-backup',
      formatVersion: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
      platformVersion: '1.0.0',
      dataVersion: 1,
      database: { kind: 'cluster', postgresMajor: '18', databases: [] },
      includesKey: false,
      discarded: [],
    });
    const manifest = await verify(file);
    expect(manifest.entries.map(({ path }) => path)).toEqual([long]);
  });
});
