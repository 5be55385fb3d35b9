import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostileFiles } from './__testUtils__/hostileFiles';
import type { HostileReport } from './__testUtils__/hostileRun';

jest.setTimeout(300_000);

/** In a process of its own: its memory and its network are those of reading alone. */
async function readInProcess(directory: string): Promise<HostileReport> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--require',
      createRequire(__filename).resolve(
        '@backstage/cli/config/nodeTransform.cjs',
      ),
      join(__dirname, '__testUtils__/hostileRun.ts'),
      directory,
    ],
    { maxBuffer: 50_000_000 },
  );
  return JSON.parse(stdout);
}

describe('hostile files', () => {
  let directory: string;
  const requests: Array<string | undefined> = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    response.end();
  });
  let report: HostileReport;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-ai-hostile-'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    for (const file of await hostileFiles(`http://127.0.0.1:${port}`)) {
      await writeFile(join(directory, file.name), file.bytes);
    }
    report = await readInProcess(directory);
  });
  afterAll(async () => {
    server.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('are all read or refused', () => {
    expect(report.files).toBeGreaterThanOrEqual(200);
    expect(report.wrong).toEqual({});
    expect(report.escaped).toEqual([]);
    expect(report.read.length + Object.keys(report.refused).length).toBe(
      report.files,
    );
    // Damage that browsers put up with is put up with here.
    expect(report.read.length).toBeGreaterThan(20);
  });

  it('are refused with what is wrong and what to do', () => {
    for (const message of Object.values(report.refused)) {
      expect(message).toMatch(/^[^.]+.*\. [^.]+.*\.$/);
      expect(message.length).toBeLessThan(400);
    }
    expect(report.refused).toMatchObject({
      'laughs.svg': expect.stringContaining('defines entities'),
      'deep.svg': expect.stringContaining('nests more than'),
      'large bomb.png': expect.stringContaining('megapixels'),
      'huge.jpg': expect.stringContaining('megapixels'),
      'encrypted.pdf': expect.stringContaining('password'),
    });
  });

  it('reach nothing', async () => {
    expect(report.network).toEqual([]);
    expect(requests).toEqual([]);
    // The server would have told.
    const { port } = server.address() as AddressInfo;
    await fetch(`http://127.0.0.1:${port}/asked`);
    expect(requests).toEqual(['/asked']);
  });

  it('take less than 1 GB of memory', () => {
    expect(report.peakMemory).toBeGreaterThan(50);
    expect(report.peakMemory).toBeLessThan(1000);
  });
});
