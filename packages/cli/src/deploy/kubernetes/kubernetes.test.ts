import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInfraAi } from '../../__testUtils__/run';
import { makeFakeCheckout, writeFiles } from '../__testUtils__/fakeCheckout';
import { FakePrograms } from '../__testUtils__/fakePrograms';
import { parseImage } from './commands';

jest.setTimeout(120_000);

/** Keeps revisions as Helm does: an image with `bad` in its tag fails, and `--atomic` puts the one before back. */
const HELM = `
const history = (state.history ??= []);
const add = (status, description, image) => history.push({ revision: history.length + 1, updated: '2026-11-24T08:00:00Z', status, description, image });
const deployed = () => history.findLast(({ status }) => status === 'deployed');
const deploy = (description, image) => {
  const before = deployed();
  if (before) before.status = 'superseded';
  add('deployed', description, image);
};
if (args[0] === 'version') answer('v3.19.0+g3d8990f');
else if (args[0] === 'history') history.length ? answer(JSON.stringify(history)) : fail('Error: release: not found');
else if (args[0] === 'upgrade') {
  const image = args[args.indexOf('--description') + 1];
  const before = deployed();
  if (!image.includes('bad')) { deploy(image, image); answer(''); }
  else {
    add('failed', image, image);
    if (before) deploy('Rollback to ' + before.revision, before.image);
    fail('Error: UPGRADE FAILED: release infra-ai failed, and has been rolled back due to atomic being set: context deadline exceeded');
  }
} else if (args[0] === 'rollback') {
  deploy('Rollback to ' + args[2], history[Number(args[2]) - 1].image); answer('');
} else fail('unexpected: ' + line);
`;

const NAMES = [
  'APP_BASE_URL',
  'BACKEND_SECRET',
  'AUTH_GITHUB_CLIENT_ID',
  'AUTH_GITHUB_CLIENT_SECRET',
  'GITHUB_TOKEN',
  'GITHUB_ORG',
  'POSTGRES_HOST',
  'POSTGRES_USER',
  'POSTGRES_PASSWORD',
];

/** The portal behind `get --raw` is sick when the image that Helm deployed last is. */
const KUBECTL = `
const image = state.history?.findLast(({ status }) => status === 'deployed')?.image ?? '';
const missing = (process.env.FAKE_MISSING ?? 'nothing').split(',');
if (line === 'version --client') answer('Client Version: v1.34.1');
else if (line === 'config current-context') answer('staging');
else if (line === 'config get-contexts --output name') answer('staging\\nprod');
else if (args.includes('namespace') && args.includes('get')) missing.includes('namespace') ? fail('Error from server (NotFound): namespaces "infra-ai" not found') : answer('namespace/infra-ai');
else if (args.includes('can-i')) missing.some(right => line.includes(right)) ? fail('no') : answer('yes');
else if (args.includes('secret')) missing.includes('secret') ? fail('Error from server (NotFound): secrets "infra-ai" not found') : answer(${JSON.stringify(
  NAMES,
)}.filter(name => !missing.includes(name)).join('\\n'));
else if (args.includes('rollout')) answer('deployment "infra-ai" successfully rolled out');
else if (args.includes('--raw')) {
  if (image.includes('sick')) fail('Error from server (ServiceUnavailable): the server is currently unable to handle the request');
  else line.endsWith('/api/infra-ai/health') ? fail('error: You must be logged in to the server (Unauthorized)') : answer('{}');
} else fail('unexpected: ' + line);
`;

const PLACE = ['--context', 'prod', '--namespace', 'infra-ai'];

