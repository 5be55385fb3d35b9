import { expect, test } from '@playwright/test';
import { seriousFindings } from './axe';
import { createRepository, openEntity } from './repository';
import { signIn } from './signIn';

/** What the catalog reads of the repository: one component, though the compose file has two services. */
const catalogInfo = (name: string) => `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: ${name}
spec:
  owner: guests
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}-web
spec:
  type: service
  lifecycle: production
  owner: guests
  system: ${name}
`;

const COMPOSE = `services:
  web:
    image: ghcr.io/acme/web:1
    depends_on:
      - orders-db
  orders-db:
    image: postgres:17
`;

test('from an entity to the pull request that corrects its repository', async ({
  page,
}) => {
  const name = `orders-${Date.now().toString(36)}`;
  await signIn(page);
  // The catalog file last: its push makes the entities.
  await createRepository(page, name, [
    ['compose.yaml', COMPOSE],
    ['catalog-info.yaml', catalogInfo(name)],
  ]);
  const entityPath = `/catalog/default/system/${name}`;
  const menu = page.getByRole('button', { name: 'more' });
  await openEntity(page, entityPath);

  await test.step('the tab says how it differs from its repository', async () => {
    await page.goto(`${entityPath}/infrastructure`);
    await expect(page.getByText('Not checked yet')).toBeVisible();
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(page.getByText('Differs from the repository')).toBeVisible();
    await expect(page.getByText(`${name}-orders-db`)).toBeVisible();
    await expect(page.getByText(/^compose\.yaml:\d+$/).first()).toBeVisible();
    await expect(
      page.getByRole('link', { name: 'Open a pull request' }),
    ).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
  });

  await test.step('the menu item leads to the review', async () => {
    await menu.click();
    await page
      .getByRole('menuitem', { name: 'Analyze infrastructure' })
      .click();
    await expect(page).toHaveURL(/\/infra-ai\/analyses\//);
    await expect(
      page.locator('.react-flow__node', { hasText: 'orders-db' }),
    ).toBeVisible();
  });

  await test.step('publishing is a pull request to the repository', async () => {
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByRole('textbox', { name: /Repository name/ }),
    ).toHaveValue(name);
    await dialog.getByRole('button', { name: 'Open pull request' }).click();
    const link = page.getByRole('link', { name: 'Open the pull request' });
    const href = await link.getAttribute('href');
    expect(href).toContain(`/acme/${name}/pull/`);
    await expect(await page.request.get(href!)).toBeOK();
  });
});
