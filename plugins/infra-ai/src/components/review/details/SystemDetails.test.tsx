import type { Entity } from '@backstage/catalog-model';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi } from '../../../__testUtils__';
import { renderPage } from '../../../__testUtils__/renderPage';

const owner = (kind: string, name: string, displayName: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name },
  spec: { profile: { displayName } },
});

async function openReview() {
  const user = userEvent.setup({ delay: null });
  const api = new FakeInfraAiApi();
  const { id } = await api.processText({
    description: 'The shop service is written in Node.js',
  });
  renderPage({
    api,
    path: `/infra-ai/analyses/${id}`,
    entities: [
      owner('Group', 'payments', 'Payments team'),
      owner('User', 'maria', 'Maria Paz'),
      owner('Group', 'logistics', 'Warehouse'),
    ],
  });
  const details = await screen.findByRole('complementary', { name: 'Details' });
  return { user, details, model: () => api.analyses.get(id)!.model!, id, api };
}

describe('owner and system in the review', () => {
  it('suggests owners of the catalog, and keeps what is typed otherwise', async () => {
    const { user, details, model } = await openReview();
    const field = within(details).getByRole('combobox', { name: /Owner/ });
    await user.type(field, 'pa');
    await waitFor(() =>
      expect(screen.getAllByRole('option').map(one => one.textContent)).toEqual(
        ['paymentsPayments team', 'user:mariaMaria Paz'],
      ),
    );
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(field).toHaveValue('user:maria');
    await waitFor(() => expect(model().system?.owner).toBe('user:maria'));

    await user.clear(field);
    await user.type(field, 'nobody{Enter}');
    await waitFor(() => expect(model().system?.owner).toBe('nobody'));

    await user.clear(field);
    await user.type(field, 'ware');
    await user.click(await screen.findByRole('option', { name: /logistics/ }));
    await waitFor(() => expect(model().system?.owner).toBe('logistics'));
  });

  it('renames the system, and the analysis with it', async () => {
    const { user, details, api, id } = await openReview();
    const name = within(details).getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'Corner shop{Enter}');
    await waitFor(() =>
      expect(api.analyses.get(id)).toMatchObject({
        name: 'Corner shop',
        model: { system: { name: 'Corner shop' } },
      }),
    );
    expect(screen.getByRole('heading', { name: 'Corner shop' })).toBeVisible();
  });
});
