import { expect, test } from '@playwright/test';
import { analyzeText } from '../analyze';
import { addFault, clearFaults } from '../sandbox';
import { signIn } from '../signIn';
import { named, photograph } from './camera';
import { TICKETS, TICKETS_LATER } from './material';

test('a publication that fails, one that does not, and an update', async ({
  page,
}) => {
  await signIn(page);
  const publish = page.getByRole('button', { name: /^(Publish|Publicar)$/ });
  const dialog = page.getByRole('dialog');
  const create = dialog.getByRole('button', {
    name: /^(Create repository|Crear el repositorio)$/,
  });
  const open = async () => {
    await publish.click();
    await expect(create).toBeEnabled();
  };

  const name = named('ticket-office');
  await analyzeText(page, TICKETS, name);
  await open();
  await photograph(page, 'publish', { again: open });
  // Still open where the language did not change.
  await page.keyboard.press('Escape');
  await open();
  await addFault(page, {
    match: { method: 'POST', path: `/${name}(\\.git)?/git-receive-pack` },
    status: 403,
    times: 50,
  });
  try {
    await create.click();
    await expect(
      page.getByText(`Publishing to acme/${name} failed`),
    ).toBeVisible();
    // The log of the step is open, and names the files of the machine that it runs on.
    const close = () =>
      page
        .getByRole('list', { name: /^(Steps|Pasos)$/ })
        .getByRole('button', { expanded: true })
        .click();
    await close();
    await photograph(page, 'publish-failed', { again: close });
  } finally {
    await clearFaults(page);
  }
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(`Published to acme/${name}`)).toBeVisible();
  await expect(page.getByText(/in the catalog/i).first()).toBeVisible();
  await photograph(page, 'published');

  await analyzeText(page, TICKETS_LATER, name);
  const compare = async () => {
    await page.getByRole('tab', { name: /^(Changes|Cambios)$/ }).click();
    await expect(
      page.getByRole('tabpanel').getByRole('heading').first(),
    ).toBeVisible();
  };
  await compare();
  await photograph(page, 'review-changes', {
    height: 1300,
    phoneHeight: 1400,
    again: compare,
  });
  const update = async () => {
    await publish.click();
    // The form remembers the choice.
    await dialog.getByRole('checkbox').check({ force: true });
    await expect(
      dialog.getByText(/left in place|ya no se encuentra/).first(),
    ).toBeVisible();
  };
  await update();
  await photograph(page, 'update', {
    height: 1300,
    phoneHeight: 1400,
    again: update,
  });
});
