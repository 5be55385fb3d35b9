import { expect, test } from '@playwright/test';
import { sandboxUrl } from './sandbox';
import { signIn } from './signIn';

test('from the wizard to a repository: describe, correct, publish', async ({
  page,
}) => {
  const name = `wizard-${Date.now().toString(36)}`;
  await signIn(page);
  await page.goto('/create/templates/default/infra-ai-wizard');

  await test.step('the wizard waits for an analysis', async () => {
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(
      page.getByText('Analyze a description, a picture or files first.', {
        exact: true,
      }),
    ).toBeVisible();
  });

  await test.step('describe and analyze', async () => {
    await page
      .getByRole('textbox', { name: /Description/ })
      .fill(
        'The ticket office is a React web app. It calls the Booking API, which stores bookings in PostgreSQL.',
      );
    await page.getByRole('button', { name: 'Analyze', exact: true }).click();
    await expect(page.getByText(/Found in/)).toBeVisible();
  });

  await test.step('correct what was found', async () => {
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.getByRole('button', { name: 'Edit the table' }).click();
    const type = page.getByRole('textbox', { name: /Type of PostgreSQL/ });
    await type.fill('bookkeeping');
    await type.press('Enter');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
  });

  await test.step('choose the repository', async () => {
    await page.getByRole('textbox', { name: 'Owner' }).fill('acme');
    const repository = page.getByRole('textbox', { name: 'Repository' });
    await repository.fill(name);
    // Backstage's field takes what was typed when it is left.
    await repository.press('Tab');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
  });

  await test.step('it is on GitHub, with the correction', async () => {
    await expect(
      page.getByRole('link', { name: 'Open the repository' }).last(),
    ).toBeVisible({ timeout: 30_000 });
    const file = await page.request.get(
      `${await sandboxUrl(page)}/acme/${name}/raw/main/catalog-info.yaml`,
    );
    await expect(file).toBeOK();
    expect(await file.text()).toContain('type: bookkeeping');
  });
});
