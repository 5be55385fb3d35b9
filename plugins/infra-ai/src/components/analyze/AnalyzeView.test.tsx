import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

const description = () =>
  screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Description/ });
const analyze = () => screen.findByRole('button', { name: 'Analyze' });

describe('AnalyzeView', () => {
  it('takes a sample through the analysis to the review', async () => {
    const user = userEvent.setup();
    const { api } = renderPage({ api: new FakeInfraAiApi({ stepTime: 80 }) });

    await user.click(
      await screen.findByRole('button', {
        name: 'Use the sample “Connected vans”',
      }),
    );
    expect((await description()).value).toContain('Fleet Monitoring');
    await user.click(await analyze());

    expect(
      await screen.findByText('Finding components and resources'),
    ).toBeVisible();
    expect(await screen.findByText('10 relations')).toBeVisible();
    expect(screen.getByText('5 components')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Web shop' })).toBeVisible();
    expect([...api.analyses.values()][0].input.description).toContain(
      'Fleet Monitoring',
    );
  });

  it('brings back the text that a sample replaced', async () => {
    const user = userEvent.setup();
    renderPage();
    await user.type(await description(), 'My own words');
    await user.click(
      await screen.findByRole('button', { name: 'Use the sample “Web shop”' }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Bring my text back' }),
    );
    expect((await description()).value).toBe('My own words');
  });

  it('keeps what was typed when it is refused, also across a reload', async () => {
    const user = userEvent.setup();
    const api = new FakeInfraAiApi();
    api.refuse.startTextAnalysis = {
      status: 413,
      name: 'InputError',
      message: 'The description has 120,000 bytes; the limit is 100,000',
      hint: 'Split it into several analyses',
    };
    const { unmount } = renderPage({ api });
    await user.type(await description(), 'A very long story');
    await user.click(await analyze());

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('the limit is 100,000');
    expect(alert).toHaveTextContent('Split it into several analyses');
    expect((await description()).value).toBe('A very long story');

    unmount();
    renderPage();
    expect((await description()).value).toBe('A very long story');
  });

  it('asks for a description before it asks the server', async () => {
    const user = userEvent.setup();
    const { api } = renderPage();
    await user.click(await analyze());
    expect(
      await screen.findByText(/Describe your infrastructure first/),
    ).toBeVisible();
    expect(api.analyses.size).toBe(0);
  });

  it('sends the options that were set', async () => {
    const user = userEvent.setup();
    const { api } = renderPage();
    await user.type(await description(), 'A shop');
    await user.click(screen.getByRole('button', { name: /Options/ }));
    await user.type(
      await screen.findByRole('textbox', { name: /System name/ }),
      'Corner shop',
    );
    await user.type(
      screen.getByRole('textbox', { name: /Owner/ }),
      'group:default/shop',
    );
    await user.click(await analyze());
    expect(
      await screen.findByRole('heading', { name: 'Corner shop' }),
    ).toBeVisible();
    expect([...api.analyses.values()][0].owner).toBe('group:default/shop');
  });

  it('speaks Spanish', async () => {
    renderPage({ language: 'es' });
    expect(
      await screen.findByRole('heading', {
        name: 'Describa su infraestructura',
      }),
    ).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Historial' })).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Usar el ejemplo «Tienda en línea»' }),
    ).toBeInTheDocument();
  });

  it('says in Spanish why the server refuses', async () => {
    const user = userEvent.setup({ delay: null });
    const api = new FakeInfraAiApi();
    api.refuse.startTextAnalysis = {
      status: 413,
      name: 'InputError',
      message: 'The description is over the limit of 1,000 bytes.',
      code: 'description-too-long',
      values: { max: 1_000 },
    };
    renderPage({ api, language: 'es' });
    await user.type(
      await screen.findByRole('textbox', { name: /Descripción/ }),
      'Una tienda',
    );
    await user.click(screen.getByRole('button', { name: 'Analizar' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('supera el límite de 1000 bytes');
    expect(alert).not.toHaveTextContent('over the limit');
  });

  it('answers an address of its own that does not exist', async () => {
    renderPage({ path: '/infra-ai/nowhere' });
    expect(await screen.findByText('There is no such page')).toBeVisible();
  });
});
