import { defineConfig } from '@playwright/test';

/** A system Chromium when there is one (`infra-ai test` finds or installs it), else Playwright's own. */
const executablePath = process.env.PLAYWRIGHT_CHROMIUM_PATH;

export default defineConfig({
  testDir: 'e2e',
  // Pictures for the docs are no tests: playwright.screenshots.config.ts takes them.
  testIgnore: 'screenshots/**',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // The tests share one portal and its catalog.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  globalSetup: './e2e/platform.ts',
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME
    ? [['list'], ['json']]
    : [['list']],
  use: {
    // Set by the global setup, which runs before the tests' workers start.
    baseURL: process.env.PLAYWRIGHT_URL,
    browserName: 'chromium',
    launchOptions: {
      executablePath,
      // Root, as in a container, has no sandbox of its own to give the browser.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
