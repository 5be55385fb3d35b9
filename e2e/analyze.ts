import { expect, type Page } from '@playwright/test';

/** Starts the analysis of what the form holds, under a name for its system, and waits for the result. */
export async function startAnalysis(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Options/ }).click();
  await page.getByRole('textbox', { name: /System name/ }).fill(name);
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  // The form lists recent analyses by their names too.
  await expect(
    page.getByRole('heading', { name, exact: true, level: 1 }),
  ).toBeVisible();
}

/** Analyzes a description; gives the address of the result. */
export async function analyzeText(
  page: Page,
  description: string,
  name: string,
): Promise<string> {
  await page.goto('/infra-ai/analyze?input=text');
  await page.getByRole('textbox', { name: /Description/ }).fill(description);
  await startAnalysis(page, name);
  return new URL(page.url()).pathname;
}
