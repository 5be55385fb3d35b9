import { expect, test } from '@playwright/test';
import { startAnalysis } from './analyze';
import { signIn } from './signIn';

const DESCRIPTION =
  'The ticket office is a React web app. It calls the Booking API, which stores bookings in PostgreSQL.';

test('from a description to entities in the catalog', async ({ page }) => {
  const name = `tickets-${Date.now().toString(36)}`;

  await test.step('sign in as guest and find the page', async () => {
    await signIn(page);
    await page.getByRole('link', { name: 'Infrastructure AI' }).first().click();
    await expect(
      page.getByRole('heading', { name: 'Describe your infrastructure' }),
    ).toBeVisible();
  });

  await test.step('a sample fills the form', async () => {
    await page.getByRole('button', { name: /Connected vans/ }).click();
    await expect(
      page.getByRole('textbox', { name: /Description/ }),
    ).toHaveValue(/delivery vans/);
  });

  await test.step('a refused input stays in the form', async () => {
    const field = page.getByRole('textbox', { name: /Description/ });
    await field.fill('Hello there, how are you today?');
    await page.getByRole('button', { name: 'Analyze', exact: true }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await page.goto('/infra-ai');
    await expect(field).toHaveValue('Hello there, how are you today?');
  });

  await test.step('analyze a description of their own', async () => {
    await page.getByRole('textbox', { name: /Description/ }).fill(DESCRIPTION);
    await startAnalysis(page, name);
  });

  await test.step('see the result as a graph and as YAML', async () => {
    await expect(
      page.locator('.react-flow__node', { hasText: 'Booking API' }),
    ).toBeVisible();
    await expect(page.locator('.react-flow__edge').first()).toBeAttached();
    await page.getByRole('tab', { name: 'YAML' }).click();
    await expect(page.getByText(`${name}-booking-api`).first()).toBeVisible();
  });

  await test.step('publish', async () => {
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/acme/).first()).toBeVisible();
    await expect(
      dialog.getByRole('textbox', { name: /Repository name/ }),
    ).toHaveValue(name);
    await dialog.getByText('Anyone can see it').click();
    await dialog.getByRole('button', { name: 'Create repository' }).click();
  });

  const repository = page.getByRole('link', { name: 'Open the repository' });
  await test.step('follow the steps to a result that links to the repository', async () => {
    await expect(repository).toBeVisible({ timeout: 60_000 });
    const href = await repository.getAttribute('href');
    const answer = await page.request.get(href!);
    expect(answer.status()).toBe(200);
    expect(await answer.text()).toContain('catalog-info.yaml');
  });

  await test.step('the entity page shows the relations', async () => {
    await page
      .getByRole('link', { name: /Booking API/ })
      .first()
      .click();
    await expect(page).toHaveURL(
      new RegExp(`/catalog/default/component/${name}-booking-api`),
    );
    await expect(page.getByText('PostgreSQL').first()).toBeVisible();
    await expect(
      page.getByRole('link', { name: new RegExp(name) }).first(),
    ).toBeVisible();
  });
});
