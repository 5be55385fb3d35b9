import { expect, test } from '@playwright/test';
import { analyzeText, startAnalysis } from './analyze';
import { addFault, clearFaults, sandboxUrl } from './sandbox';
import { signIn, signInAsViewer, tokenOf } from './signIn';

const KIOSK =
  'The kiosk is a React web app. It calls the Payments API and stores receipts in PostgreSQL.';

function unique(name: string): string {
  return `${name}-${Date.now().toString(36)}`;
}

test('a failed publication leaves nothing, says so, and succeeds on a retry', async ({
  page,
}) => {
  const name = unique('retry');
  await signIn(page);
  await analyzeText(page, KIOSK, name);
  // GitHub makes the repository and then takes no push.
  await addFault(page, {
    match: { method: 'POST', path: `/${name}(\\.git)?/git-receive-pack` },
    status: 403,
    times: 50,
  });
  try {
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(`acme/${name} is free.`)).toBeVisible();
    await dialog.getByRole('button', { name: 'Create repository' }).click();
    await expect(
      page.getByText(`Publishing to acme/${name} failed`),
    ).toBeVisible();
    await expect(
      page.getByText(`nothing is left of acme/${name}`),
    ).toBeVisible();
  } finally {
    await clearFaults(page);
  }
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(`Published to acme/${name}`)).toBeVisible();
  await expect(page.getByText('Earlier publications')).toBeVisible();
  await page.getByRole('link', { name: 'Graph in the catalog' }).click();
  await expect(page).toHaveURL(/\/catalog-graph\?/);
  await expect(page.getByTestId('node').first()).toBeVisible();
});

test('a repository is analyzed by its address and gets a pull request', async ({
  page,
}) => {
  const name = unique('storefront');
  await signIn(page);
  await page.goto('/infra-ai/analyze?input=files');
  await page
    .getByRole('textbox', { name: /repository/i })
    .fill(`${await sandboxUrl(page)}/acme/storefront`);
  await startAnalysis(page, name);
  await expect(
    page.locator('.react-flow__node', { hasText: 'orders-db' }),
  ).toBeVisible();

  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: /Repository name/ })
    .fill('storefront');
  await dialog.getByText('Open a pull request to it instead').click();
  await expect(dialog.getByText('catalog-info.yaml').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Open pull request' }).click();
  const link = page.getByRole('link', { name: 'Open the pull request' });
  const href = await link.getAttribute('href');
  await expect(await page.request.get(href!)).toBeOK();
});

test('who may not publish is told so, and may do the rest', async ({
  page,
}) => {
  await signInAsViewer(page);
  const review = await analyzeText(page, KIOSK, unique('reader'));
  await expect(page.getByRole('button', { name: 'Publish' })).toBeDisabled();
  await expect(
    page.getByText(/Publishing needs the permission infra-ai.publish/),
  ).toBeVisible();
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Table' })).toBeVisible();

  // Nor by way of the API.
  const refused = await page.request.post(
    `/api/infra-ai/analyses/${review.split('/').at(-1)}/publish`,
    {
      headers: { authorization: `Bearer ${await tokenOf(page, 'viewer')}` },
      data: { owner: 'acme', repo: unique('reader') },
    },
  );
  expect(refused.status()).toBe(403);
});

test('in Spanish and in the dark: the publish dialog', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('language', 'es');
    localStorage.setItem('theme', 'dark');
  });
  const name = unique('quiosco');
  await page.goto('/infra-ai/analyze?input=text');
  await page.getByRole('button', { name: /Enter|Entrar/ }).click();
  await page
    .getByRole('textbox', { name: /Descripción/ })
    .fill(
      'El quiosco es una aplicación web en React. Guarda recibos en PostgreSQL.',
    );
  await page.getByRole('button', { name: 'Analizar', exact: true }).click();
  await page.getByRole('button', { name: 'Publicar' }).click();
  const dialog = page.getByRole('dialog');
  const field = dialog.getByRole('textbox', { name: /Nombre del repositorio/ });
  await field.fill('payments');
  await expect(dialog.getByText('acme/payments ya está en uso.')).toBeVisible();
  await field.fill(name);
  await expect(dialog.getByText(`acme/${name} está libre.`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Crear el repositorio' }).click();
  await expect(page.getByText(`Publicado en acme/${name}`)).toBeVisible();
});
