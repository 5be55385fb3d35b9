import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

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
