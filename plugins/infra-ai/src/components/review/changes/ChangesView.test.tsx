import {
  TestApiProvider,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInfraAiApi, testDraft } from '../../../__testUtils__';
import { infraAiApiRef } from '../../../api';
import { DraftContext } from '../../../draft/DraftContext';
import { ChangesView } from './ChangesView';

function renderChanges(api: FakeInfraAiApi) {
  renderInTestApp(
    <TestApiProvider apis={[[infraAiApiRef, api]]}>
      <DraftContext.Provider value={testDraft()}>
        <ChangesView analysisId="a1" />
      </DraftContext.Provider>
    </TestApiProvider>,
  );
}

it('shows what is added, what changes field by field, and what is left alone', async () => {
  const api = new FakeInfraAiApi();
  api.catalogChanges = {
    entities: [
      { entityRef: 'system:default/shop', kind: 'added', fields: [] },
      {
        entityRef: 'resource:default/orders',
        title: 'Orders',
        kind: 'changed',
        fields: ['spec.owner'],
        details: [
          { path: 'spec.owner', before: 'group:default/a', after: 'user:x/b' },
        ],
      },
      { entityRef: 'resource:default/known', kind: 'unchanged', fields: [] },
    ],
  };
  renderChanges(api);
  expect(
    await screen.findByRole('heading', { name: '1 entity will be added' }),
  ).toBeVisible();
  const changed = screen.getByText('resource:default/orders').closest('li')!;
  expect(within(changed).getByText('spec.owner')).toBeVisible();
  expect(within(changed).getByText('group:default/a')).toBeVisible();
  expect(within(changed).getByText('user:x/b')).toBeVisible();
  expect(
    screen.getByRole('heading', { name: '1 entity stays as it is' }),
  ).toBeVisible();
});

it('says that the catalog did not answer, and asks again', async () => {
  const api = new FakeInfraAiApi();
  api.refuse.getCatalogChanges = {
    status: 503,
    name: 'ServiceUnavailableError',
    message: 'The catalog is away',
  };
  renderChanges(api);
  expect(await screen.findByText('The catalog is away')).toBeVisible();
  delete api.refuse.getCatalogChanges;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(/Compared with the catalog/)).toBeVisible();
});
