import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { addFault, clearFaults, sandboxUrl } from '../sandbox';
import { signIn } from '../signIn';
import { photograph } from './camera';
import { ANALYSES } from './material';

test('an empty portal, the forms, and analyses that fail', async ({ page }) => {
  await signIn(page);
  // As on the first day; other pictures of this portal may have been taken before.
  await page.route(ANALYSES, route =>
    route.fulfill({ json: { items: [], totalItems: 0, limit: 20, offset: 0 } }),
  );
  await page.goto('/infra-ai/analyses');
  await expect(page.getByText('No analyses yet')).toBeVisible();
  await photograph(page, 'history-empty');
  await page.unroute(ANALYSES);

  for (const input of ['text', 'image', 'files']) {
    await page.goto(`/infra-ai/analyze?input=${input}`);
    await expect(page.getByRole('heading', { level: 1 }).last()).toBeVisible();
    await photograph(page, input === 'text' ? 'analyze' : `analyze-${input}`);
  }

  const analyze = page.getByRole('button', { name: 'Analyze', exact: true });
  await page.goto('/infra-ai/analyze?input=text');
  await page
    .getByRole('textbox', { name: /Description/ })
    .fill('Hello there, how are you today?');
  await analyze.click();
  await expect(page.getByText('The analysis failed')).toBeVisible();
  await photograph(page, 'analysis-failed');

  await page.goto('/infra-ai/analyze?input=image');
  await page.locator('input[type=file]:not([capture])').setInputFiles({
    name: 'whiteboard.png',
    mimeType: 'image/png',
    buffer: await sharp({
      create: { width: 900, height: 600, channels: 3, background: '#9db4c8' },
    })
      .png()
      .toBuffer(),
  });
  await analyze.click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await photograph(page, 'analyze-refused');

  // GitHub takes its time.
  await addFault(page, {
    match: { method: 'GET', path: '/acme/storefront' },
    latencyMs: 12_000,
    times: 1,
  });
  await page.goto('/infra-ai/analyze?input=files');
  await page
    .getByRole('textbox', { name: /repository/i })
    .fill(`${await sandboxUrl(page)}/acme/storefront`);
  await analyze.click();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await photograph(page, 'analysis-running', { isLoading: true });
  await clearFaults(page);
});
