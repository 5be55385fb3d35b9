import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, Server } from 'node:net';
import { describePortOwner, findPortOwner } from './portOwner';
import { findFreePort, findFreeRange, isPortFree } from './ports';

async function listen(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  return { server, port: (server.address() as { port: number }).port };
}

describe('ports', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::'])(
    'sees a listener on %s',
    async host => {
      const { server, port } = await listen(host);
      expect(await isPortFree(port)).toBe(false);
      server.close();
      await once(server, 'close');
      expect(await isPortFree(port)).toBe(true);
    },
  );

  it('finds a free port and a free range around taken ones', async () => {
    expect(await isPortFree(await findFreePort())).toBe(true);
    const { server, port } = await listen('127.0.0.1');
    const first = await findFreeRange(port, 3);
    expect(first).not.toBe(port);
    server.close();
  });

  it('names the process that holds a port', async () => {
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
    expect(findPortOwner(port)).toMatchObject({ pid: child.pid });
    expect(describePortOwner(port)).toContain(`(pid ${child.pid})`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(findPortOwner(port)).toBeUndefined();
  });
});
