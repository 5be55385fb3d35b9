import { expect, test } from '@playwright/test';
import { analyzeText } from '../analyze';
import { createRepository, openEntity } from '../repository';
import { signIn } from '../signIn';
import { named, photograph } from './camera';
import { CATALOG_INFO, COMPOSE, FLEET } from './material';

test('the pages of an entity', async ({ page }) => {
  await signIn(page);
  const name = named('orders');
  await createRepository(page, name, [
    ['compose.yaml', COMPOSE],
    ['catalog-info.yaml', CATALOG_INFO.replaceAll('orders', name)],
  ]);
  await openEntity(page, `/catalog/default/system/${name}`);
  await page.goto(`/catalog/default/system/${name}/infrastructure`);
  await expect(page.getByText('Not checked yet')).toBeVisible();
  await photograph(page, 'entity-unchecked');

  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('Differs from the repository')).toBeVisible();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await photograph(page, 'entity-drift', { height: 1300, phoneHeight: 1600 });
  await page.getByRole('button', { name: 'more' }).click();
  await expect(
    page.getByRole('menuitem', { name: 'Analyze infrastructure' }),
  ).toBeVisible();
  await photograph(page, 'entity-menu', { isMenu: true });
});

test('an entity that came out of an analysis', async ({ page }) => {
  await signIn(page);
  const name = named('fleet-telemetry');
  await analyzeText(page, FLEET, name);
  await page.getByRole('button', { name: 'Publish' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Create repository' })
    .click();
  await expect(page.getByText(`Published to acme/${name}`)).toBeVisible();
  await openEntity(page, `/catalog/default/system/${name}`);
  await page.goto(`/catalog/default/system/${name}/infrastructure`);
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeEnabled();
  await photograph(page, 'entity-provenance', {
    height: 1300,
    phoneHeight: 1600,
  });
  // A system has no confidence of its own.
  await page.goto(`/catalog/default/component/${name}-telemetry-service`);
  await expect(page.getByRole('meter').first()).toBeVisible();
  await expect(page.getByText('hasPart').first()).toBeVisible();
  await photograph(page, 'entity-card', { phoneHeight: 1600 });
});
