import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds serious or worse in what is ours, as `rule: places`. Left out are the portal's side bar, the page
 * header's tabs (links of Backstage that name a tab panel there is none of), the colors and the scroll box of Backstage's
 * code snippet, and React Aria's announcer.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('nav')
    .exclude('a[role=tab][href]')
    .exclude('pre')
    .exclude('[data-live-announcer]')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
    );
}
