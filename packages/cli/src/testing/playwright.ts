import { join } from 'node:path';
import { execa } from 'execa';
import { ensureChromium } from './chromium';
import { readPlaywrightReport, TestCounts } from './report';

/** Runs the browser tests; their own set-up starts the platform that they use. */
export async function runPlaywright(options: {
  root: string;
  reportPath: string;
  note: (text: string) => void;
  signal: AbortSignal;
}): Promise<TestCounts> {
  const { root, reportPath, note, signal } = options;
  const chromium = await ensureChromium(root, note);
  const result = await execa(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'test'],
    {
      cwd: root,
      reject: false,
      cancelSignal: signal,
      // It stops the platform that it started when it is asked to end.
      forceKillAfterDelay: 60_000,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        PLAYWRIGHT_JSON_OUTPUT_NAME: reportPath,
        ...(chromium ? { PLAYWRIGHT_CHROMIUM_PATH: chromium } : {}),
      },
    },
  );
  return await readPlaywrightReport(reportPath, result.exitCode ?? 1);
}
