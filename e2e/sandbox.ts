import { expect, type Page } from '@playwright/test';
import { tokenOf } from './signIn';

/** Address of the local GitHub that the platform under test publishes to, as the platform itself says. */
export async function sandboxUrl(page: Page): Promise<string> {
  const token = await tokenOf(page, 'guest');
  const answer = await page.request.get('/api/infra-ai/publish-targets', {
    headers: { authorization: `Bearer ${token}` },
  });
  await expect(answer).toBeOK();
  const { host } = await answer.json();
  return `http://${host}`;
}

/** Requests that the local GitHub is to refuse or to be slow with, see its README. */
interface Fault {
  match: { method: string; path: string };
  status?: number;
  latencyMs?: number;
  times: number;
}

/** Has the local GitHub refuse requests until {@link clearFaults}. */
export async function addFault(page: Page, fault: Fault): Promise<void> {
  const url = `${await sandboxUrl(page)}/_sandbox/faults`;
  await expect(await page.request.post(url, { data: fault })).toBeOK();
}

export async function clearFaults(page: Page): Promise<void> {
  const url = `${await sandboxUrl(page)}/_sandbox/faults`;
  await expect(await page.request.delete(url)).toBeOK();
}
