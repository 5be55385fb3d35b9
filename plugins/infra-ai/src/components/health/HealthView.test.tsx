import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { UsageDay } from '@infra-ai/backstage-plugin-infra-ai-common';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

const day = (
  name: string,
  analyses: number,
  costUsd = analyses * 0.25,
): UsageDay => ({
  day: name,
  analyses: analyses
    ? [
        { analyzer: 'gemini', state: 'completed', count: analyses - 1 },
        { analyzer: 'embedded', state: 'failed', count: 1 },
      ]
    : [],
  inputTokens: analyses * 1000,
  outputTokens: analyses * 10,
  costUsd,
  unpriced: 0,
  meanSeconds: analyses ? 2.5 : undefined,
});

function busyApi() {
  const api = new FakeInfraAiApi();
  api.health = {
    status: 'degraded',
    checks: {
      ...api.health.checks,
      queue: {
        status: 'ok',
        details: { queued: 4, running: 2, oldestSeconds: 7 },
      },
      github: {
        status: 'degraded',
        reason: 'Only 12 of 5000 GitHub requests are left.',
        details: { limit: 5000, remaining: 12 },
      },
      discovery: { status: 'ok', details: { lastRun: '2026-03-01T10:00:00Z' } },
    },
  };
  api.usage = {
    days: [day('2026-03-01', 3), day('2026-03-02', 0)],
    analyzers: [
      { id: 'embedded', title: 'Embedded analyzer' },
      { id: 'gemini', title: 'Gemini' },
    ],
  };
  return api;
}

describe('the tab Health', () => {
  it('says of each part how it is, why, and its figures', async () => {
    renderPage({ path: '/infra-ai/health', api: busyApi() });

    expect(
      await screen.findByText('Some of it works only in part.'),
    ).toBeVisible();
    const github = screen.getByText('GitHub').closest('li')!;
    expect(within(github).getByText('Degraded')).toBeVisible();
    expect(
      within(github).getByText('Only 12 of 5000 GitHub requests are left.'),
    ).toBeVisible();
    expect(
      within(github).getByLabelText('GitHub requests left'),
    ).toHaveAttribute('value', '12');
    const queue = screen.getByText('Job queue').closest('li')!;
    expect(within(queue).getByText('Waiting').parentElement).toHaveTextContent(
      'Waiting4',
    );
    const discovery = screen.getByText('GitHub discovery').closest('li')!;
    expect(within(discovery).getByText(/Mar 1, 2026/)).toBeVisible();
  });

  it('has the use of each day as tables too', async () => {
    renderPage({ path: '/infra-ai/health', api: busyApi() });

    for (const summary of await screen.findAllByText('Show as a table')) {
      await userEvent.click(summary);
    }
    const rows = (name: string) =>
      within(screen.getByRole('table', { name }))
        .getAllByRole('row')
        .map(row => row.textContent);
    expect(rows('Analyses by analyzer')).toEqual([
      'DayEmbedded analyzerGemini',
      'Mar 112',
      'Mar 200',
    ]);
    expect(rows('Analyses by state')[0]).toBe('DayReadyFailed');
    expect(rows('Time of an analysis').slice(1)).toEqual([
      'Mar 12.5 s',
      'Mar 2—',
    ]);
    expect(rows('Tokens')[1]).toBe('Mar 13,00030');
    expect(rows('Cost')[1]).toBe('Mar 1$0.75');
    expect(screen.getByText('Cost: $0.75')).toBeVisible();
  });

  it('says when there was no use, and when its cost is not known', async () => {
    const api = busyApi();
    api.usage = { days: [day('2026-03-01', 0)], analyzers: [] };
    const { unmount } = renderPage({ path: '/infra-ai/health', api });
    expect(
      await screen.findByText('There were no analyses in this time.'),
    ).toBeVisible();
    unmount();

    api.usage.days = [{ ...day('2026-03-01', 2, 0), unpriced: 1 }];
    renderPage({ path: '/infra-ai/health', api });
    expect(
      await screen.findByText(
        'Without 1 analysis whose model has no known price.',
      ),
    ).toBeVisible();
  });

  it('says when it cannot be loaded', async () => {
    const api = new FakeInfraAiApi();
    api.refuse = {
      getHealth: { status: 503, name: 'Error', message: 'No database' },
    };
    renderPage({ path: '/infra-ai/health', api });

    expect(await screen.findByText('No database')).toBeVisible();
    api.refuse = {};
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Everything works.')).toBeVisible();
  });

  it('speaks Spanish', async () => {
    renderPage({ path: '/infra-ai/health', api: busyApi(), language: 'es' });

    expect(await screen.findByText('Cola de trabajos')).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Estado' })).toBeVisible();
  });
});
