import {
  TestApiProvider,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { FakeInfraAiApi, testDraft } from '../../../__testUtils__';
import { infraAiApiRef } from '../../../api';
import { DraftContext, type ModelDraft } from '../../../draft/DraftContext';
import { FilesView } from './FilesView';

it('loads the files again once an edit is saved', async () => {
  const user = userEvent.setup();
  const api = new FakeInfraAiApi();
  const analysis = await api.processText({ description: 'My shop' });
  const getFiles = jest.spyOn(api, 'getFiles');
  function Page() {
    const [state, setState] = useState<ModelDraft['state']>('saved');
    const draft = testDraft({ model: analysis.model!, state });
    return (
      <TestApiProvider apis={[[infraAiApiRef, api]]}>
        <DraftContext.Provider value={draft}>
          <button onClick={() => setState('saving')}>save</button>
          <button onClick={() => setState('saved')}>saved</button>
          <FilesView
            analysis={analysis}
            pending={undefined}
            onPending={() => {}}
          />
        </DraftContext.Provider>
      </TestApiProvider>
    );
  }
  renderInTestApp(<Page />);
  await screen.findByRole('button', { name: 'Download catalog-info.yaml' });
  await user.click(screen.getByRole('radio', { name: 'README.md' }));
  await user.click(screen.getByRole('button', { name: 'save' }));
  expect(screen.getByText(/do not have your latest edits/)).toBeVisible();
  expect(getFiles).toHaveBeenCalledTimes(1);
  await user.click(screen.getByRole('button', { name: 'saved' }));
  await waitFor(() => expect(getFiles).toHaveBeenCalledTimes(2));
  expect(
    screen.queryByText(/do not have your latest edits/),
  ).not.toBeInTheDocument();
});
