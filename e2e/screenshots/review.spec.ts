import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { analyzeText, startAnalysis } from '../analyze';
import { signIn } from '../signIn';
import { photograph } from './camera';
import { TICKETS } from './material';

const REPOSITORY = join(__dirname, '../..');
const PICTURE = join(
  REPOSITORY,
  'plugins/infra-ai/src/components/analyze/samples/tickets.svg',
);
const COMPOSE = join(
  REPOSITORY,
  'packages/analysis/cases/material/compose-shop.yaml',
);

test('the review of a description', async ({ page }) => {
  await signIn(page);
  await analyzeText(page, TICKETS, 'tickets');
  const node = page.locator('.react-flow__node').first();
  await node.click();
  await photograph(page, 'review', { phoneHeight: 1400 });
  // The phone has another layout, and shows the system anew.
  await node.click();
  await page.getByRole('button', { name: 'Split' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await photograph(page, 'review-split');
  await page.keyboard.press('Escape');

  for (const name of ['Table', 'Changes', 'YAML']) {
    await page.getByRole('tab', { name }).click();
    await expect(page.getByRole('tabpanel', { name })).toBeVisible();
    await photograph(page, `review-${name.toLowerCase()}`);
  }
  await page.getByRole('textbox', { name: /catalog-info.yaml/ }).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.type('s');
  await expect(page.getByText(/“Systems”/).first()).toBeVisible();
  await photograph(page, 'review-yaml-error');
});

test('the review of a picture and of files', async ({ page }) => {
  await signIn(page);
  await page.goto('/infra-ai/analyze?input=image');
  await page.locator('input[type=file]:not([capture])').setInputFiles(PICTURE);
  await startAnalysis(page, 'ticket-desk');
  const node = page.locator('.react-flow__node').first();
  await node.click();
  await photograph(page, 'picture', { phoneHeight: 1400 });

  await page.goto('/infra-ai/analyze?input=files');
  await page.locator('input[type=file][multiple]').setInputFiles(COMPOSE);
  await startAnalysis(page, 'shop');
  await node.click();
  await photograph(page, 'files', { phoneHeight: 1400 });
});
