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
  await photograph(page, 'review', {
    phoneHeight: 1400,
    again: () => node.click(),
  });
  const split = async () => {
    await node.click();
    await page.getByRole('button', { name: /^(Split|Dividir)$/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  };
  await split();
  await photograph(page, 'review-split', { again: split });
  await page.keyboard.press('Escape');

  const tabs = { table: /^Tabl[ea]$/, yaml: 'YAML' };
  for (const [view, name] of Object.entries(tabs)) {
    const again = async () => {
      await page.getByRole('tab', { name }).click();
      await expect(page.getByRole('tabpanel', { name })).toBeVisible();
    };
    await again();
    await photograph(page, `review-${view}`, { again });
  }
  await page.getByRole('tab', { name: 'YAML' }).click();
  await page.getByRole('textbox', { name: /catalog-info.yaml/ }).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.type('s');
  await expect(page.getByText(/“Systems”/).first()).toBeVisible();
  await photograph(page, 'review-yaml-error', { isMenu: true });
});

test('the review of a picture and of files', async ({ page }) => {
  await signIn(page);
  await page.goto('/infra-ai/analyze?input=image');
  await page.locator('input[type=file]:not([capture])').setInputFiles(PICTURE);
  await startAnalysis(page, 'ticket-desk');
  const node = page.locator('.react-flow__node').first();
  await node.click();
  const again = () => node.click();
  await photograph(page, 'picture', { phoneHeight: 1400, again });

  await page.goto('/infra-ai/analyze?input=files');
  await page.locator('input[type=file][multiple]').setInputFiles(COMPOSE);
  await startAnalysis(page, 'shop');
  const showLines = async () => {
    await node.click();
    // Below the fields of the element.
    await page
      .locator('pre')
      .last()
      .evaluate(lines => lines.scrollIntoView({ block: 'nearest' }));
  };
  await showLines();
  await photograph(page, 'files', { height: 1200, again: showLines });
});
