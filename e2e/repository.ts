import { expect, type Page } from '@playwright/test';
import { sandboxUrl } from './sandbox';

/** Has the local GitHub make a repository of acme with these files, pushed one after the other. */
export async function createRepository(
  page: Page,
  name: string,
  files: Array<[path: string, content: string]>,
): Promise<void> {
  const api = `${await sandboxUrl(page)}/api/v3`;
  const headers = { authorization: 'Bearer sandbox' };
  await expect(
    await page.request.post(`${api}/orgs/acme/repos`, {
      headers,
      data: { name, auto_init: true },
    }),
  ).toBeOK();
  for (const [path, content] of files) {
    await expect(
      await page.request.put(`${api}/repos/acme/${name}/contents/${path}`, {
        headers,
        data: {
          message: `Add ${path}`,
          content: Buffer.from(content).toString('base64'),
        },
      }),
    ).toBeOK();
  }
}

/** Opens the page of an entity whose repository was pushed just now: the catalog has it within seconds. */
export async function openEntity(page: Page, path: string): Promise<void> {
  const menu = page.getByRole('button', { name: 'more' });
  await expect(async () => {
    await page.goto(path);
    await expect(menu.or(page.getByText(/not found/i)).first()).toBeVisible();
    expect(await menu.isVisible()).toBe(true);
  }).toPass();
}
