import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** Takes the pictures in `docs/screenshots` of a portal that it brings up for that: `yarn screenshots`. */
export default defineConfig({
  ...tests,
  testDir: 'e2e/screenshots',
  testIgnore: [],
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    ...tests.use,
    actionTimeout: 60_000,
    viewport: { width: 1400, height: 900 },
  },
  // The portal follows the browser, and a change of the theme on the way would close dialogs and menus.
  projects: [
    { name: 'light', use: { colorScheme: 'light' } },
    { name: 'dark', use: { colorScheme: 'dark' } },
  ],
});
