import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk } from '../lib/http';
import { findFreePort, isPortFree } from '../lib/ports';
import { identify, isRunning, waitUntil } from '../lib/processes';
import { Checkout } from './checkout';
import { Service, ServiceName } from './service';
import { readState } from './state';
import { endOrphans } from './stop';
import { Supervisor } from './supervisor';

jest.setTimeout(60_000);

const OPTIONS = {
  mode: 'development' as const,
  ports: { app: 1, api: 2, sandbox: 3 },
  sandbox: true,
};

describe('Supervisor', () => {
  let checkout: Checkout;
  let supervisors: Supervisor[];

  beforeEach(async () => {
    const root = await mkdtemp(join(tmpdir(), 'infra-ai supervisor-'));
    checkout = {
      root,
      dataDirectory: root,
      logDirectory: join(root, 'logs'),
      runDirectory: join(root, 'run'),
    };
    await mkdir(checkout.logDirectory);
    supervisors = [];
  });
  afterEach(async () => {
    await Promise.all(supervisors.map(supervisor => supervisor.stop()));
    await rm(checkout.root, { recursive: true, force: true });
  });

  /** An HTTP server, with code that runs before it listens. */
  async function service(
    name: ServiceName,
    settings: {
      before?: string;
      after?: ServiceName[];
    } & Partial<Service> = {},
  ): Promise<Service> {
    const port = await findFreePort();
    const { before = '', ...rest } = settings;
    return {
      name,
      title: `The ${name}`,
      port,
      after: [],
      prepare: async () => ({
        file: process.execPath,
        args: [
          '-e',
          `${before}; require('http').createServer((_, r) => r.end()).listen(${port}, 'localhost', () => console.log('listening'))`,
        ],
        cwd: checkout.root,
        env: process.env,
      }),
      checkHealth: signal => expectOk(`http://localhost:${port}/`, signal),
      startTimeoutMs: 20_000,
      startAttempts: 1,
      stopSignal: 'SIGTERM',
      ...rest,
    };
  }

  function supervise(services: Service[]): Supervisor {
    const supervisor = new Supervisor({
      checkout,
      options: OPTIONS,
      services,
      foreground: false,
      backoffMs: 50,
    });
    supervisors.push(supervisor);
    return supervisor;
  }

  const stateOf = async (name: ServiceName) =>
    (await readState(checkout))?.services.find(found => found.name === name);

  it('starts in order, tells the state, stops without leaving anything', async () => {
    const services = [
      await service('backend', { after: ['postgres'] }),
      await service('postgres'),
    ];
    const supervisor = supervise(services);
    await supervisor.start();

    const state = await readState(checkout);
    expect(state).toMatchObject({
      phase: 'running',
      supervisor: identify(process.pid),
      services: [{ phase: 'healthy' }, { phase: 'healthy' }],
    });
    const [backend, postgres] = state!.services;
    expect(Date.parse(backend.startedAt!)).toBeGreaterThan(
      Date.parse(postgres.startedAt!),
    );
    expect(
      await readFile(join(checkout.logDirectory, 'backend.log'), 'utf8'),
    ).toContain('listening');

    await supervisor.stop();
    expect((await readState(checkout))?.phase).toBe('stopped');
    expect(isRunning(backend.process) || isRunning(postgres.process)).toBe(
      false,
    );
    expect(
      await Promise.all(services.map(({ port }) => isPortFree(port))),
    ).toEqual([true, true]);
  });

  it('restarts one service when asked, which is no crash, and leaves the others', async () => {
    const supervisor = supervise([
      await service('postgres'),
      await service('backend', { after: ['postgres'] }),
    ]);
    await supervisor.start();
    const [postgres, backend] = (await readState(checkout))!.services;

    expect(await supervisor.restart('backend')).toBe(true);
    expect(await supervisor.restart('nothing')).toBe(false);
    expect(isRunning(backend.process)).toBe(false);
    expect(isRunning(postgres.process)).toBe(true);
    await waitUntil(
      async () => (await stateOf('backend'))?.phase === 'healthy',
      20_000,
    );
    const now = await stateOf('backend');
    expect(now).toMatchObject({ phase: 'healthy', restarts: 0 });
    expect(now!.process!.pid).not.toBe(backend.process!.pid);
  });

  it('says why a service did not start, and stops the others', async () => {
    const good = await service('postgres');
    const bad = await service('backend', {
      after: ['postgres'],
      before: `console.error('Error: no such thing\\n  at the database'); process.exit(3)`,
    });
    await expect(supervise([good, bad]).start()).rejects.toThrow(
      /The backend did not start\. .*code 3:\nError: no such thing\n {2}at the database/,
    );
    expect(await isPortFree(good.port)).toBe(true);
    expect((await readState(checkout))?.phase).toBe('failed');
  });

  it('fails when the output says that it cannot work though it answers', async () => {
    const broken = await service('app', {
      before: `console.log('compiled with 2 errors')`,
      fatalOutput: /compiled with \d+ errors?/,
    });
    await expect(supervise([broken]).start()).rejects.toThrow(
      'compiled with 2 errors',
    );
  });

  it('fails when it does not become healthy in time', async () => {
    const slow = await service('app', {
      before: `setInterval(() => {}, 1000); return_ = 1; throw_ = 1; require('http').createServer = () => ({ listen() {} })`,
      startTimeoutMs: 700,
    });
    await expect(supervise([slow]).start()).rejects.toThrow(
      'is not healthy after 1 s',
    );
  });

  it('starts a service again that was killed', async () => {
    const only = await service('backend');
    await supervise([only]).start();
    const { process: before } = (await stateOf('backend'))!;
    process.kill(before!.pid, 'SIGKILL');
    const again = await waitUntil(async () => {
      const state = await stateOf('backend');
      return state?.phase === 'healthy' && state.process?.pid !== before!.pid;
    }, 15_000);
    expect(again).toBe(true);
    expect(await stateOf('backend')).toMatchObject({ restarts: 1 });
  });

  it('gives up on a service that crashes again and again, and says why', async () => {
    const marker = join(checkout.root, 'started');
    const only = await service('backend', {
      before: `const fs = require('fs');
        if (fs.existsSync(${JSON.stringify(
          marker,
        )})) { console.error('Error: broken now'); process.exit(1); }
        fs.writeFileSync(${JSON.stringify(marker)}, '')`,
    });
    await supervise([only]).start();
    process.kill((await stateOf('backend'))!.process!.pid, 'SIGKILL');
    expect(
      await waitUntil(
        async () => (await stateOf('backend'))?.phase === 'failed',
        30_000,
      ),
    ).toBe(true);
    const state = await stateOf('backend');
    expect(state?.error).toContain('Error: broken now');
    expect(state?.restarts).toBe(5);
  });

  it('finds what a supervisor that is gone has left, and nothing else', async () => {
    const only = await service('backend');
    await supervise([only]).start();
    const { process: left } = (await stateOf('backend'))!;
    expect(await endOrphans(checkout)).toEqual(['The backend']);
    expect(isRunning(left)).toBe(false);
  });
});
