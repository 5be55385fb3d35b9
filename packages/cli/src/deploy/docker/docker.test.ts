import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInfraAi } from '../../__testUtils__/run';
import { findFreePort } from '../../lib/ports';
import { makeFakeCheckout, writeFiles } from '../__testUtils__/fakeCheckout';
import { FakePrograms } from '../__testUtils__/fakePrograms';

jest.setTimeout(120_000);

/** Answers as the real one does, where a deployment asks; an image with `bad` in its name does not come up. */
const DOCKER = `
const image = process.env.INFRA_AI_IMAGE;
if (line === '--version') answer('Docker version 28.2.2, build e6534b4');
else if (args[0] === 'version') {
  process.env.FAKE_ENGINE === 'down'
    ? fail('Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?')
    : answer('28.2.2');
} else if (line === 'compose version --short') answer(process.env.FAKE_COMPOSE ?? '2.40.3');
else if (args.includes('up')) {
  if (image.includes('bad')) fail('container infra-ai-portal-1 is unhealthy');
  else { state.running = image; answer(''); }
} else if (args.includes('stop')) { state.running = undefined; answer(''); }
else if (args.includes('logs')) answer('listening\\nError: no such column');
else if (args[0] === 'image' && args[1] === 'ls') {
  answer((state.images ?? []).map(tag => JSON.stringify({ Repository: 'infra-ai', Tag: tag, CreatedAt: '2026-11-24' })).join('\\n'));
} else if (args[0] === 'image' && args[1] === 'rm') {
  state.images = state.images.filter(tag => 'infra-ai:' + tag !== args[2]); answer('');
} else if (args[0] === 'build') {
  const tag = args[args.indexOf('--tag') + 1].split(':')[1];
  state.images = [tag, ...(state.images ?? []).filter(other => other !== tag)]; answer('');
} else if (args[0] === 'image' && args[1] === 'inspect') answer('sha256:1');
else fail('unexpected: ' + line);
`;

const SECRETS = {
  BACKEND_SECRET: 'a-long-secret-of-the-back-end',
  AUTH_GITHUB_CLIENT_SECRET: 'secret-of-the-oauth-app',
  GITHUB_TOKEN: 'token-of-github',
  POSTGRES_PASSWORD: 'password-of-the-database',
};

