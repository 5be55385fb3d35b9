import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** Takes the pictures in `docs/screenshots` of a portal that it brings up for that: `yarn screenshots`. */
export default defineConfig({
  ...tests,
  testDir: 'e2e/screenshots',
  testIgnore: [],
  reporter: [['list']],
});
