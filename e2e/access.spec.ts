import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { analyzeText } from './analyze';
import { signIn } from './signIn';

const CASES = join(__dirname, '../packages/analysis/cases/material');
const DESCRIPTION =
  'The box office is a React web app. It calls the Seating API, which stores seats in PostgreSQL and caches prices in Redis.';

/**
 * What axe finds serious or worse in what is ours, as `rule: places`. Left out are the portal's side bar, the page
 * header's tabs (links of Backstage that name a tab panel there is none of), the colors and the scroll box of Backstage's
 * code snippet, and React Aria's announcer.
 */
async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('nav')
    .exclude('a[role=tab][href]')
    .exclude('pre')
    .exclude('[data-live-announcer]')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    );
}

/** The settings page writes the same keys. */
async function preferring(page: Page, settings: Record<string, string>) {
  await page.addInitScript(values => {
    for (const [key, value] of Object.entries(values)) {
      localStorage.setItem(key, value);
    }
  }, settings);
}

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing serious in the ${theme} theme`, async ({ page }) => {
    await preferring(page, { theme });
    await signIn(page);
    const review = await analyzeText(
      page,
      DESCRIPTION,
      `axe-${Date.now().toString(36)}`,
    );
    for (const view of ['Graph', 'Table', 'YAML']) {
      await page.getByRole('tab', { name: view }).click();
      await expect(page.getByRole('tabpanel', { name: view })).toBeVisible();
      expect(await seriousFindings(page), `${review} ${view}`).toEqual([]);
    }
    for (const path of [
      '/infra-ai/analyze',
      '/infra-ai/analyze?input=image',
      '/infra-ai/analyses',
    ]) {
      await page.goto(path);
      await expect(
        page.getByRole('heading', { level: 1 }).last(),
      ).toBeVisible();
      await page.waitForLoadState('networkidle');
      expect(await seriousFindings(page), path).toEqual([]);
    }
  });
}

test('nothing is wider than a small phone', async ({ page }) => {
  await signIn(page);
  await page.setViewportSize({ width: 360, height: 740 });
  const review = await analyzeText(
    page,
    DESCRIPTION,
    `narrow-${Date.now().toString(36)}`,
  );
  for (const path of [
    review,
    '/infra-ai/analyze',
    '/infra-ai/analyze?input=image',
    '/infra-ai/analyses',
  ]) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    const { scrollWidth, clientWidth } = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      clientWidth: document.documentElement.clientWidth,
    }));
    expect(scrollWidth, path).toBeLessThanOrEqual(clientWidth);
  }
});

test('in Spanish', async ({ page }) => {
  await preferring(page, { language: 'es' });
  await page.goto('/');
  await page.getByRole('button', { name: /Enter|Entrar/ }).click();
  await page.getByRole('link', { name: 'Infrastructure AI' }).first().click();
  await page
    .getByRole('textbox', { name: /Descripción/ })
    .fill(
      'La taquilla es una aplicación web en React. Llama a la API de reservas, que guarda las reservas en PostgreSQL.',
    );
  await page.getByRole('button', { name: 'Analizar', exact: true }).click();
  await expect(page.getByRole('tab', { name: 'Tabla' })).toBeVisible();
  await page.getByRole('tab', { name: 'Tabla' }).click();
  await expect(page.getByText('PostgreSQL').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Historial' }).click();
  await expect(page.getByRole('searchbox', { name: /Buscar/ })).toBeVisible();
});

test('by keyboard alone: describe, analyze, look at an element, open the publish dialog', async ({
  page,
}) => {
  await signIn(page, '/infra-ai/analyze');
  await page.goto('/infra-ai/analyze?input=text');
  const field = page.getByRole('textbox', { name: /Description/ });
  await field.focus();
  await page.keyboard.type(DESCRIPTION);
  await tabTo(page, 'button', 'Analyze');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Graph' })).toBeVisible();
  await tabTo(page, 'tab', 'Graph');
  // Into the graph: its nodes take the focus one after the other.
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press('Tab');
    if (await page.locator('.react-flow__node:focus').count()) {
      break;
    }
  }
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(
    details.getByRole('button', { name: 'Close the details' }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Publish' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a structured picture in the dark', async ({ page }) => {
  await preferring(page, { theme: 'dark' });
  await signIn(page);
  await page.goto('/infra-ai/analyze?input=image');
  await page
    .locator('input[type=file]:not([capture])')
    .setInputFiles(join(CASES, 'picture-drawio-kiosk.drawio.png'));
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await expect(
    page.getByText('Read from the embedded source (draw.io)'),
  ).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page: Page, role: 'button' | 'tab', name: string) {
  const control = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 40; presses++) {
    if (await control.evaluate(node => node === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  await expect(control).toBeFocused();
}
