import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startAnalysis } from './analyze';
import { signIn } from './signIn';

const CASES = join(__dirname, '../packages/analysis/cases/material');

/** Analyzes a picture under a name and waits for the result. */
async function analyzePicture(page: Page, file: string, name: string) {
  await page.goto('/infra-ai/analyze?input=image');
  await page
    .locator('input[type=file]:not([capture])')
    .setInputFiles(join(CASES, file));
  await expect(page.getByText(file).first()).toBeVisible();
  await startAnalysis(page, name);
}

test('from a picture to the catalog, and from the next one to a pull request', async ({
  page,
}) => {
  const name = `kiosk-${Date.now().toString(36)}`;
  await signIn(page);

  await test.step('a file that is no picture is refused and stays', async () => {
    await page.goto('/infra-ai/analyze?input=image');
    await page.locator('input[type=file]:not([capture])').setInputFiles({
      name: 'diagram.png',
      mimeType: 'image/png',
      buffer: Buffer.from('not a picture'),
    });
    await page.getByRole('button', { name: 'Analyze', exact: true }).click();
    await expect(page.getByRole('alert').first()).toContainText(
      'not read as a picture',
    );
    await expect(page.getByText('diagram.png').first()).toBeVisible();
  });

  await test.step('a draw.io picture is read from its source', async () => {
    await analyzePicture(page, 'picture-drawio-kiosk.drawio.png', name);
    await expect(
      page.getByText('Read from the embedded source (draw.io)'),
    ).toBeVisible();
  });

  await test.step('places and nodes point at each other', async () => {
    const places = page.getByRole('group', {
      name: 'What was found in the picture',
    });
    const place = places.getByRole('button').first();
    const label = (await place.getAttribute('aria-label'))!;
    await place.click();
    await expect(
      page.getByRole('complementary', { name: 'Details' }),
    ).toContainText(label.split(',')[0].replace(/^\S+ /, ''));
    await page.keyboard.press('Escape');
  });

  await test.step('publish it', async () => {
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText(new RegExp(`${name} will be created`)),
    ).toBeVisible();
    await dialog.getByRole('button', { name: 'Create repository' }).click();
    await expect(
      page.getByRole('link', { name: 'Open the repository' }),
    ).toBeVisible({ timeout: 60_000 });
  });

  await test.step('the next picture of the system becomes a pull request', async () => {
    await analyzePicture(page, 'picture-drawio-depot.drawio.svg', name);
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Open a pull request to it instead').click();
    await expect(
      dialog.getByText('The repository exists: a pull request will be opened'),
    ).toBeVisible();
    await expect(dialog.getByText(/\d+ added/)).toBeVisible();
    await expect(
      dialog.getByText(/no longer found, left in place/),
    ).toBeVisible();
    await dialog.getByRole('button', { name: 'Open pull request' }).click();
  });

  const link = page.getByRole('link', { name: 'Open the pull request' });
  await test.step('merge it at GitHub', async () => {
    await expect(link).toBeVisible({ timeout: 60_000 });
    const github = await page.context().newPage();
    await github.goto((await link.getAttribute('href'))!);
    await expect(github.getByText('catalog-info.yaml').first()).toBeVisible();
    await github.getByRole('button', { name: /Merge/ }).click();
    await github.close();
  });

  await test.step('the page and the catalog follow', async () => {
    await expect(
      page.getByText(new RegExp(`was merged into .*${name}`)),
    ).toBeVisible({ timeout: 30_000 });
    const entity = page
      .getByRole('link', { name: /component|resource|Component|Resource/ })
      .or(page.locator('a[href*="/catalog/default/"]'))
      .last();
    await entity.click();
    await expect(page).toHaveURL(/\/catalog\/default\//);
    await expect(page.getByText(name).first()).toBeVisible();
  });
});
