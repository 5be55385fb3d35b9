import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { analyzeText, startAnalysis } from './analyze';
import { signIn } from './signIn';

const CASES = join(__dirname, '../packages/analysis/cases/material');

test('analyses are found, opened, compared, copied and deleted', async ({
  page,
}) => {
  const mark = `h${Date.now().toString(36)}`;
  const [small, large, drawn] = ['small', 'large', 'drawn'].map(
    name => `${mark}-${name}`,
  );
  await signIn(page);
  await analyzeText(page, 'The kiosk is a React web app.', small);
  await analyzeText(
    page,
    'The kiosk is a Vue web app. It stores orders in PostgreSQL.',
    large,
  );
  await page.goto('/infra-ai/analyze?input=image');
  await page
    .locator('input[type=file]:not([capture])')
    .setInputFiles(join(CASES, 'picture-drawio-kiosk.drawio.png'));
  await startAnalysis(page, drawn);

  const table = page.getByRole('grid');
  const search = page.getByRole('searchbox', { name: 'Search' });
  await test.step('search and filter, in the address', async () => {
    await page.getByRole('tab', { name: 'History' }).click();
    await search.fill(mark);
    await expect(table.getByRole('rowheader')).toHaveCount(3);
    // Typing goes on where it was.
    await expect(search).toBeFocused();
    await expect(table.getByRole('img', { name: 'Picture' })).toHaveJSProperty(
      'complete',
      true,
    );
    await page.getByRole('button', { name: /All kinds of input/ }).click();
    await page.getByRole('option', { name: 'Description' }).click();
    await expect(table.getByRole('rowheader')).toHaveCount(2);
    await page.getByRole('columnheader', { name: 'Name' }).click();
    await expect(table.getByRole('rowheader').first()).toContainText(large);
    expect(new URL(page.url()).search).toBe(
      `?search=${mark}&input=text&sort=name&order=asc`,
    );
  });

  await test.step('open one and come back to the same place', async () => {
    await table.getByRole('link', { name: small }).click();
    await expect(
      page.getByRole('heading', { name: small, exact: true }),
    ).toBeVisible();
    await page.goBack();
    await expect(table.getByRole('rowheader')).toHaveCount(2);
    await table.getByRole('link', { name: small }).click();
    await page.getByRole('link', { name: '← History' }).click();
    await expect(search).toHaveValue(mark);
    await expect(table.getByRole('rowheader')).toHaveCount(2);
  });

  await test.step('compare two', async () => {
    for (const name of [large, small]) {
      await page
        .getByRole('checkbox', { name: `Choose ${name} to compare` })
        .check({ force: true });
    }
    await page.getByRole('link', { name: 'Compare' }).click();
    await expect(page.getByRole('region', { name: 'Before' })).toContainText(
      small,
    );
    await expect(
      page.getByRole('row', { name: /PostgreSQL/ }).first(),
    ).toContainText('Added');
    await page.getByRole('button', { name: 'Swap' }).click();
    await expect(
      page.getByRole('row', { name: /PostgreSQL/ }).first(),
    ).toContainText('Removed');
    await page.getByRole('link', { name: '← History' }).click();
    await page.getByRole('button', { name: 'Choose none' }).click();
  });

  await test.step('duplicate and delete', async () => {
    await page.getByRole('button', { name: `Actions for ${small}` }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect(
      page.getByRole('heading', { name: `${small} (copy)`, exact: true }),
    ).toBeVisible();
    await page.getByRole('link', { name: '← History' }).click();
    await expect(table.getByRole('rowheader')).toHaveCount(3);
    await page
      .getByRole('button', { name: `Actions for ${small} (copy)` })
      .click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Delete' })
      .click();
    await expect(table.getByRole('rowheader')).toHaveCount(2);
  });
});
