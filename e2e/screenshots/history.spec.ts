import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { analyzeText, startAnalysis } from '../analyze';
import { signIn } from '../signIn';
import { photograph } from './camera';
import { ANALYSES, FLEET, TICKETS, TICKETS_LATER } from './material';

const PICTURE = join(
  __dirname,
  '../../plugins/infra-ai/src/components/analyze/samples/shipments.svg',
);

test('the history, and two analyses compared', async ({ page }) => {
  await signIn(page);
  const before = await analyzeText(page, TICKETS, 'box-office');
  await analyzeText(page, FLEET, 'fleet');
  await page.goto('/infra-ai/analyze?input=image');
  await page.locator('input[type=file]:not([capture])').setInputFiles(PICTURE);
  await startAnalysis(page, 'shipments');
  const after = await analyzeText(page, TICKETS_LATER, 'box-office-next');
  const [a, b] = [before, after].map(path => path.split('/').at(-1));

  await page.goto('/infra-ai/analyses');
  await expect(
    page.getByRole('link', { name: 'shipments' }).first(),
  ).toBeVisible();
  await photograph(page, 'history');
  for (const name of ['box-office', 'box-office-next']) {
    await page
      .getByRole('checkbox', { name: `Choose ${name} to compare` })
      // Pictures in another theme may have been taken before.
      .first()
      .check({ force: true });
  }
  const remove = page.getByRole('menuitem', { name: /^(Delete|Eliminar)$/ });
  // The menu is a dialog too, and still closing.
  const confirm = page.getByRole('dialog', { name: /^(Delete|¿Eliminar)/ });
  const openMenu = async () => {
    await page
      .getByRole('button', { name: /^(Actions for|Acciones para) fleet$/ })
      .first()
      .click();
    await expect(remove).toBeVisible();
  };
  await openMenu();
  await photograph(page, 'history-menu', { isMenu: true });
  await remove.click();
  await expect(confirm).toBeVisible();
  await photograph(page, 'history-delete', {
    again: async () => {
      await openMenu();
      await remove.click();
      await expect(confirm).toBeVisible();
    },
  });

  await page.goto('/infra-ai/analyses?search=mainframe&input=image');
  await expect(page.getByRole('searchbox')).toHaveValue('mainframe');
  await photograph(page, 'history-nothing-matches');

  await page.goto(`/infra-ai/analyses/compare?a=${a}&b=${b}`);
  await expect(page.getByRole('row', { name: /Redis/ }).first()).toBeVisible();
  await photograph(page, 'compare', { height: 1100, phoneHeight: 1400 });
  await page.goto('/infra-ai/analyses/compare');
  await expect(page.getByRole('heading', { level: 1 }).last()).toBeVisible();
  await photograph(page, 'compare-none');
  await page.goto(`/infra-ai/analyses/compare?a=${a}&b=${crypto.randomUUID()}`);
  await expect(page.getByRole('alert').first()).toBeVisible();
  await photograph(page, 'compare-error');
});

test('the history while it is loaded, and when it is not', async ({ page }) => {
  await signIn(page);
  await page.route(ANALYSES, () => {});
  await page.goto('/infra-ai/analyses');
  await expect(page.getByRole('searchbox')).toBeVisible();
  await photograph(page, 'history-loading', { isLoading: true });
  await page.unroute(ANALYSES);

  await page.route(ANALYSES, route =>
    route.fulfill({
      status: 500,
      json: {
        error: { name: 'Error', message: 'The database does not answer' },
        response: { statusCode: 500 },
      },
    }),
  );
  await page.goto('/infra-ai/analyses');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await photograph(page, 'history-error');
});
