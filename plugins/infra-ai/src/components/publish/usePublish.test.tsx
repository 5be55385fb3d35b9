import type { ScmAuthApi } from '@backstage/integration-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

describe("Publishing with the person's own token", () => {
  async function openDialog(scmAuth: ScmAuthApi) {
    const user = userEvent.setup();
    const api = new FakeInfraAiApi();
    api.targets = { ...api.targets, requiresUserToken: true };
    const { id } = await api.processText({ description: 'A web shop' });
    renderPage({ api, path: `/infra-ai/analyses/${id}`, scmAuth });
    const open = await screen.findByRole('button', { name: 'Publish' });
    await waitFor(() => expect(open).toBeEnabled());
    await user.click(open);
    const dialog = within(await screen.findByRole('dialog'));
    const create = await dialog.findByRole('button', {
      name: 'Create repository',
    });
    await waitFor(() => expect(create).toBeEnabled());
    return { user, api, create };
  }

  it('asks to sign in when a button was pressed, not for the check', async () => {
    const getCredentials = jest.fn(async ({ optional }) => ({
      token: optional ? '' : 'their-own',
      headers: {},
    }));
    const { user, api, create } = await openDialog({ getCredentials });
    expect(getCredentials.mock.calls.every(([{ optional }]) => optional)).toBe(
      true,
    );
    await user.click(create);
    expect(await screen.findByText('Published to acme/web-shop')).toBeVisible();
    expect(getCredentials).toHaveBeenLastCalledWith({
      url: 'https://github.com/acme/web-shop',
      additionalScope: { repoWrite: true },
      optional: false,
    });
    expect(api.published).toEqual([
      {
        owner: 'acme',
        repo: 'web-shop',
        visibility: 'private',
        createOnly: true,
        token: 'their-own',
      },
    ]);
  });

  it('publishes nothing when the person does not sign in', async () => {
    const { user, api, create } = await openDialog({
      getCredentials: async ({ optional }) => {
        if (!optional) {
          throw new Error('Login failed, rejected by user');
        }
        return { token: '', headers: {} };
      },
    });
    await user.click(create);
    expect(await screen.findByText(/rejected by user/)).toBeVisible();
    expect(api.published).toEqual([]);
  });
});
