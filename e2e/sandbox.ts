import { expect, type Page } from '@playwright/test';

/** Address of the local GitHub that the platform under test runs against: `infra-ai start` gives it the third port. */
export function sandboxUrl(page: Page): string {
  const { port } = new URL(page.url());
  return `http://localhost:${Number(port) + 2}`;
}

/** Requests that the local GitHub is to refuse, see its README. */
interface Fault {
  match: { method: string; path: string };
  status: number;
  times: number;
}

/** Has the local GitHub refuse requests until {@link clearFaults}. */
export async function addFault(page: Page, fault: Fault): Promise<void> {
  const url = `${sandboxUrl(page)}/_sandbox/faults`;
  await expect(await page.request.post(url, { data: fault })).toBeOK();
}

export async function clearFaults(page: Page): Promise<void> {
  const url = `${sandboxUrl(page)}/_sandbox/faults`;
  await expect(await page.request.delete(url)).toBeOK();
}
