import { appendFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { runInfraAi } from '../__testUtils__/run';
import { waitUntil } from '../lib/processes';
import { RotatingLog } from '../lib/rotatingLog';

jest.setTimeout(60_000);

const ID = '0c6b2f0e-6a5b-4f8e-9a53-0f4f5f6f7a8b';

describe('infra-ai logs', () => {
  let root: string;
  let directory: string;
  const env = () => ({
    INFRA_AI_ROOT: root,
    INFRA_AI_DATA_DIR: join(root, '.data'),
  });
  const run = (...args: string[]) =>
    runInfraAi(['logs', ...args], { env: env() });
  const entries = async (...args: string[]) =>
    (await run(...args, '--json')).stdout
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line));
  const messages = async (...args: string[]) =>
    (await entries(...args)).map(({ message }) => message);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai logs-'));
    directory = join(root, '.data/logs');
    await mkdir(directory, { recursive: true });
    await writeFile(
      join(directory, 'backend.log.1'),
      '--- 2026-01-01T10:00:00.000Z starting ---\n' +
        `\x1b[2m2026-01-01T10:00:01.000Z\x1b[22m \x1b[34minfra-ai\x1b[39m \x1b[32minfo\x1b[39m Analysis starts with "embedded" \x1b[36manalysisId\x1b[39m="${ID}" \x1b[36mattempt\x1b[39m=1\n`,
    );
    await writeFile(
      join(directory, 'backend.log'),
      `{"analysisId":"${ID}","level":"error","message":"The analyzer failed","plugin":"infra-ai","timestamp":"2026-01-01T10:00:05.000Z"}\n` +
        '2026-01-01T10:00:06.000Z catalog warn Refresh failed; caused by Error: no route \n' +
        '    at refresh (index.js:1:1)\n' +
        '    at run (index.js:2:2)\n' +
        `{"level":"info","message":"other","plugin":"infra-ai","analysisId":"${ID}0"}\n`,
    );
    await writeFile(
      join(directory, 'postgres.log'),
      '2026-01-01 10:00:02.500 UTC [12] LOG:  checkpoint starting: time\n' +
        '2026-01-01 10:00:05.500 UTC [13] ERROR:  relation "x" does not exist at character 15\n' +
        '2026-01-01 10:00:05.500 UTC [13] STATEMENT:  SELECT * FROM x\n',
    );
    await writeFile(
      join(directory, 'sandbox.log'),
      'GitHub sandbox at http://localhost:7011\n',
    );
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('merges development, production and PostgreSQL lines of all files by time', async () => {
    const all = await entries('backend', 'postgres');
    expect(
      all.map(({ time, service, level, message }) => [
        time.slice(17, 21),
        service,
        level,
        message,
      ]),
    ).toEqual([
      ['00.0', 'backend', 'info', 'Starting'],
      ['01.0', 'backend', 'info', 'Analysis starts with "embedded"'],
      ['02.5', 'postgres', 'info', 'checkpoint starting: time'],
      ['05.0', 'backend', 'error', 'The analyzer failed'],
      [
        '05.5',
        'postgres',
        'error',
        'relation "x" does not exist at character 15',
      ],
      ['06.0', 'backend', 'warn', 'Refresh failed; caused by Error: no route'],
      ['06.0', 'backend', 'info', 'other'],
    ]);
    expect(all[1].fields).toEqual({ analysisId: ID, attempt: 1 });
    expect(all[4].more).toEqual([expect.stringContaining('SELECT * FROM x')]);
    expect(all[5].more).toHaveLength(2);
  });

  it('filters by service, level, analysis, time and number', async () => {
    expect(await messages('sandbox')).toEqual([
      'GitHub sandbox at http://localhost:7011',
    ]);
    expect(await messages('--level', 'error')).toEqual([
      'The analyzer failed',
      'relation "x" does not exist at character 15',
    ]);
    expect(await messages('--level', 'warn', '--lines', '1')).toEqual([
      'Refresh failed; caused by Error: no route',
    ]);
    expect(await messages('--analysis', ID)).toEqual([
      'Analysis starts with "embedded"',
      'The analyzer failed',
    ]);
    expect(
      await messages('backend', '--since', '2026-01-01T10:00:05.500Z'),
    ).toEqual(['Refresh failed; caused by Error: no route', 'other']);
    expect(await messages('backend', '--since', '10m')).toEqual([]);
  });

  it('shows text without what a line could do to the terminal', async () => {
    appendFileSync(
      join(directory, 'sandbox.log'),
      '{"level":"error","message":"\\u001b]0;owned\\u0007red \\u001b[2Jtext","timestamp":"2026-01-01T11:00:00Z"}\n',
    );
    const { stdout, code } = await run('sandbox');
    expect(code).toBe(0);
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\x07\x1b]/);
    expect(stdout).toMatch(/sandbox {2}error .*red text/);
  });

  it('follows over a rotation, and a log that appears', async () => {
    const child = execa(
      process.execPath,
      [
        join(__dirname, '../../bin/infra-ai'),
        'logs',
        '-f',
        '--json',
        '--lines',
        '1',
      ],
      { env: { ...env(), NODE_ENV: '' }, reject: false },
    );
    let output = '';
    child.stdout.on('data', data => {
      output += data;
    });
    const seen = () =>
      output
        .split('\n')
        .slice(0, -1)
        .map(line => JSON.parse(line).message)
        .filter(message => /^line/.test(message));
    expect(await waitUntil(() => output.includes('\n'), 20_000)).toBe(true);
    // Each line but the last fills the file.
    const log = new RotatingLog(join(directory, 'backend.log'), 60);
    for (let n = 1; n <= 3; n++) {
      log.write(`2026-01-02T10:00:0${n}.000Z catalog info line ${n}\n`);
    }
    new RotatingLog(join(directory, 'supervisor.log')).write('line 4\n');
    expect(await waitUntil(() => seen().length >= 4, 20_000)).toBe(true);
    log.write('2026-01-02T10:00:05.000Z catalog info line 5\n');
    expect(await waitUntil(() => seen().includes('line 5'), 20_000)).toBe(true);
    child.kill('SIGINT');
    expect(await child).toMatchObject({ exitCode: 0 });
    expect(seen().sort()).toEqual([1, 2, 3, 4, 5].map(n => `line ${n}`));
  });

  it('says what it does not understand', async () => {
    expect(await run('nobody')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/backend, postgres, sandbox/),
    });
    expect(await run('--since', 'yesterday')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('10m'),
    });
    expect(await run('--level', 'loud')).toMatchObject({ code: 2 });
    expect(await run('--lines', '-1')).toMatchObject({ code: 2 });
    await rm(directory, { recursive: true });
    expect(await run()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There are no logs'),
    });
  });
});
