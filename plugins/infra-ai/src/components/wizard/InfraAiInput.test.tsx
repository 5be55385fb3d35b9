// Loaded ahead, so that no test waits for the review's modules.
import '../review/graph/GraphView';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Form } from '@backstage/plugin-scaffolder-react/alpha';
import validator from '@rjsf/validator-ajv8';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InfraAiInput, validateInfraAiInput } from '.';
import { infraAiApiRef } from '../../api';
import { rootRouteRef } from '../../plugin/routes';
import { FakeInfraAiApi } from '../../__testUtils__';

function show(api: FakeInfraAiApi) {
  const values: unknown[] = [];
  renderInTestApp(
    <Form
      validator={validator}
      schema={{
        type: 'object',
        properties: { analysisId: { type: 'string', title: 'Infrastructure' } },
      }}
      uiSchema={{ analysisId: { 'ui:field': 'InfraAiInput' } }}
      fields={{ InfraAiInput: InfraAiInput as never }}
      onChange={({ formData }) => values.push(formData.analysisId)}
    />,
    {
      mountedRoutes: {
        '/infra-ai': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [infraAiApiRef, api],
        catalogApiMock(),
        mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      ],
    } as Parameters<typeof renderInTestApp>[1],
  );
  return values;
}

async function errorsOf(api: FakeInfraAiApi, id: string | undefined) {
  const errors: string[] = [];
  await validateInfraAiInput(
    id,
    { addError: (text: string) => errors.push(text) } as never,
    {
      apiHolder: {
        get: (ref: { id: string }) =>
          ref.id === infraAiApiRef.id ? api : undefined,
      },
    } as never,
  );
  return errors;
}

describe('the wizard field InfraAiInput', () => {
  it('analyzes a description in the wizard and shows what was found', async () => {
    const api = new FakeInfraAiApi();
    const values = show(api);

    await userEvent.type(
      await screen.findByRole('textbox', { name: /Description/ }),
      'A shop',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Analyze' }));

    expect(await screen.findByText('Found in “Web shop”')).toBeVisible();
    const [id] = api.analyses.keys();
    expect(values.at(-1)).toBe(id);
    expect(
      screen.getByRole('link', { name: /Open on a page of its own/ }),
    ).toHaveAttribute('href', `/infra-ai/analyses/${id}`);

    await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
    expect(values.at(-1)).toBe('');
  });

  it('takes a picture', async () => {
    const api = new FakeInfraAiApi();
    show(api);

    await userEvent.click(await screen.findByRole('tab', { name: 'Image' }));
    await userEvent.upload(
      document.querySelector<HTMLInputElement>('input[type=file]')!,
      new File(['<svg/>'], 'tickets.svg', { type: 'image/svg+xml' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Analyze' }));

    expect(await screen.findByText('Found in “Ticket office”')).toBeVisible();
    expect(api.uploads[0].fileName).toBe('tickets.svg');
  });

  it('takes files, and corrections of what was found in them', async () => {
    const api = new FakeInfraAiApi();
    show(api);

    await userEvent.click(await screen.findByRole('tab', { name: 'Files' }));
    await userEvent.upload(screen.getByLabelText('Choose files'), [
      new File(['services: {}'], 'compose.yaml'),
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Analyze' }));

    expect(await screen.findByText('Found in “Web shop”')).toBeVisible();
    const analysis = [...api.analyses.values()][0];
    expect(analysis.input).toMatchObject({
      kind: 'files',
      files: [{ path: 'compose.yaml' }],
    });

    await userEvent.click(screen.getByRole('tab', { name: 'Table' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Edit the table' }),
    );
    const type = screen.getByRole('textbox', { name: /Type.*Shop service/ });
    await userEvent.clear(type);
    await userEvent.type(type, 'worker{Enter}');
    // Saved by itself, and the wizard stays where it is.
    await waitFor(async () =>
      expect(
        (
          await api.getAnalysis(analysis.id)
        ).model!.elements,
      ).toContainEqual(expect.objectContaining({ id: 'shop', type: 'worker' })),
    );
  });

  it('takes the address of a repository, by Enter too', async () => {
    const api = new FakeInfraAiApi();
    show(api);
    await userEvent.click(await screen.findByRole('tab', { name: 'Files' }));
    await userEvent.type(
      screen.getByRole('textbox', { name: /repository/i }),
      'https://github.com/acme/shop{Enter}',
    );
    expect(await screen.findByText('Found in “Web shop”')).toBeVisible();
    expect([...api.analyses.values()][0].input).toMatchObject({
      origin: { url: 'https://github.com/acme/shop' },
    });
  });

  it('shows why an analysis failed', async () => {
    const api = new FakeInfraAiApi();
    api.analysisProblem = { name: 'Error', message: 'The model is gone' };
    show(api);

    await userEvent.type(
      await screen.findByRole('textbox', { name: /Description/ }),
      'A shop',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Analyze' }));
    expect(await screen.findByText('The model is gone')).toBeVisible();
  });

  it('lets the wizard go on with a completed analysis only', async () => {
    const api = new FakeInfraAiApi();
    const done = await api.processText({ description: 'A shop' });
    const running = await api.startTextAnalysis({ description: 'A shop' });

    expect(await errorsOf(api, done.id)).toEqual([]);
    expect(await errorsOf(api, running.id)).toEqual([
      'The analysis is not completed.',
    ]);
    expect(await errorsOf(api, undefined)).toEqual([
      'Analyze a description, a picture or files first.',
    ]);
    expect(await errorsOf(api, 'gone')).toEqual(['There is no "gone"']);
  });
});
