import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packCommit, type CommitFile } from './pack';

const run = promisify(execFile);
const FILES: CommitFile[] = [
  { path: 'a/b/c.txt', mode: '100644', content: Buffer.from('same') },
  { path: 'a-b.txt', mode: '100644', content: Buffer.from('same') },
  { path: 'a/run.sh', mode: '100755', content: Buffer.from('#!/bin/sh\n') },
  { path: 'ñandú.txt', mode: '100644', content: Buffer.from('') },
];

describe('packCommit', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai-pack-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const pack = (folder: string, time = 1_700_000_000) =>
    packCommit({
      files: FILES,
      message: 'Describe shop\n',
      author: { name: 'Ada', email: 'ada@acme.org' },
      time,
      directory: join(directory, folder),
    });

  it('makes what git itself takes for sound', async () => {
    const commit = await pack('objects');
    const repository = join(directory, 'repository');
    await run('git', ['init', '--quiet', '--bare', repository]);
    await writeFile(join(directory, 'sent.pack'), commit.packfile);
    const git = (...args: string[]) => run('git', ['-C', repository, ...args]);
    await run('sh', [
      '-c',
      `git -C '${repository}' unpack-objects -q --strict < '${directory}/sent.pack'`,
    ]);

    await git('fsck', '--strict', '--no-dangling', commit.sha);
    const { stdout } = await git('ls-tree', '-r', '-z', commit.tree);
    expect(
      stdout
        .split('\0')
        .filter(Boolean)
        .map(line => line.replace(/ blob [0-9a-f]+\t/, ' ')),
    ).toEqual([
      '100644 a-b.txt',
      '100644 a/b/c.txt',
      '100755 a/run.sh',
      '100644 ñandú.txt',
    ]);
  });

  it('gives the same commit for the same content and time', async () => {
    const [a, b, later] = [
      await pack('a'),
      await pack('b'),
      await pack('c', 1_700_000_001),
    ];

    expect(b.sha).toBe(a.sha);
    expect(later.sha).not.toBe(a.sha);
    expect(later.tree).toBe(a.tree);
  });
});
