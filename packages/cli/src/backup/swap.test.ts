import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Checkout } from '../platform/checkout';
import { prepareDataDirectory } from '../platform/dataDirectory';
import { finishInterruptedRestore, removeStages, swap, Swap } from './swap';

describe('swap', () => {
  let root: string;
  let checkout: Checkout;
  const planned: Swap = {
    createdAt: '2026-01-01T00:00:00.000Z',
    stage: 'restore.partial-1',
    aside: '../data.before-restore-1',
    items: [
      { name: 'postgres', isRestored: true },
      { name: 'github', isRestored: false },
      { name: 'secrets.json', isRestored: true },
    ],
  };
  const data = (...path: string[]) => join(root, 'data', ...path);
  const aside = (...path: string[]) =>
    join(root, 'data.before-restore-1', ...path);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai-swap-'));
    checkout = {
      root,
      dataDirectory: data(),
      logDirectory: data('logs'),
      runDirectory: data('run'),
    };
    for (const [directory, content] of [
      [data(), 'old'],
      [data(planned.stage), 'new'],
    ]) {
      await mkdir(join(directory, 'postgres'), { recursive: true });
      await writeFile(join(directory, 'postgres/x'), content);
      await writeFile(join(directory, 'secrets.json'), content);
    }
    await mkdir(data('github'));
    await writeFile(data('github/x'), 'old');
    await writeFile(data('config.key'), 'kept');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function expectNew() {
    expect(
      (await readdir(data())).filter(
        name => !['logs', 'run', 'version'].includes(name),
      ),
    ).toEqual(['config.key', 'postgres', 'secrets.json']);
    expect(await readFile(data('postgres/x'), 'utf8')).toBe('new');
    expect(await readFile(data('secrets.json'), 'utf8')).toBe('new');
    expect(await readdir(aside())).toEqual([
      'github',
      'postgres',
      'secrets.json',
    ]);
    for (const name of ['postgres/x', 'secrets.json', 'github/x']) {
      expect(await readFile(aside(name), 'utf8')).toBe('old');
    }
  }

  it('puts the new data in its place and the old aside', async () => {
    await swap(checkout, planned);
    await expectNew();
    expect(await finishInterruptedRestore(checkout)).toBeUndefined();
  });

  const moves: Array<[string[], string[]]> = [
    [
      ['data', 'postgres'],
      ['data.before-restore-1', 'postgres'],
    ],
    [
      ['data', planned.stage, 'postgres'],
      ['data', 'postgres'],
    ],
    [
      ['data', 'github'],
      ['data.before-restore-1', 'github'],
    ],
    [
      ['data', 'secrets.json'],
      ['data.before-restore-1', 'secrets.json'],
    ],
    [
      ['data', planned.stage, 'secrets.json'],
      ['data', 'secrets.json'],
    ],
  ];
  it.each(moves.map((_, done) => done).concat(moves.length))(
    'is finished by the next command when it is killed after %i moves',
    async done => {
      await writeFile(data('restore.json'), JSON.stringify(planned));
      await mkdir(aside());
      for (const [from, to] of moves.slice(0, done)) {
        await rename(join(root, ...from), join(root, ...to));
      }
      // As every command does that uses the data.
      await prepareDataDirectory(checkout);
      await expectNew();
      expect(await readdir(root)).toEqual(['data', 'data.before-restore-1']);
    },
  );

  it('stays with the old data when nothing was decided yet', async () => {
    await prepareDataDirectory(checkout);
    expect(await readFile(data('secrets.json'), 'utf8')).toBe('old');
    await removeStages(checkout);
    expect(await readdir(data())).not.toContain(planned.stage);
    expect(await readFile(data('postgres/x'), 'utf8')).toBe('old');
  });

  it('says so when its marker is damaged', async () => {
    await writeFile(data('restore.json'), '{');
    await expect(prepareDataDirectory(checkout)).rejects.toThrow(/damaged/);
  });
});
