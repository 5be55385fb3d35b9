import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { cleanUp, git, temporaryFolder } from './__testUtils__/sandbox';

jest.setTimeout(120_000);

describe('the github-sandbox command', () => {
  const children: ChildProcess[] = [];

  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
    await cleanUp();
  });

  function start(...args: string[]) {
    const bin = path.resolve(__dirname, '../bin/github-sandbox');
    const child = spawn(process.execPath, [bin, ...args], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const url = async () => {
      for (;;) {
        const found = /GitHub sandbox at (\S+)/.exec(output);
        if (found) {
          return found[1];
        }
        if (child.exitCode !== null) {
          throw new Error(output);
        }
        await new Promise(resolve => {
          setTimeout(resolve, 20);
        });
      }
    };
    return { child, url, output: () => output };
  }

  // Mirrors the example in the README.
  it('serves what the README shows, and survives a kill', async () => {
    const dataDir = await temporaryFolder();
    const folder = await temporaryFolder();
    const first = start('--data-dir', dataDir, '--port', '0');
    const url = await first.url();
    const create = await fetch(`${url}/api/v3/orgs/acme/repos`, {
      method: 'POST',
      headers: { authorization: 'Bearer anything' },
      body: JSON.stringify({ name: 'demo', auto_init: true }),
    });
    expect(create.status).toBe(201);
    await git(folder, 'clone', '--quiet', `${url}/acme/demo.git`);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = start('--data-dir', dataDir, '--port', '0');
    const again = await second.url();
    expect((await fetch(`${again}/acme/demo`)).status).toBe(200);
    second.child.kill('SIGTERM');
    const [code] = await once(second.child, 'exit');
    expect(code).toBe(0);
  });

  it('says in one sentence what is wrong', async () => {
    const dataDir = await temporaryFolder();
    const first = start('--data-dir', dataDir, '--port', '0');
    const { port } = new URL(await first.url());
    const second = start('--data-dir', dataDir, '--port', port);
    await once(second.child, 'close');
    expect(second.output()).toContain(
      `Port ${port} is taken. Choose another one with --port.`,
    );
    expect(second.child.exitCode).toBe(1);
  });
});