/** The tests tell one story of a machine, in this order. */
describe('deploy docker', () => {
  let root: string;
  let tools: string;
  let docker: FakePrograms;
  let portal: Server;
  let url: string;
  let port: number;

  beforeAll(async () => {
    root = await makeFakeCheckout();
    tools = await mkdtemp(join(tmpdir(), 'infra-ai tools-'));
    docker = new FakePrograms(tools);
    await docker.add('docker', DOCKER);
    await writeFiles(root, {
      'deploy/Dockerfile': '',
      'deploy/compose.yaml': '',
      '.env': [
        'APP_BASE_URL=https://portal.example.com',
        'AUTH_GITHUB_CLIENT_ID=Iv1.1',
        'GITHUB_ORG=acme',
        ...Object.entries(SECRETS).map(([name, value]) => `${name}=${value}`),
      ].join('\n'),
    });
    port = await findFreePort();
    // The portal that the containers would be: nobody gets in as guest. An image with `sick` never becomes ready.
    portal = createServer(async (req, res) => {
      const { running } = await docker.readState();
      const sick = !running || running.includes('sick');
      const status = req.url === '/api/infra-ai/health' ? 401 : 200;
      res.writeHead(sick ? 503 : status).end('{}');
    });
    await new Promise<void>(done => portal.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    portal.close();
    await rm(root, { recursive: true, force: true });
    await rm(tools, { recursive: true, force: true });
  });

  const run = async (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const result = await runInfraAi(
      ['deploy', 'docker', '--url', url, ...args],
      {
        env: {
          PATH: docker.path,
          INFRA_AI_ROOT: root,
          INFRA_AI_DATA_DIR: '',
          INFRA_AI_PORT: String(port),
          // The runner of commands empties it, which would win over .env.
          GITHUB_TOKEN: SECRETS.GITHUB_TOKEN,
          ...env,
        },
      },
    );
    for (const secret of Object.values(SECRETS)) {
      expect(result.stdout + result.stderr).not.toContain(secret);
    }
    return result;
  };
  const deploy = async (...args: string[]) => {
    const { code, stdout } = await run(['--json', '--yes', ...args]);
    return { code, report: JSON.parse(stdout) };
  };

  it.each([
    [
      'no engine runs',
      { FAKE_ENGINE: 'down' },
      ['Is the docker daemon running? Start it'],
    ],
    [
      'there is no docker',
      { PATH: '/nowhere' },
      ['there is no docker on PATH. Install'],
    ],
    [
      'much is wrong',
      {
        FAKE_COMPOSE: '2.4.1',
        POSTGRES_PASSWORD: '',
        GITHUB_ORG: '',
        BACKEND_SECRET: 'short',
      },
      [
        '2.4.1, but 2.20.0 is needed',
        'not set: GITHUB_ORG, POSTGRES_PASSWORD',
        'BACKEND_SECRET is shorter than',
      ],
    ],
  ])('ends at once when %s, and names all of it', async (_, env, messages) => {
    await docker.takeCalls();
    const { code, stdout } = await run(['--yes'], env);
    expect(code).toBe(1);
    for (const message of [...messages, 'nothing was changed']) {
      expect(stdout).toContain(message);
    }
    const lines = (await docker.takeCalls()).map(({ line }) => line);
    expect(lines.filter(line => /build|up --detach/.test(line))).toEqual([]);
  });

  it('says the exact commands and runs none that changes something', async () => {
    const before = await readdir(root, { recursive: true });
    const { code, stdout } = await run(['--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /\$ docker build --file deploy\/Dockerfile --tag infra-ai:1\.2\.0-[0-9a-f]{12} /,
    );
    expect(stdout).toMatch(
      /\$ INFRA_AI_IMAGE=infra-ai:1\.2\.0-[0-9a-f]{12} docker compose --file deploy\/compose\.yaml --env-file \.env up --detach --no-build --wait --wait-timeout 300/,
    );
    expect((await docker.takeCalls()).map(({ line }) => line)).toEqual([
      'docker --version',
      'docker version --format {{.Server.Version}}',
      'docker compose version --short',
      expect.stringContaining('docker image ls'),
    ]);
    expect(await readdir(root, { recursive: true })).toEqual(before);
  });

  it('builds with version and sources in the tag, brings up what it said, proves it', async () => {
    const plan = (await run(['--dry-run', '--json'])).stdout;
    const planned = JSON.parse(plan)
      .actions.map(({ command }: { command?: string }) => command)
      .filter(Boolean);
    await docker.takeCalls();
    const { code, report } = await deploy();
    expect(report).toMatchObject({
      outcome: 'released',
      release: expect.stringMatching(/^infra-ai:1\.2\.0-[0-9a-f]{12}$/),
    });
    expect(code).toBe(0);
    const calls = (await docker.takeCalls()).filter(({ line }) =>
      / build | up /.test(line),
    );
    expect(calls.map(({ line }) => line)).toEqual([
      planned[0],
      planned[1].replace(/^INFRA_AI_IMAGE=\S+ /, ''),
    ]);
    expect(calls[1].image).toBe(report.release);
    expect(report.steps.at(-2).detail).toContain('needs INFRA_AI_TOKEN');
  });

  it.each([
    [
      'is not brought up',
      'registry.example.com/infra-ai:bad',
      'release',
      'Error: no such column',
    ],
    [
      'is never ready',
      'registry.example.com/infra-ai:sick',
      'health',
      'answers with status 503',
    ],
  ])(
    'puts the image before back when one %s',
    async (_, image, step, cause) => {
      const { running } = await docker.readState();
      const { code, report } = await deploy('--image', image, '--timeout', '2');
      expect(code).toBe(1);
      expect(report).toMatchObject({
        outcome: 'rolled-back',
        release: image,
        running,
      });
      expect(report.error).toContain(cause);
      expect(
        report.steps.find(
          ({ status }: { status: string }) => status === 'failed',
        ).name,
      ).toBe(step);
      expect((await docker.readState()).running).toBe(running);
      expect(
        (await docker.takeCalls()).map(({ line }) => line).join('\n'),
      ).not.toContain('docker build');
    },
  );

  it('goes back by hand', async () => {
    const { running } = await docker.readState();
    const next = 'registry.example.com/infra-ai:next';
    expect((await deploy('--image', next)).report.outcome).toBe('released');
    const list = (await run(['--list'])).stdout;
    expect(list).toMatch(/infra-ai:next +current/);
    expect(list).toMatch(/infra-ai:1\.2\.0-\w+ +previous/);
    const { code, report } = await deploy('--rollback');
    expect(code).toBe(0);
    expect(report).toMatchObject({ outcome: 'reverted', running });
    expect((await docker.readState()).running).toBe(running);
  });

  it('stops the portal, and only that, when the first release fails', async () => {
    await rm(join(root, '.data'), { recursive: true });
    await docker.takeCalls();
    const { code, report } = await deploy('--image', 'infra-ai:bad');
    expect(code).toBe(1);
    expect(report.outcome).toBe('failed');
    expect(report.steps.at(-1)).toMatchObject({
      name: 'rollback',
      detail: expect.stringContaining('there is no release to go back to'),
    });
    expect((await docker.takeCalls()).at(-1)!.line).toMatch(/ stop portal$/);
  });

  it('removes old images of its own, not the current and the previous one', async () => {
    const first = (await deploy()).report.release;
    // As if made by deployments that are long gone.
    const state = await docker.readState();
    await docker.writeState({
      ...state,
      images: [
        '1.1.0-5',
        '1.1.0-4',
        '1.1.0-3',
        '1.1.0-2',
        '1.1.0-1',
        ...state.images,
      ],
    });
    await writeFiles(root, { 'packages/backend/src/index.js': 'changed' });
    const { report } = await deploy();
    expect(report.outcome).toBe('released');
    const { images } = await docker.readState();
    expect(images.map((tag: string) => `infra-ai:${tag}`)).toEqual([
      report.release,
      'infra-ai:1.1.0-5',
      'infra-ai:1.1.0-4',
      'infra-ai:1.1.0-3',
      'infra-ai:1.1.0-2',
      first,
    ]);
  });
});
