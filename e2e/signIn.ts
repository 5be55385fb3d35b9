import { expect, type Page } from '@playwright/test';

/** Opens a page of the portal as a guest, and waits until the guest is in. */
export async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('link', { name: 'Infrastructure AI' }).first().waitFor();
}

/** Signs in as the trial's second person, who may not publish; the sign-in page has a button for the guest only. */
export async function signInAsViewer(page: Page): Promise<void> {
  await page.route('**/api/auth/guest/refresh*', route =>
    route.continue({
      url: route.request().url().replace('/guest/', '/viewer/'),
    }),
  );
  await signIn(page);
}

/** A token of one of the people of the trial, for requests beside the page. */
export async function tokenOf(
  page: Page,
  person: 'guest' | 'viewer',
): Promise<string> {
  const answer = await page.request.get(`/api/auth/${person}/refresh`);
  await expect(answer).toBeOK();
  const { backstageIdentity } = await answer.json();
  return backstageIdentity.token;
}
