import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi, shopModel } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

async function analyzed(api = new FakeInfraAiApi()) {
  const { id } = await api.processText({
    description: 'The shop service is written in Node.js',
  });
  return { api, path: `/infra-ai/analyses/${id}` };
}

describe('AnalysisView', () => {
  it('shows graph, table and YAML of an analysis from its address alone', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed();
    renderPage({ api, path });

    expect(
      await screen.findByRole('group', {
        name: 'Component Shop service, service, Node.js',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('group', {
        name: 'Resource Log store, log-store, to be checked: Inferred',
      }),
    ).toBeInTheDocument();

    await user.click(screen.getByRole('tab', { name: 'Table' }));
    const relations = (await screen.findAllByRole('grid'))[1];
    expect(within(relations).getByText('consumes')).toBeInTheDocument();

    await user.click(screen.getByRole('tab', { name: 'YAML' }));
    // The editor draws the lines that are in view.
    expect(
      await screen.findByRole('textbox', { name: /catalog-info.yaml/ }),
    ).toHaveTextContent('kind: System');
  });

  it('shows the evidence of a chosen element in the text', async () => {
    const user = userEvent.setup();
    const { api, path } = await analyzed(
      new FakeInfraAiApi({
        analyze: text => {
          const model = shopModel(text);
          model.elements[3].evidence = [{ kind: 'text', start: 4, end: 8 }];
          return model;
        },
      }),
    );
    renderPage({ api, path });
    await user.click(await screen.findByRole('tab', { name: 'Table' }));
    await user.click(
      await screen.findByRole('row', { name: /Orders database/ }),
    );
    const details = screen.getByRole('complementary', { name: 'Details' });
    expect(
      await within(details).findByRole('heading', { name: 'Orders database' }),
    ).toBeVisible();
    expect(details.querySelector('mark')).toHaveTextContent('shop');
  });

  it('shows why an analysis failed and takes its text back into the form', async () => {
    const user = userEvent.setup();
    const api = new FakeInfraAiApi();
    api.analysisProblem = {
      name: 'ServiceUnavailableError',
      message: 'Gemini answered 503 five times',
      hint: 'Try again later, or choose the embedded analyzer',
    };
    const { id } = await api.startTextAnalysis({ description: 'My shop' });
    renderPage({ api, path: `/infra-ai/analyses/${id}` });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Gemini answered 503 five times');
    expect(alert).toHaveTextContent('choose the embedded analyzer');

    await user.click(
      screen.getByRole('button', { name: 'Edit the description' }),
    );
    expect(
      await screen.findByRole('textbox', { name: /Description/ }),
    ).toHaveValue('My shop');
  });

  it('cancels an analysis', async () => {
    const user = userEvent.setup();
    const api = new FakeInfraAiApi({ stepTime: 60_000 });
    const { id } = await api.startTextAnalysis({ description: 'My shop' });
    renderPage({ api, path: `/infra-ai/analyses/${id}` });
    await user.click(
      await screen.findByRole('button', { name: 'Cancel the analysis' }),
    );
    await waitFor(() => expect(api.analyses.has(id)).toBe(false));
    expect(
      await screen.findByRole('heading', {
        name: 'Describe your infrastructure',
      }),
    ).toBeVisible();
  });

  it('says what to do when nothing was recognized', async () => {
    const { api, path } = await analyzed(
      new FakeInfraAiApi({
        analyze: text => ({ ...shopModel(text), elements: [], relations: [] }),
      }),
    );
    renderPage({ api, path });
    expect(await screen.findByText('Nothing was recognized')).toBeVisible();
  });

  it('tells that an analysis does not exist', async () => {
    renderPage({ path: '/infra-ai/analyses/gone' });
    expect(await screen.findByText(/There is no "gone"/)).toBeVisible();
  });
});
