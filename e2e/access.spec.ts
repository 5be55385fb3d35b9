import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { analyzeText } from './analyze';
import { seriousFindings } from './axe';
import { signIn } from './signIn';

const CASES = join(__dirname, '../packages/analysis/cases/material');
const DESCRIPTION =
  'The box office is a React web app. It calls the Seating API, which stores seats in PostgreSQL and caches prices in Redis.';

const PAGES = [
  '/infra-ai/analyze',
  '/infra-ai/analyze?input=image',
  '/infra-ai/analyses',
  '/infra-ai/health',
];
/** Its header, which is not ours, is too wide for a small phone. */
const WIZARD = '/create/templates/default/infra-ai-wizard';

/** Enough to see every part of that page. */
function compareWithItself(review: string): string {
  const id = review.split('/').at(-1);
  return `/infra-ai/analyses/compare?a=${id}&b=${id}`;
}

/** The settings page writes the same keys. */
async function preferring(page: Page, settings: Record<string, string>) {
  await page.addInitScript(values => {
    for (const [key, value] of Object.entries(values)) {
      localStorage.setItem(key, value);
    }
  }, settings);
}

/** Signs in and has a review made. Returns its address. */
async function reviewIn(page: Page, theme: string, name: string) {
  await preferring(page, { theme });
  await signIn(page);
  return await analyzeText(
    page,
    DESCRIPTION,
    `${name}-${Date.now().toString(36)}`,
  );
}

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing serious in a review, ${theme} theme`, async ({
    page,
  }) => {
    const review = await reviewIn(page, theme, 'axe');
    for (const view of ['Graph', 'Table', 'Changes', 'YAML']) {
      await page.getByRole('tab', { name: view }).click();
      await expect(page.getByRole('tabpanel', { name: view })).toBeVisible();
      expect(await seriousFindings(page), `${review} ${view}`).toEqual([]);
    }
    await page.getByRole('textbox', { name: /catalog-info.yaml/ }).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('[');
    await expect(
      page.getByRole('button', { name: /^Line/ }).first(),
    ).toBeVisible();
    expect(await seriousFindings(page), 'a mistake in the YAML').toEqual([]);
  });

  test(`axe finds nothing serious on the other pages, ${theme} theme`, async ({
    page,
  }) => {
    const review = await reviewIn(page, theme, 'axe-pages');
    for (const path of [...PAGES, WIZARD]) {
      await page.goto(path);
      await expect(
        page.getByRole('heading', { level: 1 }).last(),
      ).toBeVisible();
      await page.waitForLoadState('networkidle');
      expect(await seriousFindings(page), path).toEqual([]);
    }
    await page.goto(compareWithItself(review));
    await page.getByRole('switch').click({ force: true });
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    expect(await seriousFindings(page), 'two analyses compared').toEqual([]);
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
  for (const path of [review, ...PAGES, compareWithItself(review)]) {
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

test('by keyboard alone: out of the YAML, and through the history to a comparison', async ({
  page,
}) => {
  await signIn(page);
  const name = `keys-${Date.now().toString(36)}`;
  await analyzeText(page, DESCRIPTION, name);
  await page.getByRole('tab', { name: 'YAML' }).click();
  const editor = page.getByRole('textbox', { name: /catalog-info.yaml/ });
  await editor.focus();
  await expect(editor).toHaveAccessibleDescription(/Tab leaves the text/);
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();

  await page.goto(`/infra-ai/analyses?search=${name}`);
  const first = page.getByRole('link', { name });
  await expect(first).toBeVisible();
  // In the table the arrows lead from cell to cell.
  await page.getByRole('columnheader', { name: 'Name' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(first).toBeFocused();
  const menu = page.getByRole('button', { name: `Actions for ${name}` });
  await expect(async () => {
    await page.keyboard.press('ArrowRight');
    expect(await menu.evaluate(isFocused)).toBe(true);
  }).toPass({ intervals: [0] });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Open' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: `${name} (copy)`, exact: true }),
  ).toBeVisible();

  await page.goto(`/infra-ai/analyses?search=${name}`);
  await expect(page.getByRole('link', { name }).nth(1)).toBeVisible();
  await page.getByRole('columnheader', { name: 'Name' }).focus();
  for (const key of ['ArrowDown', 'ArrowLeft', 'Space', 'ArrowDown', 'Space']) {
    await page.keyboard.press(key);
  }
  await page.getByRole('link', { name: 'Compare' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Before' })).toContainText(
    name,
  );
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
    if (await control.evaluate(isFocused)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  await expect(control).toBeFocused();
}

function isFocused(node: Element): boolean {
  return node === document.activeElement;
}
