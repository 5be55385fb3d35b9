import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

const path = '/infra-ai/analyses';

async function history() {
  const api = new FakeInfraAiApi();
  await api.processText({ description: 'A shop', name: 'Corner shop' });
  await api.processText({ description: 'Vans', name: 'Fleet' });
  return api;
}

describe('HistoryView', () => {
  it('lists analyses with their state and opens one', async () => {
    const user = userEvent.setup();
    renderPage({ api: await history(), path });
    const row = await screen.findByRole('row', { name: /Corner shop/ });
    expect(within(row).getByText('Ready')).toBeVisible();
    await user.click(within(row).getByText('Corner shop'));
    expect(
      await screen.findByRole('heading', { name: 'Corner shop' }),
    ).toBeVisible();
  });

  it('searches on the server', async () => {
    const user = userEvent.setup();
    renderPage({ api: await history(), path });
    await screen.findByText('Fleet');
    await user.type(
      screen.getByRole('searchbox', { name: 'Search' }),
      'corner',
    );
    await waitFor(() =>
      expect(screen.queryByText('Fleet')).not.toBeInTheDocument(),
    );
    expect(screen.getByText('Corner shop')).toBeVisible();
  });

  it('asks before it deletes', async () => {
    const user = userEvent.setup();
    const api = await history();
    renderPage({ api, path });
    await user.click(
      await screen.findByRole('button', { name: 'Delete Fleet' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(api.analyses.size).toBe(2);
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() =>
      expect(screen.queryByText('Fleet')).not.toBeInTheDocument(),
    );
    expect(api.analyses.size).toBe(1);
  });

  it('shows a first visitor where to start', async () => {
    renderPage({ path });
    expect(await screen.findByText('No analyses yet')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Start an analysis' }),
    ).toHaveAttribute('href', '/infra-ai/analyze');
  });

  it('says why the list cannot be shown', async () => {
    const api = new FakeInfraAiApi();
    api.refuse.listAnalyses = {
      status: 503,
      name: 'ServiceUnavailableError',
      message: 'The database does not answer',
    };
    renderPage({ api, path });
    expect(
      await screen.findByText('The database does not answer'),
    ).toBeVisible();
  });

  it('tells pictures from descriptions and takes a picture back into the form', async () => {
    const user = userEvent.setup();
    const api = await history();
    await api.processImage({
      file: new Blob(
        ['<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'],
        { type: 'image/svg+xml' },
      ),
      fileName: 'tickets.svg',
      description: 'Our ticket shop',
    });
    renderPage({ api, path });
    const row = await screen.findByRole('row', { name: /Ticket office/ });
    expect(within(row).getByRole('img', { name: 'Picture' })).toBeVisible();
    expect(
      within(screen.getByRole('row', { name: /Fleet/ })).getByRole('img', {
        name: 'Description',
      }),
    ).toBeVisible();
    await user.click(
      within(row).getByRole('button', {
        name: 'Use the input of Ticket office again',
      }),
    );
    expect(
      await screen.findByRole('img', { name: 'Preview of tickets.svg' }),
    ).toBeVisible();
    expect(screen.getByRole('textbox', { name: /What is it/ })).toHaveValue(
      'Our ticket shop',
    );
  });
});
