import type { Page } from '@playwright/test';

/** Opens a page of the portal as a guest, and waits until the guest is in. */
export async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('link', { name: 'Infrastructure AI' }).first().waitFor();
}
