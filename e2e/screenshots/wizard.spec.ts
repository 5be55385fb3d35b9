import { expect, test } from '@playwright/test';
import { signIn } from '../signIn';
import { photograph } from './camera';
import { TICKETS } from './material';

test('the wizard', async ({ page }) => {
  await signIn(page);
  await page.goto('/create/templates/default/infra-ai-wizard');
  const field = page.getByRole('textbox', { name: 'Description' });
  await expect(field).toBeVisible();
  await page.getByRole('button', { name: /^(Next|Review)$/ }).click();
  await photograph(page, 'wizard', { phoneHeight: 1200 });
  await page.reload();
  await field.fill(TICKETS);
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await photograph(page, 'wizard-result', { height: 1300, phoneHeight: 1600 });
});
