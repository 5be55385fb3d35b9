import { expect, test } from '@playwright/test';
import { signIn } from '../signIn';
import { photograph } from './camera';
import { MONTH_OF_USE } from './material';

const USAGE = /\/api\/infra-ai\/.*usage/;
const HEALTH = /\/api\/infra-ai\/.*health/;

test('health, and what was used', async ({ page }) => {
  await signIn(page);
  // The portal that the pictures are taken of began today.
  await page.route(USAGE, route => route.fulfill({ json: MONTH_OF_USE }));
  await page.goto('/infra-ai/health');
  await expect(page.locator('.recharts-bar').first()).toBeVisible();
  await photograph(page, 'health', { height: 1500, phoneHeight: 2500 });

  await page.unroute(USAGE);
  await page.route(HEALTH, route =>
    route.fulfill({
      status: 500,
      json: {
        error: { name: 'Error', message: 'The database does not answer' },
        response: { statusCode: 500 },
      },
    }),
  );
  await page.route(USAGE, route =>
    route.fulfill({ json: { days: [], analyzers: [] } }),
  );
  await page.goto('/infra-ai/health');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await photograph(page, 'health-error');
});
