import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify } from './processes';
import { withLock } from './lock';

describe('withLock', () => {
  let directory: string;
  let path: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai lock-'));
    path = join(directory, 'lock');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        withLock(path, async () => {
          inside++;
          most = Math.max(most, inside);
          await sleep(20);
          inside--;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(await readdir(directory)).toEqual([]);
  });

  it('is given back when the work fails', async () => {
    await expect(
      withLock(path, async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await expect(withLock(path, async () => 1)).resolves.toBe(1);
  });

  it('tells whom it waits for', async () => {
    const onWait = jest.fn();
    const first = withLock(path, () => sleep(300));
    await sleep(50);
    await withLock(path, async () => undefined, { onWait });
    await first;
    expect(onWait).toHaveBeenCalledWith(identify(process.pid));
  });

  it('takes over from an owner that is gone, even if its pid is in use again', async () => {
    await mkdir(path);
    await writeFile(
      join(path, 'owner.json'),
      JSON.stringify({ pid: process.pid, startTime: 'of another boot/1' }),
    );
    await Promise.all([
      withLock(path, async () => undefined),
      withLock(path, async () => undefined),
    ]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('takes over from one that crashed before it wrote its name', async () => {
    await mkdir(path);
    await expect(withLock(path, async () => 1)).resolves.toBe(1);
  });
});
