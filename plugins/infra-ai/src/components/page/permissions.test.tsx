import { screen } from '@testing-library/react';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

// A file of its own: decisions are cached for some seconds, also from one test to the next.
describe('a person without a permission', () => {
  it('sees which one starting an analysis needs', async () => {
    renderPage({ denied: ['infra-ai.analysis.create'] });
    expect(
      await screen.findByText(/needs the permission infra-ai.analysis.create/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Analyze' })).toBeDisabled();
  });

  it('sees which one publishing needs', async () => {
    const api = new FakeInfraAiApi();
    const { id } = await api.processText({ description: 'A web shop' });
    renderPage({
      api,
      path: `/infra-ai/analyses/${id}`,
      denied: ['infra-ai.publish'],
    });
    expect(
      await screen.findByText(/needs the permission infra-ai.publish/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Publish' })).toBeDisabled();
  });
});
