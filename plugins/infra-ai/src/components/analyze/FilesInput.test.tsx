import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';
import { setFilesDraft } from './filesDraft';

describe('the tab for files', () => {
  afterEach(() => setFilesDraft([]));

  it('lists the chosen files, takes one out and analyzes the rest', async () => {
    const api = new FakeInfraAiApi();
    renderPage({ api, path: '/infra-ai/analyze?input=files' });
    await userEvent.upload(await screen.findByLabelText('Choose files'), [
      new File(['services: {}'], 'compose.yaml'),
      new File(['# notes'], 'notes.md'),
    ]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Take notes.md out' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Analyze' }));
    expect(
      await screen.findByRole('heading', { name: 'Web shop' }),
    ).toBeVisible();
    expect([...api.analyses.values()][0].input).toMatchObject({
      kind: 'files',
      files: [{ path: 'compose.yaml' }],
    });
  });

  it('takes no address of who may not have repositories read', async () => {
    renderPage({
      api: new FakeInfraAiApi(),
      path: '/infra-ai/analyze?input=files',
      denied: ['infra-ai.repository.read'],
    });
    expect(
      await screen.findByText(/needs the permission infra-ai.repository.read/),
    ).toBeVisible();
    expect(
      screen.getByPlaceholderText('https://github.com/acme/shop'),
    ).toBeDisabled();
  });

  it('asks for files or an address, and keeps a refused address', async () => {
    const api = new FakeInfraAiApi();
    api.refuse.startRepositoryAnalysis = {
      status: 404,
      name: 'NotFoundError',
      message: 'There is no such repository',
    };
    renderPage({ api, path: '/infra-ai/analyze?input=files' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Analyze' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Choose files, or name a repository.',
    );
    const url = screen.getByRole('textbox', { name: /Repository/ });
    await userEvent.type(url, 'https://github.com/acme/nothing');
    await userEvent.click(screen.getByRole('button', { name: 'Analyze' }));
    expect(
      await screen.findByText('There is no such repository'),
    ).toBeVisible();
    expect(url).toHaveValue('https://github.com/acme/nothing');
  });
});
