import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi, ticketModel } from '../../../__testUtils__';
import { renderPage } from '../../../__testUtils__/renderPage';

const HOSTILE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" onload="alert(1)"><script>alert(2)</script><rect width="4" height="4"/><image href="https://evil.test/a.png"/></svg>';

async function analyzed(api = new FakeInfraAiApi(), file?: Blob) {
  const { id } = await api.processImage({
    file: file ?? new Blob([HOSTILE], { type: 'image/svg+xml' }),
    fileName: 'tickets.svg',
  });
  return { api, id, path: `/infra-ai/analyses/${id}` };
}

const box = (name: string | RegExp) => screen.findByRole('button', { name });
const BOOKINGS = 'Resource Bookings, database, PostgreSQL';
// The box leaves the technology out.
const BOOKINGS_BOX = 'Resource Bookings, database';

describe('the review of a picture', () => {
  it('shows the sanitized picture in an image and gives its address back', async () => {
    const { path, api } = await analyzed();
    const { unmount } = renderPage({ api, path });
    const image = await screen.findByRole('img', {
      name: 'The analyzed picture tickets.svg',
    });
    const { testBlobs } = window as unknown as {
      testBlobs: Map<string, Blob>;
    };
    const url = image.getAttribute('src')!;
    expect(url).toMatch(/^blob:/);
    const shown = await testBlobs.get(url)!.text();
    expect(shown).toContain('<rect');
    expect(shown).not.toMatch(/alert|script|evil/);
    // Nothing of the file is in the page itself.
    expect(
      document.querySelector('svg[onload], script[src*="evil"]'),
    ).toBeNull();
    unmount();
    expect(testBlobs.has(url)).toBe(false);
  });

  it('highlights the node of a box that is pointed at, and the box of a node', async () => {
    const user = userEvent.setup();
    const { path, api } = await analyzed();
    renderPage({ api, path });
    const node = await screen.findByRole('group', { name: BOOKINGS });
    const place = await box(BOOKINGS_BOX);
    const isMarked = () =>
      node.querySelector('[class*="highlighted"]') !== null;

    expect(isMarked()).toBe(false);
    await user.hover(place);
    await waitFor(() => expect(isMarked()).toBe(true));
    await user.unhover(place);
    await waitFor(() => expect(isMarked()).toBe(false));

    expect(place).not.toHaveAttribute('data-highlighted');
    fireEvent.mouseEnter(node);
    await waitFor(() => expect(place).toHaveAttribute('data-highlighted'));
    fireEvent.mouseLeave(node);
    await waitFor(() => expect(place).not.toHaveAttribute('data-highlighted'));
  });

  it('highlights both ways with the keyboard alone and selects with Enter', async () => {
    const user = userEvent.setup();
    const { path, api } = await analyzed();
    renderPage({ api, path });
    const place = await box(BOOKINGS_BOX);
    const node = await screen.findByRole('group', { name: BOOKINGS });
    place.focus();
    await waitFor(() =>
      expect(node.querySelector('[class*="highlighted"]')).not.toBeNull(),
    );
    await user.keyboard('{Enter}');
    expect(place).toHaveAttribute('aria-pressed', 'true');
    const details = screen.getByRole('complementary', { name: 'Details' });
    expect(
      await within(details).findByRole('heading', { name: 'Bookings' }),
    ).toBeVisible();
    node.focus();
    await waitFor(() => expect(place).toHaveAttribute('data-highlighted'));
  });

  it('highlights the row of a box, and the box of a row', async () => {
    const user = userEvent.setup();
    const { path, api } = await analyzed();
    renderPage({ api, path });
    await user.click(await screen.findByRole('tab', { name: 'Table' }));
    const row = await screen.findByRole('row', { name: /Seat cache/ });
    const place = await box(/Resource Seat cache/);
    expect(place).toHaveAccessibleName(
      'Resource Seat cache, cache, to be checked: Uncertain',
    );
    fireEvent.mouseOver(within(row).getByText('Seat cache'));
    await waitFor(() => expect(place).toHaveAttribute('data-highlighted'));
    await user.hover(await box(BOOKINGS_BOX));
    await waitFor(() =>
      expect(
        screen
          .getByRole('row', { name: /Bookings/ })
          .querySelector('[data-highlighted]'),
      ).not.toBeNull(),
    );
  });

  it('draws no box for an element whose place is not known, and says so', async () => {
    const user = userEvent.setup();
    const { path, api } = await analyzed();
    renderPage({ api, path });
    await box(BOOKINGS_BOX);
    expect(
      screen.queryByRole('button', { name: /Hosting/ }),
    ).not.toBeInTheDocument();
    await user.click(await screen.findByRole('tab', { name: 'Table' }));
    await user.click(await screen.findByText('Hosting'));
    expect(
      await screen.findByText(
        'Where “Hosting” is in the picture is not known.',
      ),
    ).toBeVisible();
  });

  it('says that no positions are known at all', async () => {
    const { path, api } = await analyzed(
      new FakeInfraAiApi({
        readPicture: () => {
          const model = ticketModel();
          return {
            ...model,
            elements: model.elements.map(element => ({
              ...element,
              evidence: [
                { kind: 'image' as const, x: 0, y: 0, width: 1, height: 1 },
              ],
            })),
          };
        },
      }),
    );
    renderPage({ api, path });
    expect(
      await screen.findByText(/did not say where in the picture/),
    ).toBeVisible();
  });

  it('zooms with buttons and keys', async () => {
    const user = userEvent.setup();
    const { path, api } = await analyzed();
    renderPage({ api, path });
    const image = await screen.findByRole('img', {
      name: 'The analyzed picture tickets.svg',
    });
    expect(image).toHaveAttribute('width', '860');
    const details = screen.getByRole('complementary', { name: 'Details' });
    await user.click(within(details).getByRole('button', { name: 'Zoom in' }));
    expect(Number(image.getAttribute('width'))).toBeGreaterThan(1100);
    screen.getByRole('region', { name: 'Picture with what was found' }).focus();
    await user.keyboard('1');
    expect(image).toHaveAttribute('width', '860');
    await user.keyboard('-');
    expect(Number(image.getAttribute('width'))).toBeLessThan(700);
  });

  it('opens larger, with the same boxes', async () => {
    const user = userEvent.setup();
    const { path, api } = await analyzed();
    renderPage({ api, path });
    await user.click(
      await screen.findByRole('button', { name: 'Open larger' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'tickets.svg' });
    await user.click(
      await within(dialog).findByRole('button', { name: BOOKINGS_BOX }),
    );
    expect(
      within(dialog).getByRole('button', { name: BOOKINGS_BOX }),
    ).toHaveAttribute('aria-pressed', 'true');
  });

  it('tells that the picture is gone', async () => {
    const { path, api } = await analyzed();
    api.refuse.getPicture = {
      status: 404,
      name: 'NotFoundError',
      message: 'The picture of this analysis is no longer stored',
    };
    renderPage({ api, path });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'no longer stored',
    );
  });

  it('tells how the picture was read and offers the document it is a page of', async () => {
    const user = userEvent.setup();
    const api = new FakeInfraAiApi({
      readPicture: () => ({
        ...ticketModel(),
        source: { kind: 'image', format: 'drawio', embedded: true },
      }),
    });
    const { path } = await analyzed(
      api,
      new Blob(['%PDF-1.7'], { type: 'application/pdf' }),
    );
    renderPage({ api, path });
    expect(
      await screen.findByText('Read from the embedded source (draw.io)'),
    ).toBeVisible();
    expect(screen.getByText(/PDF, page 1 of 3/)).toBeVisible();
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    await user.click(screen.getByRole('button', { name: 'Download the PDF' }));
    await waitFor(() => expect(click).toHaveBeenCalledTimes(1));
    expect(
      (click.mock.contexts[0] as unknown as HTMLAnchorElement).download,
    ).toBe('tickets.svg');
    click.mockRestore();
  });

  it('analyzes the stored picture again', async () => {
    const user = userEvent.setup();
    const api = new FakeInfraAiApi();
    api.analysisProblem = {
      name: 'ServiceUnavailableError',
      message: 'Gemini answered 503 five times',
    };
    const { id } = await api.startImageAnalysis({
      file: new Blob([HOSTILE], { type: 'image/svg+xml' }),
      fileName: 'tickets.svg',
      description: 'Our shop',
    });
    renderPage({ api, path: `/infra-ai/analyses/${id}` });
    await screen.findByText('Gemini answered 503 five times');
    api.analysisProblem = undefined;
    await user.click(screen.getByRole('button', { name: 'Analyze again' }));
    await box(BOOKINGS_BOX);
    expect(api.uploads[1]).toEqual(
      expect.objectContaining({
        fileName: 'tickets.svg',
        description: 'Our shop',
        analyzer: 'gemini',
      }),
    );
    expect(api.uploads[1].file.size).toBe(HOSTILE.length);
  });
});
