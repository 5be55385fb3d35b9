import fc from 'fast-check';
import { Workbench } from '../__testUtils__/workbench';
import { AddedLines, PATCH_OPTIONS, readAddedLines } from './addedLines';

jest.setTimeout(60_000);

async function read(patch: string): Promise<AddedLines[]> {
  const files: AddedLines[] = [];
  for await (const file of readAddedLines(patch.split('\n'))) {
    files.push(file);
  }
  return files;
}

describe('readAddedLines', () => {
  let bench: Workbench;
  const log = (...args: string[]) =>
    bench.git(
      '-c',
      'core.quotePath=false',
      'log',
      '--format=commit %H',
      ...PATCH_OPTIONS,
      ...args,
    );

  beforeEach(async () => {
    bench = await Workbench.create();
  });
  afterEach(() => bench.remove());

  it('gives lines with their numbers, by file and commit', async () => {
    await bench.commit('one', 'a b.txt', '1\n2\n3');
    await bench.commit('two', 'a b.txt', '1\nnew\n3\nlast');
    const commits = (await bench.git('log', '--format=%H')).split('\n');
    expect(await read(await log())).toEqual([
      {
        path: 'a b.txt',
        commit: commits[0],
        lines: [
          { number: 2, text: 'new' },
          { number: 4, text: 'last' },
        ],
      },
      {
        path: 'a b.txt',
        commit: commits[1],
        lines: ['1', '2', '3'].map((text, at) => ({ number: at + 1, text })),
      },
    ]);
  });

  it('is not led astray by what files and names look like', async () => {
    const lines = [
      '+++ b/other.txt',
      '@@ -0,0 +1,99999 @@',
      'commit 0123456789abcdef0123456789abcdef01234567',
      'diff --git a/x b/x',
      '--- a/x',
      '\\ No newline at end of file',
    ];
    const path = 'new\nline "q"\tñ.txt';
    await bench.commit('one', path, lines.join('\n'));
    // Takes lines away that look like headers, and ends without a line break.
    await bench.write(path, 'kept');
    await bench.git('commit', '--quiet', '--all', '--message', 'two');
    expect(await read(await log())).toMatchObject([
      { path, lines: [{ number: 1, text: 'kept' }] },
      { path, lines: lines.map((text, at) => ({ number: at + 1, text })) },
    ]);
  });

  it('sees what attributes and configuration would hide', async () => {
    await bench.git('config', 'diff.noprefix', 'true');
    await bench.git('config', 'diff.x.textconv', 'true');
    await bench.write('.gitattributes', '*.bin -diff\n*.conv diff=x\n');
    await bench.write('a.conv', 'converted\n');
    await bench.commit('one', 'a.bin', 'shown');
    const files = await read(await log());
    expect(files.map(({ path }) => path).sort()).toEqual([
      '.gitattributes',
      'a.bin',
      'a.conv',
    ]);
  });

  it('gives of a merge what neither parent has', async () => {
    await bench.commit('base', 'a.txt', 'base');
    await bench.git('switch', '--quiet', '--create', 'side');
    await bench.commit('side', 'a.txt', 'side');
    await bench.git('switch', '--quiet', 'main');
    await bench.commit('main', 'a.txt', 'main');
    await bench.git('merge', '--quiet', 'side').catch(() => undefined);
    await bench.commit('merge', 'a.txt', 'main\nboth\nside');
    expect(await read(await log('-1'))).toMatchObject([
      { path: 'a.txt', lines: [{ number: 2, text: 'both' }] },
    ]);
  });

  it('gives a long file in pieces that share lines', async () => {
    const text = Array.from({ length: 30_000 }, (_, at) =>
      `${at} `.padEnd(80, 'x'),
    );
    await bench.commit('long', 'long.txt', text.join('\n'));
    const pieces = await read(await log());
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces[1].lines[0].number).toBeLessThan(
      pieces[0].lines.at(-1)!.number,
    );
    const seen = new Map(
      pieces.flatMap(({ lines }) =>
        lines.map(line => [line.number, line.text]),
      ),
    );
    expect([...seen.values()]).toEqual(text);
  });

  it('reads anything without failing', async () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '@@ -1 +1,3 @@',
        '@@@ -1 -1 +1,2 @@@',
        '+++ b/x',
        '+++ "b/\\3',
        '+x',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), async lines => {
        for (const file of await read(lines.join('\n'))) {
          expect(file.lines.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
