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
});
