import { expect, test } from '@playwright/test';
import { analyzeText } from '../analyze';
import { signInAsViewer } from '../signIn';
import { photograph } from './camera';
import { FLEET } from './material';

test('a person who may not publish', async ({ page }) => {
  await signInAsViewer(page);
  await analyzeText(page, FLEET, 'fleet-of-a-viewer');
  await expect(
    page.getByText(/needs the permission infra-ai.publish/).first(),
  ).toBeVisible();
  await photograph(page, 'denied');
});
