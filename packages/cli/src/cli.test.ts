import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { PNG, SVG } from './__testUtils__/pictures';
import { runInfraAi } from './__testUtils__/run';

jest.setTimeout(180_000);

const TEXT =
  'A React web app calls the Orders API, which stores orders in PostgreSQL.';

describe('infra-ai', () => {
  let directory: string;
  const env = () => ({ INFRA_AI_DATA_DIR: join(directory, 'data') });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai cli-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('lists the commands without an argument', async () => {
    const { code, stdout } = await runInfraAi([]);
    expect(code).toBe(0);
    for (const command of [
      'start',
      'stop',
      'status',
      'test',
      'check',
      'analyze',
    ]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
    expect(stdout).not.toContain('supervise');
  });

  it.each([
    [['bogus'], "unknown command 'bogus'"],
    [['strat'], 'Did you mean start?'],
    [['start', '--port', 'x'], "not 'x'"],
    [['start', '--bogus'], "unknown option '--bogus'"],
    [['test', 'everything'], 'Allowed choices are unit, integration, e2e'],
    [['analyze'], "missing required argument 'path'"],
    [
      ['analyze', '-', '--format', 'xml'],
      'Allowed choices are yaml, json, mermaid',
    ],
  ])('exits with 2 for %j', async (args, message) => {
    const { code, stderr } = await runInfraAi(args, { env: env() });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('stops and reports on nothing', async () => {
    expect(await runInfraAi(['stop'], { env: env() })).toMatchObject({
      code: 0,
      stdout: 'Nothing was running.',
    });
    const status = await runInfraAi(['status', '--json'], { env: env() });
    expect(status.code).toBe(0);
    expect(JSON.parse(status.stdout)).toEqual({
      state: 'stopped',
      services: [],
    });
    expect(await readdir(directory)).toEqual([]);
  });

  describe('analyze', () => {
    it('says where each finding comes from', async () => {
      const { stdout, code } = await runInfraAi(
        ['analyze', '-', '--explain', '--source', 'prose'],
        { input: 'A shop.\nThe Orders API uses PostgreSQL.' },
      );
      expect(code).toBe(0);
      expect(stdout).toMatch(
        /PostgreSQL +resource, database, PostgreSQL +line 2 +The Orders API uses PostgreSQL\./,
      );
      expect(stdout).toMatch(/Orders API -> PostgreSQL +dependsOn/);
    });

    it('draws a flowchart, and refuses a format that it does not know', async () => {
      const input = 'The Orders API uses PostgreSQL.';
      const drawn = await runInfraAi(['analyze', '-', '--format', 'mermaid'], {
        input,
      });
      expect(drawn.stdout).toMatch(/^flowchart LR\n.*"Orders API"/);
      const refused = await runInfraAi(['analyze', '-', '--source', 'cobol'], {
        input,
      });
      expect(refused.stderr).toContain('Allowed choices are auto, compose');
    });

    it('writes entities and nothing else to standard output', async () => {
      const { code, stdout } = await runInfraAi(
        ['analyze', '-', '--name', 'Shop', '--owner', 'team-a'],
        { input: TEXT },
      );
      expect(code).toBe(0);
      const entities = parseAllDocuments(stdout).map(document =>
        document.toJS(),
      );
      expect(entities[0]).toMatchObject({
        kind: 'System',
        metadata: { name: 'shop' },
      });
      expect(entities.map(({ kind }) => kind)).toContain('Resource');
      expect(entities.every(({ spec }) => spec.owner === 'team-a')).toBe(true);
    });

    it('gives the model with its evidence as JSON, for a folder too', async () => {
      await mkdir(join(directory, 'node_modules'));
      await writeFile(
        join(directory, 'node_modules/docker-compose.yml'),
        'services: {no: {image: x}}',
      );
      await writeFile(join(directory, 'logo.bin'), Buffer.from([0, 1, 2]));
      await writeFile(
        join(directory, 'docker-compose.yml'),
        'services:\n  web:\n    image: nginx\n    depends_on: [db]\n  db:\n    image: postgres\n',
      );
      const { code, stdout, stderr } = await runInfraAi([
        'analyze',
        directory,
        '--format',
        'json',
      ]);
      expect(code).toBe(0);
      expect(stderr).toContain('note: 1 other file was left out (logo.bin)');
      const { analyzer, model } = JSON.parse(stdout);
      expect(analyzer).toBe('embedded');
      expect(
        model.elements.map(({ name }: { name: string }) => name).sort(),
      ).toEqual(['db', 'web']);
      expect(model.elements[0].evidence[0]).toMatchObject({
        kind: 'file',
        path: 'docker-compose.yml',
      });
    });

    it('reads a picture, and says what it misses in one without text', async () => {
      await writeFile(join(directory, 'shop.txt'), SVG);
      const svg = await runInfraAi(['analyze', join(directory, 'shop.txt')]);
      expect(svg.code).toBe(0);
      expect(svg.stdout).toContain('name: shop-orders-api');
      await writeFile(join(directory, 'shop.png'), PNG);
      const png = await runInfraAi(['analyze', join(directory, 'shop.png')]);
      expect(png.code).toBe(1);
      expect(png.stderr).toMatch(/No text was found in the picture/);
      expect(png.stderr).not.toContain('UTF-8');
    });

    it.each([
      ['nothing', '', 'is empty'],
      ['binary data', 'a\0b', 'is not text in UTF-8'],
      [
        'what it does not understand',
        'The weather is nice today.',
        'Nothing of an infrastructure was recognized',
      ],
      ['too much', 'x'.repeat(4 * 1024 * 1024 + 1), 'is larger than 4 MB'],
    ])('fails with a reason for %s', async (_, input, message) => {
      const { code, stdout, stderr } = await runInfraAi(['analyze', '-'], {
        input,
      });
      expect(stderr).toContain(message);
      expect(stdout).toBe('');
      expect(code).toBe(1);
    });

    it('says what to do when the analyzer needs the platform and that is not running', async () => {
      const { code, stderr } = await runInfraAi(
        ['analyze', '-', '--analyzer', 'gemini'],
        { input: TEXT, env: env() },
      );
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /'gemini' runs in the platform, and that is not running\. Start it with/,
      );
    });
  });

  it('checks, and names who has a port', async () => {
    const child = spawn(
      process.execPath,
      [
        '-e',
        `require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port); })`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output] = await once(child.stdout!, 'data');
    const port = Number(String(output));
    try {
      const { code, stdout } = await runInfraAi(
        ['check', '--json', '--api-port', String(port)],
        { env: env() },
      );
      expect(code).toBe(1);
      const result = JSON.parse(stdout);
      expect(result.ok).toBe(false);
      const [failure] = result.checks.filter(
        ({ status }: { status: string }) => status === 'fail',
      );
      expect(failure).toMatchObject({
        name: `Port ${port}`,
        cure: expect.stringContaining('--port'),
      });
      expect(failure.detail).toContain(`(pid ${child.pid})`);

      const start = await runInfraAi(['start', '--api-port', String(port)], {
        env: env(),
      });
      expect(start.code).toBe(1);
      expect(start.stderr).toContain(
        `Port ${port}, which the API needs, is taken by`,
      );
      expect(start.stderr).toMatch(/start --port \d+/);
    } finally {
      child.kill('SIGKILL');
    }
    expect(await readdir(directory)).toEqual(['data']);
  });

  it('leaves data of a newer version alone', async () => {
    await mkdir(join(directory, 'data'));
    await writeFile(join(directory, 'data/version'), '99\n');
    const { code, stderr } = await runInfraAi(['start'], { env: env() });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /written by a newer version of the platform \(data version 99, this one knows 1\)/,
    );
    expect(await readdir(join(directory, 'data'))).toEqual(['version']);
  });
});

describe('completion', () => {
  it('prints a script that the shell accepts, and answers it', async () => {
    const { code, stdout } = await runInfraAi(['completion', 'bash']);
    expect(code).toBe(0);
    const checked = spawn('bash', ['-n'], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    checked.stdin!.end(stdout);
    const [exit] = await once(checked, 'exit');
    expect(exit).toBe(0);
    expect((await runInfraAi(['complete', '--', 'conf'])).stdout).toMatch(
      /^config\t/,
    );
    expect(
      (await runInfraAi(['complete', '--', 'config', 're'])).stdout,
    ).toMatch(/^restore\t/);
  });

  it('knows the options of analyze, their values, and that it takes files', async () => {
    const complete = async (...words: string[]) =>
      (await runInfraAi(['complete', '--', 'analyze', ...words])).stdout
        .split('\n')
        .map(line => line.split('\t')[0]);
    expect(await complete('--')).toEqual(
      expect.arrayContaining(['--explain', '--format', '--source']),
    );
    expect(await complete('--format', '')).toEqual([
      'yaml',
      'json',
      'mermaid',
      ':4',
    ]);
    expect(await complete('--explain', '--source', 'p')).toEqual([
      'pulumi',
      'plantuml',
      'prose',
      ':4',
    ]);
    // 0 has the shell complete names of files, 4 does not
    expect(await complete('compose.yml', 'dep')).toEqual([':0']);
  });
});
