import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileIfExists, writeFileAtomic } from './atomicFile';
import { RotatingLog } from './rotatingLog';

describe('files', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai-files-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('never shows a part of a file that is being replaced', async () => {
    const path = join(directory, 'state.json');
    const contents = ['a', 'b'].map(letter => letter.repeat(200_000));
    await writeFileAtomic(path, contents[0], 0o600);
    let writing = true;
    const writer = (async () => {
      for (let index = 0; index < 40; index++) {
        await writeFileAtomic(path, contents[index % 2], 0o600);
      }
      writing = false;
    })();
    while (writing) {
      expect(contents).toContain(await readFile(path, 'utf8'));
    }
    await writer;
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(directory)).toEqual(['state.json']);
  });

  it('answers undefined for a file that is not there', async () => {
    expect(await readFileIfExists(join(directory, 'none'))).toBeUndefined();
  });

  it('keeps a full log and begins a new one', async () => {
    const path = join(directory, 'service.log');
    const log = new RotatingLog(path, 10);
    for (const text of [
      'first\n',
      'second\n',
      'third\n',
      'fourth\n',
      'fifth\n',
    ]) {
      log.write(text);
    }
    expect(await readFile(path, 'utf8')).toBe('fifth\n');
    expect(await readFile(`${path}.1`, 'utf8')).toBe('fourth\n');
    expect(await readFile(`${path}.3`, 'utf8')).toBe('second\n');
    expect((await readdir(directory)).length).toBe(4);
  });
});