/** The tests tell one story of a cluster, in this order. */
describe('deploy kubernetes', () => {
  let root: string;
  let tools: string;
  let programs: FakePrograms;

  beforeAll(async () => {
    root = await makeFakeCheckout();
    tools = await mkdtemp(join(tmpdir(), 'infra-ai tools-'));
    programs = new FakePrograms(tools);
    await programs.add('helm', HELM);
    await programs.add('kubectl', KUBECTL);
    await programs.add('docker', `answer('28.2.2')`);
    await writeFiles(root, {
      'deploy/Dockerfile': '',
      'deploy/kubernetes/values.yaml': '',
    });
  });
  afterAll(async () => {
    await rm(root, { recursive: true, force: true });
    await rm(tools, { recursive: true, force: true });
  });

  const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    runInfraAi(['deploy', 'kubernetes', ...args], {
      env: {
        PATH: programs.path,
        INFRA_AI_ROOT: root,
        INFRA_AI_DATA_DIR: '',
        ...env,
      },
    });
  const deploy = async (...args: string[]) => {
    const { code, stdout } = await run([
      '--json',
      '--yes',
      '--context',
      'prod',
      ...args,
    ]);
    return { code, report: JSON.parse(stdout) };
  };
  const changes = async () =>
    (await programs.takeCalls())
      .map(({ line }) => line)
      .filter(line => /helm (upgrade|rollback)|docker (build|push)/.test(line));

  it('never takes the cluster that happens to be selected', async () => {
    const { code, stderr } = await run(['--yes', '--rollback']);
    expect(code).toBe(2);
    expect(stderr).toContain(`kubectl has 'staging' selected`);
    expect((await programs.takeCalls()).map(({ line }) => line)).toEqual([
      'kubectl config current-context',
    ]);
  });

  it.each([
    [['--context', 'prod'], 'Take --registry'],
    [
      ['--context', 'prod', '--image', 'ghcr.io/acme/infra-ai'],
      'no image with a tag',
    ],
    [
      ['--context', 'prod', '--image', 'a:1', '--port', '1'],
      '--port does not go with kubernetes',
    ],
  ])('is wrong use: %j', async (flags, message) => {
    const { code, stderr } = await run([...flags, '--yes']);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it.each([
    ['namespace', ['kubectl --context prod create namespace infra-ai']],
    ['secret', ['create secret generic infra-ai --from-env-file']],
    [
      'BACKEND_SECRET,create deployments.apps,--subresource=proxy',
      [
        `'infra-ai' lacks BACKEND_SECRET`,
        'you may not create deployments.apps, get services --subresource=proxy',
      ],
    ],
  ])('ends before anything is built without %s', async (missing, messages) => {
    const { code, stdout } = await run(
      ['--yes', '--context', 'prod', '--registry', 'ghcr.io/acme/infra-ai'],
      { FAKE_MISSING: missing },
    );
    for (const message of messages) {
      expect(stdout).toContain(message);
    }
    expect(code).toBe(1);
    expect(await changes()).toEqual([]);
  });

  it('says the exact commands, all with the cluster named, and runs none of them', async () => {
    const before = await readdir(root, { recursive: true });
    const { code, stdout } = await run([
      '--dry-run',
      '--json',
      '--context',
      'prod',
      '--registry',
      'ghcr.io/acme/infra-ai',
    ]);
    expect(code).toBe(0);
    const commands: string[] = JSON.parse(stdout)
      .actions.map(({ command }: { command?: string }) => command)
      .filter(Boolean);
    expect(
      commands.map(command => command.split(' ').slice(0, 2).join(' ')),
    ).toEqual([
      'docker build',
      'docker push',
      'helm upgrade',
      'kubectl --context',
      'kubectl --context',
      'kubectl --context',
    ]);
    expect(commands[2]).toContain(
      'upgrade --install infra-ai backstage --repo https://backstage.github.io/charts --version',
    );
    expect(commands[2]).toContain(
      '--atomic --wait --timeout 300s --kube-context prod --namespace infra-ai',
    );
    for (const command of commands.slice(3)) {
      expect(command).toContain(PLACE.join(' '));
    }
    expect(await changes()).toEqual([]);
    expect(await readdir(root, { recursive: true })).toEqual(before);
  });

  it('leaves what there is of a first release that fails, and says where', async () => {
    const { code, report } = await deploy(
      '--image',
      'ghcr.io/acme/infra-ai:bad',
    );
    expect(code).toBe(1);
    expect(report.outcome).toBe('failed');
    expect(report.error).toContain('context deadline exceeded');
    expect(report.steps.at(-1).detail).toContain('get pods');
    await programs.writeState({});
    await programs.takeCalls();
  });

  it('pushes and installs what it builds', async () => {
    const { code, report } = await deploy(
      '--registry',
      'ghcr.io/acme/infra-ai',
    );
    expect(report.outcome).toBe('released');
    expect(code).toBe(0);
    expect(report.release).toMatch(
      /^ghcr\.io\/acme\/infra-ai:1\.2\.0-[0-9a-f]{12}$/,
    );
    const [built, pushed, upgraded] = await changes();
    expect(built).toContain(`--tag ${report.release}`);
    expect(pushed).toBe(`docker push ${report.release}`);
    expect(upgraded).toContain(
      `--set-string backstage.image.tag=${report.release.split(':')[1]}`,
    );
  });

  it('sees that Helm went back itself when the pods do not come up', async () => {
    const { code, report } = await deploy(
      '--image',
      'ghcr.io/acme/infra-ai:bad',
    );
    expect(code).toBe(1);
    expect(report).toMatchObject({
      outcome: 'rolled-back',
      running: 'revision 1',
    });
    expect(
      report.steps.find(({ name }: { name: string }) => name === 'rollback')
        .detail,
    ).toContain('Helm put revision 1 back itself');
    expect((await changes()).map(line => line.split(' ')[1])).toEqual([
      'upgrade',
    ]);
  });

  it('goes back when the pods are up and the portal is not', async () => {
    const { code, report } = await deploy(
      '--image',
      'ghcr.io/acme/infra-ai:sick',
      '--timeout',
      '6',
    );
    expect(code).toBe(1);
    expect(report.outcome).toBe('rolled-back');
    expect(report.error).toContain('ServiceUnavailable');
    // The third is the one that Helm made of the first.
    expect((await changes()).at(-1)).toContain(
      'helm rollback infra-ai 3 --wait',
    );
  });

  it('goes back by hand to what worked before, and not forth again', async () => {
    await deploy('--image', 'ghcr.io/acme/infra-ai:next');
    const list = await run(['--list', '--json', '--context', 'prod']);
    const { releases } = JSON.parse(list.stdout);
    expect(releases[0]).toMatchObject({
      state: 'current',
      version: 'ghcr.io/acme/infra-ai:next',
    });
    const previous = releases.find(
      ({ state }: { state: string }) => state === 'previous',
    );
    expect(previous.version).toMatch(/infra-ai:1\.2\.0/);
    const { report } = await deploy('--rollback');
    expect(report.outcome).toBe('reverted');
    const { history } = await programs.readState();
    expect(history.at(-1).image).toBe(previous.version);
    const again = await deploy('--rollback');
    expect(again.report).toMatchObject({ outcome: 'failed' });
    expect(again.report.error).toContain('no previous release');
  });
});

describe('parseImage', () => {
  it.each([
    ['infra-ai:1', 'docker.io', 'infra-ai', '1', ''],
    ['acme/infra-ai:1.2.0-x', 'docker.io', 'acme/infra-ai', '1.2.0-x', ''],
    ['ghcr.io/acme/infra-ai:1', 'ghcr.io', 'acme/infra-ai', '1', ''],
    ['localhost:5000/infra-ai:1', 'localhost:5000', 'infra-ai', '1', ''],
    [
      `ghcr.io/a/b@sha256:${'0'.repeat(64)}`,
      'ghcr.io',
      'a/b',
      '',
      `sha256:${'0'.repeat(64)}`,
    ],
  ])('reads %s', (image, registry, repository, tag, digest) => {
    expect(parseImage(image)).toEqual({ registry, repository, tag, digest });
  });

  it.each([
    '',
    'infra-ai',
    'localhost:5000/infra-ai',
    'a:',
    'a:b c',
    'a,b=c:1',
    'a@sha256:1',
    '../a:1',
  ])('refuses %j', image => {
    expect(parseImage(image)).toBeUndefined();
  });
});
