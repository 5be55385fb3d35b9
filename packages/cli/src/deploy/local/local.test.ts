import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { runInfraAi } from '../../__testUtils__/run';
import { findFreePort, isPortFree } from '../../lib/ports';
import {
  backendSource,
  makeFakeCheckout,
  writeFiles,
} from '../__testUtils__/fakeCheckout';

jest.setTimeout(120_000);

/** The tests tell one story of a machine, in this order. */
describe('deploy local', () => {
  let root: string;
  let port: number;
  const names: Record<string, string> = {};

  const run = (...args: string[]) =>
    runInfraAi(args, {
      env: {
        INFRA_AI_ROOT: root,
        INFRA_AI_DATA_DIR: '',
        INFRA_AI_PORT: String(port),
        // No sandbox to start, and the organization named, so that nobody is asked for it.
        GITHUB_TOKEN: 'a-token-of-github',
        GITHUB_ORG: 'acme',
        DATABASE_URL:
          process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING,
      },
    });

  beforeAll(async () => {
    root = await makeFakeCheckout();
    port = await findFreePort();
  });
  afterAll(async () => {
    await run('stop');
    await rm(root, { recursive: true, force: true });
  });

  const deploy = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(
      'deploy',
      'local',
      '--json',
      '--yes',
      ...args,
    );
    return { code, stderr, report: stdout ? JSON.parse(stdout) : undefined };
  };
  const write = (settings: Parameters<typeof backendSource>[0]) =>
    writeFiles(root, {
      'packages/backend/src/index.js': backendSource(settings),
    });
  const served = async () => (await fetch(`http://localhost:${port}/`)).text();
  const status = async () => JSON.parse((await run('status', '--json')).stdout);
  const steps = (report: { steps: { name: string; status: string }[] }) =>
    report.steps.map(step => `${step.name} ${step.status}`);

  it('says what it would do and changes nothing', async () => {
    await write({ version: 'one' });
    const before = await fingerprint(root);
    const { code, stdout } = await run('deploy', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('package build --config ../../app-config.yaml');
    expect(stdout).toMatch(
      /tar -xzf packages\/backend\/dist\/bundle\.tar\.gz -C \.data\/releases\/[0-9a-f]{16}-\d/,
    );
    expect(stdout).toContain(`http://localhost:${port}/api/infra-ai/health`);
    expect(stdout).toContain('there is no release to go back to');
    expect(stdout).toContain('Nothing was changed');
    expect(await fingerprint(root)).toBe(before);
  });

  it('does not go on unasked', async () => {
    const { code, stderr } = await run('deploy');
    expect(code).toBe(2);
    expect(stderr).toContain('add --yes');
    expect(await readdir(join(root, '.data'))).toEqual(['run']);
  });

  it('builds, starts and proves a release; says so line by line', async () => {
    const { code, stdout } = await run('deploy', '--yes');
    expect(stdout).toMatch(
      /Preflight: \d checks passed[\s\S]*Build: [\s\S]*Release: [\s\S]*Health: ready; 1 checks of the plugin passed[\s\S]*Released [0-9a-f]{16}-\d\./,
    );
    expect(code).toBe(0);
    expect(await served()).toBe('one');
    const { release, mode } = await status();
    expect(mode).toBe('production');
    names.one = release;
    expect(stdout).toContain(`Released ${names.one}.`);
  });

  it('leaves a release that runs and is healthy alone', async () => {
    const {
      services: [{ pid }],
    } = await status();
    const { code, report } = await deploy();
    expect(code).toBe(0);
    expect(report).toMatchObject({ outcome: 'unchanged', running: names.one });
    expect(steps(report)).toContain('release skipped');
    expect((await status()).services[0].pid).toBe(pid);
  });

  it('goes back when the plugin says that it is down', async () => {
    await write({ version: 'two', status: 'down' });
    const { code, report } = await deploy('--timeout', '4');
    expect(code).toBe(1);
    expect(report).toMatchObject({
      outcome: 'rolled-back',
      running: names.one,
    });
    expect(report.error).toContain('The job queue does not run.');
    expect(steps(report)).toEqual([
      'preflight done',
      'build done',
      'release done',
      'health failed',
      'rollback done',
      'health done',
    ]);
    expect(await served()).toBe('one');
    expect((await status()).release).toBe(names.one);
  });

  it('goes back when the release does not even start, and says why', async () => {
    await write({
      version: 'three',
      before: `console.error('Error: no such column'); process.exit(3)`,
    });
    const { code, stdout } = await run('deploy', '--yes');
    expect(code).toBe(1);
    expect(stdout).toContain('Error: no such column');
    expect(stdout).toContain(`${names.one} runs again`);
    expect(await served()).toBe('one');
  });

  it('goes back by hand to the one before, and not forth again', async () => {
    await write({ version: 'four', status: 'degraded' });
    const { report } = await deploy();
    expect(report.outcome).toBe('released');
    expect(
      report.steps.find(({ name }: { name: string }) => name === 'health')
        .detail,
    ).toContain('degraded (queue degraded: The job queue does not run.)');
    names.four = report.release;
    expect(await served()).toBe('four');

    const list = JSON.parse((await run('deploy', '--list', '--json')).stdout);
    expect(
      Object.fromEntries(
        list.releases.map(
          ({ name, state }: { name: string; state: string }) => [name, state],
        ),
      ),
    ).toMatchObject({ [names.one]: 'previous', [names.four]: 'current' });
    expect(list.releases).toHaveLength(4);
    expect(list.releases[0]).toMatchObject({
      name: names.four,
      version: '1.2.0',
    });

    const back = await deploy('--rollback');
    expect(back.report).toMatchObject({
      outcome: 'reverted',
      running: names.one,
    });
    expect(await served()).toBe('one');
    const again = await deploy('--rollback');
    expect(again.code).toBe(1);
    expect(again.report.error).toContain('There is no previous release');
    expect(await served()).toBe('one');
  });

  it('is what start --production starts from then on', async () => {
    await run('stop');
    const { code, stdout } = await run('start', '--production');
    expect(code).toBe(0);
    expect(stdout).toContain(
      `Starting release ${names.one}, which was deployed`,
    );
    expect(await served()).toBe('one');
    expect((await status()).release).toBe(names.one);
  });

  it('removes old builds and half of one, never those that are needed nor what is not its own', async () => {
    const releases = join(root, '.data/releases');
    // Older than all others, and the current one.
    await utimes(join(releases, names.one, '.complete'), 1, 1);
    const old = Array.from({ length: 4 }, (_, index) =>
      `${index}`.repeat(16).concat('-2'),
    );
    for (const [index, name] of old.entries()) {
      await writeFiles(releases, { [`${name}/.complete`]: '' });
      await utimes(join(releases, name, '.complete'), 100 + index, 100 + index);
    }
    await writeFiles(releases, {
      'ffffffffffffffff-2/packages/half': '',
      'mine/file': '',
    });
    await write({ version: 'five' });
    const { report } = await deploy();
    expect(report.outcome).toBe('released');
    const kept = await readdir(releases);
    expect(kept).toEqual(
      expect.arrayContaining([
        names.one,
        names.four,
        report.release,
        'mine',
        'current.json',
      ]),
    );
    // Five newest: five, four, three, two and the youngest of the old ones; and the previous one.
    expect(kept.filter(name => /^[0-9a-f]{16}-/.test(name))).toHaveLength(6);
    expect(kept).toContain(old[3]);
    expect(kept).not.toContain('ffffffffffffffff-2');
  });

  it('ends before anything is stopped when a port is taken', async () => {
    const other = await findFreePort();
    const server = createServer();
    await new Promise<void>(done => server.listen(other, '127.0.0.1', done));
    try {
      const { code, report } = await deploy('--port', String(other));
      expect(code).toBe(1);
      expect(report.outcome).toBe('failed');
      expect(report.error).toContain(`Port ${other}: the portal needs it`);
      expect(await served()).toBe('five');
    } finally {
      server.close();
    }
  });

  it('leaves nothing running once it is stopped', async () => {
    expect((await run('stop')).code).toBe(0);
    expect(await isPortFree(port)).toBe(true);
  });
});

/** Of every file below a folder: its path, content and mode. */
async function fingerprint(root: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter(found => found.isFile())) {
    const path = join(entry.parentPath, entry.name);
    hash
      .update(`${path}${(await stat(path)).mode}`)
      .update(await readFile(path));
  }
  return hash.digest('hex');
}
