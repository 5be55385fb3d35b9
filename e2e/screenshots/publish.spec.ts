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
  const publish = page.getByRole('button', { name: 'Publish', exact: true });
  const dialog = page.getByRole('dialog');
  const create = dialog.getByRole('button', { name: 'Create repository' });

  const name = named('ticket-office');
  await analyzeText(page, TICKETS, name);
  await publish.click();
  await expect(create).toBeEnabled();
  await photograph(page, 'publish');
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
    await photograph(page, 'publish-failed');
  } finally {
    await clearFaults(page);
  }
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(`Published to acme/${name}`)).toBeVisible();
  await expect(page.getByText(/in the catalog/i).first()).toBeVisible();
  await photograph(page, 'published');

  await analyzeText(page, TICKETS_LATER, name);
  await page.getByRole('tab', { name: 'Changes' }).click();
  await expect(
    page.getByRole('heading', { name: /will be/ }).first(),
  ).toBeVisible();
  await photograph(page, 'changes');
  await publish.click();
  await dialog.getByText('Open a pull request to it instead').click();
  await expect(dialog.getByText(/left in place/)).toBeVisible();
  await photograph(page, 'update', { height: 1300, phoneHeight: 1400 });
});
