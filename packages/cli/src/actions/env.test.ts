import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { readVariables, setVariable } from '../config/envText';
import { envExample } from '../env/variables';
import { runInfraAi } from '../__testUtils__/run';

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../../..');

describe('infra-ai env', () => {
  let root: string;
  const env = (...args: string[]) =>
    runInfraAi(['env', ...args], { cwd: root, env: { INFRA_AI_ROOT: root } });
  const read = () => readFile(join(root, '.env'), 'utf8');

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'infra-ai env-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('makes the file for its owner alone, sets, gets, lists masked, unsets', async () => {
    expect(await env('set', 'GITHUB_ORG', 'acme')).toMatchObject({ code: 0 });
    expect((await stat(join(root, '.env'))).mode % 0o1000).toBe(0o600);
    const token = await runInfraAi(['env', 'set', 'GITHUB_TOKEN', '-'], {
      cwd: root,
      env: { INFRA_AI_ROOT: root },
      input: 'hunter2\n',
    });
    expect(token.stdout).not.toContain('hunter2');
    expect((await env('get', 'GITHUB_TOKEN')).stdout).toBe('hunter2');
    const { stdout } = await env('list');
    expect(stdout).toMatch(/GITHUB_ORG +acme/);
    expect(stdout).not.toContain('hunter2');
    expect((await env('list', '--reveal')).stdout).toContain('hunter2');
    await env('unset', 'GITHUB_TOKEN');
    expect(await read()).toBe('GITHUB_ORG=acme\n');
  });

  it('leaves every other byte as it is', async () => {
    const before = '# mine\r\nexport A = "1"  # why\r\nB=2\r\n\r\nC=\'x\ny\'';
    await writeFile(join(root, '.env'), before, { mode: 0o640 });
    await env('set', 'B', 'two words');
    expect(await read()).toBe(before.replace('B=2', "B='two words'"));
    expect((await stat(join(root, '.env'))).mode % 0o1000).toBe(0o640);
  });

  it('is what the services get, unless the environment says otherwise', async () => {
    await writeFile(join(root, '.env'), 'INFRA_AI_URL=http://localhost:1\n');
    const from = await runInfraAi(['analyze', '-', '--analyzer', 'x'], {
      env: { INFRA_AI_ROOT: root },
      input: 'text',
    });
    expect(from.stderr).toContain('http://localhost:1');
    const own = await runInfraAi(['analyze', '-', '--analyzer', 'x'], {
      env: { INFRA_AI_ROOT: root, INFRA_AI_URL: 'http://localhost:2' },
      input: 'text',
    });
    expect(own.stderr).toContain('http://localhost:2');
  });

  it('validates, and names what is missing and what nothing reads', async () => {
    await writeFile(join(root, 'app-config.yaml'), 'a: ${MINE:-x}\n');
    await writeFile(
      join(root, '.env'),
      'INFRA_AI_PORT=99999\nMINE=1\nTYPO_TOKEN=abc\n',
    );
    const { code, stdout } = await env('validate', '--production', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      problems: [{ name: 'INFRA_AI_PORT', problem: expect.any(String) }],
      missing: expect.arrayContaining(['APP_BASE_URL', 'BACKEND_SECRET']),
      unused: ['TYPO_TOKEN'],
    });
    await writeFile(
      join(root, '.env'),
      'INFRA_AI_PORT=7007\nINFRA_AI_APP_PORT=7007\n',
    );
    expect((await env('validate')).stdout).toMatch(/need different ports/);
  });

  it('compares two files without their values', async () => {
    await writeFile(join(root, 'a'), 'A=hunter2\nB=1\n');
    await writeFile(join(root, 'b'), 'A=hunter3\nC=1\n');
    const { stdout } = await env('compare', 'a', 'b');
    expect(stdout).toMatch(/A +differs/);
    expect(stdout).toMatch(/B +only in a/);
    expect(stdout).toMatch(/C +only in b/);
    expect(stdout).not.toContain('hunter');
  });

  it('changes nothing with --dry-run', async () => {
    await writeFile(join(root, '.env'), 'A=1\n');
    for (const args of [['set', 'A', '2'], ['unset', 'A'], ['example']]) {
      expect(await env(...args, '--dry-run')).toMatchObject({ code: 0 });
    }
    expect(await read()).toBe('A=1\n');
    await expect(stat(join(root, '.env.example'))).rejects.toThrow();
  });

  it.each([
    [['set', '1A', 'x'], /is no name of a variable/, 2],
    [['set', 'INFRA_AI_PORT', 'x'], /takes a port/, 1],
    [['set', 'BACKEND_SECRET', 'short'], /is shorter than 24/, 1],
    [['get', 'NOTHING'], /There is no/, 1],
    [['compare', 'a', 'b'], /There is no a/, 1],
    [['list'], /Copy \.env\.example/, 1],
  ])('says what is wrong with %j', async (args, message, code) => {
    const result = await env(...args);
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(code);
  });

  it('has an example that is up to date', async () => {
    expect(await readFile(join(ROOT, '.env.example'), 'utf8')).toBe(
      envExample(),
    );
  });
});

describe('setVariable', () => {
  it('is read back the same, whatever the value, and changes nothing else', () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(value, value, (first, second) => {
        const base = Buffer.from("# c\nA='1'\nZ=9 # z\n");
        const once = setVariable(base, 'A', first);
        if (!once) {
          return;
        }
        expect(readVariables(once)!.get('A')).toBe(first);
        expect(readVariables(once)!.get('Z')).toBe('9');
        const twice = setVariable(once, 'B', second);
        // Undefined where no way of writing it is read back the same: then nothing was changed.
        const values = readVariables(twice ?? once)!;
        expect([values.get('A'), values.get('B'), values.get('Z')]).toEqual([
          first,
          twice ? second : undefined,
          '9',
        ]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes what people set', () => {
    for (const value of [
      '',
      'a b',
      "it's",
      '"q"',
      'a#b',
      'l\nm',
      '$HOME',
      '\\n',
      'é✓',
    ]) {
      const content = setVariable(Buffer.alloc(0), 'A', value);
      expect(readVariables(content!)!.get('A')).toBe(value);
    }
  });
});
