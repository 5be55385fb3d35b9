import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zip } from '../__testUtils__/archives';
import { PNG, SVG } from '../__testUtils__/pictures';
import { runInfraAi } from '../__testUtils__/run';

jest.setTimeout(180_000);

const TRUTH = {
  language: 'en',
  components: [
    { name: 'Orders API', aliases: [], kind: 'Component' },
    { name: 'PostgreSQL', aliases: [], kind: 'Resource' },
  ],
  relations: [{ from: 'Orders API', to: 'PostgreSQL', type: 'dependsOn' }],
};

const CASES = [
  { id: 'a', kind: 'svg', split: 'dev', material: 'material/a.svg', ...TRUTH },
  {
    id: 'b',
    kind: 'raster',
    split: 'dev',
    material: 'material/b.png',
    ...TRUTH,
  },
  {
    id: 'c',
    kind: 'prose',
    split: 'heldout',
    material: 'material/c.md',
    ...TRUTH,
  },
];

const f1s = (f1: number) => ({
  precision: expect.any(Number),
  recall: expect.any(Number),
  f1,
});

describe('infra-ai evaluate', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai evaluation-'));
    await mkdir(join(directory, 'cases'));
    await mkdir(join(directory, 'material'));
    for (const truth of CASES) {
      await writeFile(
        join(directory, `cases/${truth.id}.json`),
        JSON.stringify(truth),
      );
    }
    await writeFile(join(directory, 'material/a.svg'), SVG);
    await writeFile(join(directory, 'material/b.png'), PNG.subarray(0, 50));
    await writeFile(
      join(directory, 'material/c.md'),
      'The Orders API stores its data in PostgreSQL.',
    );
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('scores pictures and words, sums them up, and counts what failed as empty', async () => {
    const { code, stdout } = await runInfraAi([
      'evaluate',
      directory,
      '--json',
    ]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(Object.keys(report.cases)).toEqual(['a', 'b', 'c']);
    expect(report.cases.a).toEqual({
      components: { ...f1s(1), kindAccuracy: 1 },
      relations: { strict: f1s(1), lenient: f1s(1), undirected: f1s(1) },
      negatives: 0,
    });
    expect(report.cases.b.components).toMatchObject({ recall: 0, f1: 0 });
    expect(report.failures).toEqual({
      b: expect.stringContaining('The PNG is broken or cut off'),
    });
    expect(Object.keys(report.kinds)).toEqual(
      expect.arrayContaining(['svg', 'raster', 'prose']),
    );
    // Two thirds of the labels, and nothing that is not there.
    expect(report.all.components).toMatchObject({
      precision: 1,
      recall: 2 / 3,
      f1: 0.8,
    });
  });

  it.each([
    [['--split', 'heldout'], ['c']],
    [['--kind', 'svg'], ['a']],
    [['--split', 'dev', '--kind', 'raster'], ['b']],
  ])('keeps to %j', async (flags, ids) => {
    const { stdout } = await runInfraAi([
      'evaluate',
      directory,
      '--json',
      ...flags,
    ]);
    expect(Object.keys(JSON.parse(stdout).cases)).toEqual(ids);
  });

  it('reads an archive as material, follows none out of the folder, and says what is no case', async () => {
    const other = join(directory, 'other');
    await mkdir(join(other, 'cases'), { recursive: true });
    const truth = (id: string, material: string) =>
      writeFile(
        join(other, `cases/${id}.json`),
        JSON.stringify({ id, kind: 'compose', material, ...TRUTH }),
      );
    await truth('zip', 'shop.zip');
    await truth('link', 'link.md');
    await truth('up', '../material/c.md');
    await writeFile(
      join(other, 'shop.zip'),
      await zip({ 'docs/shop.md': 'The Orders API uses PostgreSQL.' }),
    );
    await symlink(join(directory, 'material/c.md'), join(other, 'link.md'));
    const { stdout } = await runInfraAi(['evaluate', other, '--json']);
    const { cases, failures } = JSON.parse(stdout);
    expect(cases.zip.components).toMatchObject({ recall: 1 });
    expect(failures).toEqual({
      link: expect.stringMatching(/'link.md' lies outside/),
      up: expect.stringMatching(/'..\/material\/c.md' lies outside/),
    });
    await writeFile(join(other, 'cases/bad.json'), '{"id": "bad"}');
    const bad = await runInfraAi(['evaluate', other]);
    expect(bad.code).toBe(1);
    expect(bad.stderr).toMatch(/bad\.json' is not a case: .*material/s);
  });
});
