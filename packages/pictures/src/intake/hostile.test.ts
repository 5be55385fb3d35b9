import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HostileReport } from './__testUtils__/hostileRun';

jest.setTimeout(300_000);

describe('hostile files', () => {
  it('are read or refused, reach nothing and stay within memory', async () => {
    // A process of its own, so that its memory and its network are those of this alone.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--require',
        createRequire(__filename).resolve(
          '@backstage/cli/config/nodeTransform.cjs',
        ),
        join(__dirname, '__testUtils__/hostileRun.ts'),
      ],
      { maxBuffer: 50_000_000 },
    );
    const report: HostileReport = JSON.parse(stdout);
    expect(report.wrong).toEqual({});
    expect(report.escaped).toEqual([]);
    expect(report.network).toEqual([]);
    expect(report.files).toBeGreaterThanOrEqual(200);
    expect(report.read.length + Object.keys(report.refused).length).toBe(
      report.files,
    );
    expect(report.peakMemory).toBeLessThan(1000);
    // The set is no set of one sort: some are harmless after all, and each refusal says what to do.
    expect(report.read.length).toBeGreaterThan(20);
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
});
