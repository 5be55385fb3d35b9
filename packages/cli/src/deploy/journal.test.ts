import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from './journal';
import { chooseStale } from './target';

describe('Journal', () => {
  let directory: string;
  let journal: Journal;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai journal-'));
    journal = new Journal(join(directory, 'deploy/docker.json'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const both = async () => [await journal.current(), await journal.previous()];

  it('knows the current release and the one before', async () => {
    expect(await both()).toEqual([undefined, undefined]);
    await journal.settle('one', 'forward');
    expect(await both()).toEqual(['one', undefined]);
    await journal.settle('two', 'forward');
    await journal.settle('two', 'forward');
    expect(await both()).toEqual(['two', 'one']);
  });

  it('does not count a release that is only tried, as after a deployment that was killed', async () => {
    await journal.settle('one', 'forward');
    await journal.setCandidate('two');
    expect(await both()).toEqual(['one', undefined]);
    expect((await journal.read()).candidate).toBe('two');
    await journal.settle('two', 'forward');
    expect((await journal.read()).candidate).toBeUndefined();
  });

  it('forgets what it goes back from', async () => {
    for (const name of ['one', 'two', 'three']) {
      await journal.settle(name, 'forward');
    }
    await journal.settle('two', 'back');
    expect(await both()).toEqual(['two', 'one']);
    await journal.settle('one', 'back');
    expect(await both()).toEqual(['one', undefined]);
  });

  it('leaves a file alone that it did not write', async () => {
    await journal.settle('one', 'forward');
    const path = join(directory, 'deploy/docker.json');
    await writeFile(path, '{"version": 2}');
    await expect(journal.settle('two', 'forward')).rejects.toThrow(
      'Move it away',
    );
    expect(await readFile(path, 'utf8')).toBe('{"version": 2}');
  });
});

it('keeps five, and those that are needed', () => {
  const newestFirst = ['8', '7', '6', '5', '4', '3', '2', '1'];
  expect(chooseStale(newestFirst, ['2', undefined])).toEqual(['3', '1']);
  expect(chooseStale(newestFirst.slice(0, 5), [])).toEqual([]);
});
