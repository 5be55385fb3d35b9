import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startAnalysis } from './analyze';
import { signIn } from './signIn';

const CASES = join(__dirname, '../packages/analysis/cases/material');

test('files are read, corrected, undone, and stay corrected', async ({
  page,
}) => {
  const name = `files-${Date.now().toString(36)}`;
  await signIn(page);

  await test.step('choose a file', async () => {
    await page.goto('/infra-ai/analyze?input=files');
    await page
      .locator('input[type=file][multiple]')
      .setInputFiles(join(CASES, 'compose-shop.yaml'));
    await expect(page.getByText('compose-shop.yaml')).toBeVisible();
    await startAnalysis(page, name);
  });

  const details = page.getByRole('complementary', { name: 'Details' });
  const bar = page.getByRole('toolbar', { name: 'Editing' });
  await test.step('rename an element', async () => {
    await page.locator('.react-flow__node').first().click();
    const field = details.getByRole('textbox', { name: 'Title' });
    await field.fill('Renamed here');
    await field.press('Enter');
    await expect(
      page.locator('.react-flow__node', { hasText: 'Renamed here' }),
    ).toBeVisible();
    await expect(bar.getByText('Saved', { exact: true })).toBeVisible();
  });

  await test.step('undo and redo', async () => {
    await bar.getByRole('button', { name: 'Undo' }).click();
    await expect(
      page.locator('.react-flow__node', { hasText: 'Renamed here' }),
    ).toBeHidden();
    await bar.getByRole('button', { name: 'Redo' }).click();
    await expect(bar.getByText('Saved', { exact: true })).toBeVisible();
  });

  await test.step('it is there after a reload, and in the YAML', async () => {
    await page.reload();
    await expect(
      page.locator('.react-flow__node', { hasText: 'Renamed here' }),
    ).toBeVisible();
  });

  await test.step('an owner of the catalog is chosen', async () => {
    const owner = details.getByRole('combobox', { name: 'Owner' });
    await owner.fill('gue');
    await page.getByRole('option', { name: /guest/ }).first().click();
    await expect(owner).toHaveValue(/guest/);
    await expect(bar.getByText('Saved', { exact: true })).toBeVisible();
  });

  await test.step('the YAML is edited as text, in one step', async () => {
    await page.getByRole('tab', { name: 'YAML' }).click();
    const editor = page.getByRole('textbox', { name: /catalog-info.yaml/ });
    const apply = page.getByRole('button', { name: 'Apply' });
    await editor.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.type('s');
    await expect(
      page.getByText(/“Systems” does not go here/).first(),
    ).toBeVisible();
    await expect(apply).toBeDisabled();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.type('\ndescription: Written in the YAML');
    await apply.click();
    await expect(bar.getByText('Saved', { exact: true })).toBeVisible();
    await page.getByRole('tab', { name: 'Graph' }).click();
    await expect(
      details.getByRole('textbox', { name: 'Description' }),
    ).toHaveValue('Written in the YAML');
  });

  await test.step('what changes in the catalog is shown', async () => {
    await page.getByRole('tab', { name: 'Changes' }).click();
    await expect(
      page.getByRole('heading', { name: /will be added/ }),
    ).toBeVisible();
  });

  await test.step('health says how the platform is', async () => {
    await page.goto('/infra-ai/health');
    await expect(page.getByText('Everything works.')).toBeVisible();
  });
});
