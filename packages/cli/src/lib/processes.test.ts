import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  identify,
  isRunning,
  listProcesses,
  memoryOf,
  processTree,
  terminate,
  waitUntil,
} from './processes';

function sleepForever(script = 'setInterval(() => {}, 1000)') {
  return spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('processes', () => {
  it('knows a running process and forgets an ended one', async () => {
    const child = sleepForever();
    const identity = identify(child.pid!)!;
    expect(isRunning(identity)).toBe(true);
    expect(memoryOf(child.pid!)).toBeGreaterThan(100_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunning(identity)).toBe(false);
    expect(identify(child.pid!)).toBeUndefined();
  });

  it('does not take a process with the same pid for the one it was', async () => {
    const child = sleepForever();
    const old = { pid: child.pid!, startTime: 'of another boot/1' };
    expect(isRunning(old)).toBe(false);
    await terminate(old);
    expect(isRunning(identify(child.pid!))).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('ends a process that ignores SIGTERM, and what it started', async () => {
    const child = sleepForever(
      `process.on('SIGTERM', () => {});
       const { spawn } = require('node:child_process');
       const inner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
       console.log(inner.pid);
       setInterval(() => {}, 1000);`,
    );
    const [output] = await once(child.stdout!, 'data');
    const inner = identify(Number(String(output)))!;
    expect(processTree(child.pid!).map(({ pid }) => pid)).toContain(inner.pid);

    await terminate(identify(child.pid!), { timeoutMs: 300 });
    expect(identify(child.pid!)).toBeUndefined();
    expect(await waitUntil(() => !isRunning(inner), 2_000)).toBe(true);
  });

  it('lists this process with its parent', () => {
    const own = listProcesses().find(({ pid }) => pid === process.pid);
    expect(own?.parent).toBe(process.ppid);
  });
});
