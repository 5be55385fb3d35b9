import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

describe('editing in the review', () => {
  it('accepts all uncertain findings, saves that, and takes it back', async () => {
    const user = userEvent.setup();
    const api = new FakeInfraAiApi();
    const { id } = await api.processText({
      description: 'The shop service is written in Node.js',
    });
    renderPage({ api, path: `/infra-ai/analyses/${id}` });
    await user.click(
      await screen.findByRole('button', { name: 'Accept all uncertain' }),
    );
    const logs = () =>
      api.analyses
        .get(id)
        ?.model?.elements.find(element => element.id === 'logs');
    await waitFor(() => expect(logs()?.confirmed).toBe(true));
    expect(await screen.findByText('Saved')).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(logs()?.confirmed).toBeUndefined());
    expect(
      screen.getByRole('button', { name: 'Accept all uncertain' }),
    ).toBeVisible();
  });

  it('settles a conflict with ones own changes on what the other person saved', async () => {
    const user = userEvent.setup({ delay: null });
    const api = new FakeInfraAiApi();
    const { id } = await api.processText({ description: 'My shop' });
    renderPage({ api, path: `/infra-ai/analyses/${id}` });
    const accept = await screen.findByRole('button', {
      name: 'Accept all uncertain',
    });
    const { model, revision } = api.analyses.get(id)!;
    await api.updateAnalysis(id, {
      revision,
      model: {
        ...model!,
        elements: model!.elements.map(element =>
          element.id === 'shop' ? { ...element, title: 'Theirs' } : element,
        ),
      },
    });
    await user.click(accept);
    await user.click(await screen.findByRole('button', { name: 'Keep mine' }));
    const element = (wanted: string) =>
      api.analyses.get(id)?.model?.elements.find(one => one.id === wanted);
    await waitFor(() => expect(element('logs')?.confirmed).toBe(true));
    expect(element('shop')?.title).toBe('Theirs');
    expect(await screen.findByText('Saved')).toBeVisible();
  });

  it('says that the catalog did not answer, and asks again', async () => {
    const user = userEvent.setup({ delay: null });
    const api = new FakeInfraAiApi();
    const { id } = await api.processText({ description: 'My shop' });
    const getMatches = jest
      .spyOn(api, 'getMatches')
      .mockRejectedValueOnce(new Error('The catalog is away'));
    renderPage({ api, path: `/infra-ai/analyses/${id}` });
    const alert = await screen.findByText(/The catalog could not be asked/);
    expect(screen.getByText('The catalog is away')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(alert).not.toBeInTheDocument());
    expect(getMatches).toHaveBeenCalledTimes(2);
  });
});
