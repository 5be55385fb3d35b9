import {
  createEvent,
  fireEvent,
  screen,
  waitFor,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FakeInfraAiApi } from '../../__testUtils__';
import { renderPage } from '../../__testUtils__/renderPage';

const path = '/infra-ai/analyze?input=image';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';

function file(name: string, type: string, content = 'content') {
  return new File([content], name, { type });
}
const svg = (name = 'drawing.svg') => file(name, 'image/svg+xml', SVG);

const form = () =>
  screen.findByRole('form', { name: 'Show your architecture' });
const analyze = () => screen.findByRole('button', { name: 'Analyze' });
const preview = (name: string) =>
  screen.findByRole('img', { name: `Preview of ${name}` });

async function drop(...files: File[]) {
  fireEvent.drop(await form(), { dataTransfer: { files, types: ['Files'] } });
}

describe('ImageInput', () => {
  it('takes a dropped picture to its review, with all that was said about it', async () => {
    const user = userEvent.setup();
    const { api } = renderPage({ path });
    fireEvent.dragEnter(await form(), {
      dataTransfer: { files: [], types: ['Files'] },
    });
    expect(await screen.findByText('Let go to use this picture')).toBeVisible();
    await drop(svg());
    expect(await preview('drawing.svg')).toBeVisible();
    await user.type(
      await screen.findByRole('textbox', { name: /What is it/ }),
      'Our ticket shop',
    );
    await user.click(screen.getByRole('button', { name: /Options/ }));
    await user.type(
      await screen.findByRole('textbox', { name: /System name/ }),
      'Box office',
    );
    await user.click(await analyze());
    expect(
      await screen.findByRole('heading', { name: 'Box office' }),
    ).toBeVisible();
    expect(api.uploads).toEqual([
      expect.objectContaining({
        fileName: 'drawing.svg',
        description: 'Our ticket shop',
        name: 'Box office',
      }),
    ]);
    expect(api.uploads[0]).not.toHaveProperty('page');
  });

  it('takes a picture that is pasted, and leaves pasted text to its field', async () => {
    const user = userEvent.setup();
    renderPage({ path });
    await form();
    const field = await screen.findByRole('textbox', { name: /What is it/ });
    await user.click(field);
    await user.paste('Ein Bild');
    expect(field).toHaveValue('Ein Bild');

    const event = createEvent.paste(document.body, {
      clipboardData: { files: [file('', 'image/png')], types: ['Files'] },
    });
    fireEvent(document.body, event);
    expect(await screen.findByText('pasted picture')).toBeVisible();
    expect(event.defaultPrevented).toBe(true);
  });

  it('takes a chosen PDF with its page', async () => {
    const user = userEvent.setup();
    const { api } = renderPage({ path });
    await form();
    await user.upload(
      screen.getAllByLabelText<HTMLInputElement>('Choose a file')[0],
      file('plans.pdf', 'application/pdf'),
    );
    const page = await screen.findByRole('textbox', { name: /Page/ });
    await user.clear(page);
    await user.type(page, '3');
    await user.tab();
    await user.click(await analyze());
    await waitFor(() => expect(api.uploads[0]?.page).toBe(3));
  });

  it('offers the camera to devices that have one', async () => {
    renderPage({ path });
    await form();
    const [camera] = screen.getAllByLabelText('Take a photo');
    expect(camera).toHaveAttribute('capture', 'environment');
    expect(camera).toHaveAttribute('accept', 'image/*');
  });

  it.each([
    ['a kind that is not read', file('film.gif', 'image/gif'), /not a kind/],
    [
      'a file that is too large',
      Object.defineProperty(svg('huge.svg'), 'size', { value: 10_000_001 }),
      /more than 10 MB/,
    ],
    ['an empty file', file('empty.png', 'image/png', ''), /is empty/],
  ])('refuses %s and keeps the picture that is there', async (_, bad, why) => {
    const { api } = renderPage({ path });
    await drop(svg());
    await preview('drawing.svg');
    await drop(bad as File);
    expect(await screen.findByRole('alert')).toHaveTextContent(why);
    expect(await preview('drawing.svg')).toBeVisible();
    expect(api.uploads).toEqual([]);
  });

  it('lets the server decide on a file whose name and type say nothing', async () => {
    const user = userEvent.setup();
    const { api } = renderPage({ path });
    await drop(file('scan', ''));
    await user.click(await analyze());
    await waitFor(() => expect(api.uploads).toHaveLength(1));
  });

  it('keeps picture and fields when the server refuses, also across another tab', async () => {
    const user = userEvent.setup();
    const api = new FakeInfraAiApi();
    api.refuse.startImageAnalysis = {
      status: 413,
      name: 'InputError',
      message: 'The picture has 61 megapixels; the limit is 40',
      hint: 'Crop it to the drawing',
    };
    renderPage({ api, path });
    await drop(svg());
    const field = await screen.findByRole('textbox', { name: /What is it/ });
    await user.type(field, 'Our shop');
    await user.click(await analyze());
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('61 megapixels');
    expect(alert).toHaveTextContent('Crop it to the drawing');
    expect(field).toHaveValue('Our shop');
    expect(await preview('drawing.svg')).toBeVisible();

    await user.click(screen.getByRole('tab', { name: 'History' }));
    await screen.findByText('No analyses yet');
    await user.click(screen.getByRole('tab', { name: 'Analyze' }));
    // The input that was used last is shown again, as it was.
    expect(await preview('drawing.svg')).toBeVisible();
    expect(screen.getByRole('textbox', { name: /What is it/ })).toHaveValue(
      'Our shop',
    );
  });

  it('gives up an upload and keeps the picture', async () => {
    const user = userEvent.setup();
    const api = new FakeInfraAiApi({ stepTime: 1000 });
    renderPage({ api, path });
    await drop(svg());
    await user.click(await analyze());
    expect(
      await screen.findByRole('progressbar', { name: 'Sending the picture…' }),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await analyze()).toBeEnabled();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    expect(await preview('drawing.svg')).toBeVisible();
    expect(api.analyses.size).toBe(0);
  });

  it('asks for a picture before it asks the server', async () => {
    const user = userEvent.setup();
    const { api } = renderPage({ path });
    await user.click(await analyze());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Choose a picture first',
    );
    expect(api.uploads).toEqual([]);
  });

  it('says beforehand how pictures are read without a model', async () => {
    const api = new FakeInfraAiApi();
    api.hasVision = false;
    renderPage({ api, path });
    expect(
      await screen.findByText(/text and lines are recognized on this server/),
    ).toBeVisible();
  });

  it('takes a sample with one click', async () => {
    const user = userEvent.setup();
    const sample = readFileSync(
      resolve(__dirname, 'samples/shipments.svg'),
      'utf8',
    );
    const fetchMock = jest.fn(async () => ({
      ok: true,
      text: async () => sample,
    }));
    Object.assign(window, { fetch: fetchMock });
    const { api } = renderPage({ path });
    await user.click(
      await screen.findByRole('button', {
        name: 'Use the picture “Shipment tracking”',
      }),
    );
    expect(await preview('shipments.svg')).toBeVisible();
    expect(fetchMock).toHaveBeenCalledWith('shipments.svg');
    await user.click(await analyze());
    await waitFor(() => expect(api.uploads[0]?.fileName).toBe('shipments.svg'));
  });

  it('is reached with the keyboard, and in Spanish', async () => {
    const user = userEvent.setup();
    renderPage({ language: 'es' });
    const tab = await screen.findByRole('tab', { name: 'Describir' });
    tab.focus();
    await user.keyboard('{ArrowRight}{Enter}');
    expect(
      await screen.findByText('Suelte aquí una imagen o péguela'),
    ).toBeVisible();
  });
});
