import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { analyzeText } from '../analyze';
import { signIn } from '../signIn';

const DIRECTORY = join(__dirname, '../../docs/screenshots');
const DESCRIPTION = `The ticket office is a React web app. It calls the Booking API, which stores bookings in PostgreSQL and publishes every sale to Kafka.
The mailer consumes the sales from Kafka and sends the tickets through Amazon SES. Prices are cached in Redis.`;

/** Each state is seen in these; the last one is a phone. */
const LOOKS = [
  { look: 'light', theme: 'light', width: 1400, height: 900 },
  { look: 'dark', theme: 'dark', width: 1400, height: 900 },
  { look: '400', theme: 'light', width: 400, height: 860 },
] as const;

for (const { look, theme, width, height } of LOOKS) {
  test(`what people see, ${look}`, async ({ page }) => {
    const take = async (state: string, wholePage = false) => {
      await page.waitForLoadState('networkidle');
      await page.screenshot({
        path: join(DIRECTORY, `${state}-${look}.png`),
        animations: 'disabled',
        fullPage: wholePage,
      });
    };
    await page.addInitScript(
      value => localStorage.setItem('theme', value),
      theme,
    );
    await signIn(page);
    await page.setViewportSize({ width, height });

    await page.goto('/infra-ai/analyze?input=text');
    await expect(
      page.getByRole('heading', { name: 'Describe your infrastructure' }),
    ).toBeVisible();
    await take('analyze');
    await page.goto('/infra-ai/analyze?input=image');
    await expect(page.getByRole('tab', { name: 'Image' })).toBeVisible();
    await take('analyze-image');

    await analyzeText(page, DESCRIPTION, `tickets-${look}`);
    await expect(page.locator('.react-flow__node').first()).toBeVisible();
    await page.locator('.react-flow__node').first().click();
    await take('review');
    for (const view of ['Table', 'YAML']) {
      await page.getByRole('tab', { name: view }).click();
      await expect(page.getByRole('tabpanel', { name: view })).toBeVisible();
      await take(`review-${view.toLowerCase()}`);
    }
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect(
      page.getByRole('dialog').getByText(/will be created/),
    ).toBeVisible();
    await take('publish');
    await page.keyboard.press('Escape');

    await page.goto('/infra-ai/analyses');
    await expect(page.getByText(`tickets-${look}`).first()).toBeVisible();
    await take('history');
  });
}
