import { expect, test } from '@playwright/test';
import { analyzeText } from './analyze';
import { signIn } from './signIn';

test('what the catalog has is pointed at, and the published relation leads to it', async ({
  page,
}) => {
  const name = `kiosk-${Date.now().toString(36)}`;
  await signIn(page);
  await analyzeText(
    page,
    'The kiosk is a React web app. It calls the payments service.',
    name,
  );
  await page.locator('.react-flow__node', { hasText: 'Payments' }).click();
  const details = page.getByRole('complementary', { name: 'Details' });
  // Offered, and not chosen for anybody.
  await expect(
    details.getByRole('radio', { name: 'Create a new entity' }),
  ).toBeChecked();
  await details.getByText(/^Point at component:default\/payments /).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Publish' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Create repository' })
    .click();
  await expect(page.getByText(`Published to acme/${name}`)).toBeVisible({
    timeout: 60_000,
  });
  await page.goto(`/catalog/default/component/${name}-kiosk`);
  await expect(
    page.locator('a[href$="/catalog/default/component/payments"]').first(),
  ).toBeVisible();
});
