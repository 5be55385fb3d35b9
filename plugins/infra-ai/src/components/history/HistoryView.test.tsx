import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

const path = '/infra-ai/analyses';

// What is shown and chosen is kept for the tab.
beforeEach(() => window.sessionStorage.clear());

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
    const search = screen.getByRole('searchbox', { name: 'Search' });
    await user.type(search, 'corner');
    await waitFor(() =>
      expect(screen.queryByText('Fleet')).not.toBeInTheDocument(),
    );
    expect(screen.getByText('Corner shop')).toBeVisible();
    // The address has changed; typing goes on in the same field.
    expect(search).toHaveFocus();
  });

  it('asks before it deletes', async () => {
    const user = userEvent.setup();
    const api = await history();
    renderPage({ api, path });
    await user.click(
      await screen.findByRole('button', { name: 'Actions for Fleet' }),
    );
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
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
    expect(await within(row).findByAltText('Picture')).toHaveAttribute('src');
    expect(
      within(screen.getByRole('row', { name: /Fleet/ })).getByRole('img', {
        name: 'Description',
      }),
    ).toBeVisible();
    await user.click(
      within(row).getByRole('button', { name: 'Actions for Ticket office' }),
    );
    await user.click(
      await screen.findByRole('menuitem', { name: 'Use its input again' }),
    );
    expect(
      await screen.findByRole('img', { name: 'Preview of tickets.svg' }),
    ).toBeVisible();
    expect(screen.getByRole('textbox', { name: /What is it/ })).toHaveValue(
      'Our ticket shop',
    );
  });

  it('is narrowed by the address, and comes back as it was left', async () => {
    const user = userEvent.setup();
    const api = await history();
    api.analysisProblem = { name: 'Error', message: 'No answer' };
    const { id } = await api.startTextAnalysis({
      description: 'Broken',
      name: 'Broken shop',
    });
    await waitFor(() => expect(api.analyses.get(id)!.state).toBe('failed'));
    const first = renderPage({ api, path: `${path}?state=failed&sort=name` });
    expect(await screen.findByText('Broken shop')).toBeVisible();
    expect(screen.queryByText('Fleet')).not.toBeInTheDocument();
    first.unmount();

    renderPage({ api, path: '/infra-ai/health' });
    await user.click(await screen.findByRole('tab', { name: 'History' }));
    expect(await screen.findByText('Broken shop')).toBeVisible();
    await waitFor(() =>
      expect(screen.queryByText('Fleet')).not.toBeInTheDocument(),
    );
    await user.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(await screen.findByText('Fleet')).toBeVisible();
  });

  it('sorts on the server', async () => {
    const user = userEvent.setup();
    renderPage({ api: await history(), path });
    await screen.findByText('Fleet');
    const names = () =>
      screen.getAllByRole('rowheader').map(cell => cell.textContent);
    expect(names()[0]).toMatch(/Fleet/);
    await user.click(screen.getByRole('columnheader', { name: /Name/ }));
    await waitFor(() => expect(names()[0]).toMatch(/Corner shop/));
  });

  it('duplicates an analysis and opens the copy', async () => {
    const user = userEvent.setup();
    renderPage({ api: await history(), path });
    await user.click(
      await screen.findByRole('button', { name: 'Actions for Fleet' }),
    );
    await user.click(
      await screen.findByRole('menuitem', { name: 'Duplicate' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Fleet (copy)' }),
    ).toBeVisible();
  });

  it('compares two', async () => {
    const user = userEvent.setup();
    const api = await history();
    const fleet = [...api.analyses.values()].find(
      ({ name }) => name === 'Fleet',
    )!;
    const model = structuredClone(fleet.model!);
    model.elements[0].technology = 'Svelte';
    const [gone] = model.elements.splice(-1);
    model.relations = model.relations.filter(
      ({ from, to }) => from !== gone.id && to !== gone.id,
    );
    fleet.model = model;
    renderPage({ api, path });
    for (const name of ['Fleet', 'Corner shop']) {
      await user.click(
        await screen.findByRole('checkbox', {
          name: `Choose ${name} to compare`,
        }),
      );
    }
    await user.click(await screen.findByRole('link', { name: 'Compare' }));
    expect(
      await screen.findByRole('heading', { name: 'Compare two analyses' }),
    ).toBeVisible();
    const before = await screen.findByRole('region', { name: 'Before' });
    expect(within(before).getByText('Corner shop')).toBeVisible();
    const elements = screen.getByRole('region', {
      name: 'Components, resources and APIs',
    });
    expect(within(elements).getByText('Svelte')).toBeVisible();
    expect(
      within(elements).getByRole('row', {
        name: new RegExp(gone.title ?? gone.name),
      }),
    ).toHaveTextContent('Removed');
    await user.click(screen.getByRole('button', { name: 'Swap' }));
    const swapped = await screen.findByRole('region', {
      name: 'Components, resources and APIs',
    });
    await waitFor(() =>
      expect(
        within(swapped).getByRole('row', {
          name: new RegExp(gone.title ?? gone.name),
        }),
      ).toHaveTextContent('Added'),
    );
  });
});
