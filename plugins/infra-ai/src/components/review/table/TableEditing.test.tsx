import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { shopModel, testDraft } from '../../../__testUtils__';
import { DraftContext, type ModelDraft } from '../../../draft/DraftContext';
import { ModelTables } from './ModelTables';

const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments', title: 'Payments team' },
  spec: { type: 'team', children: [] },
};

async function renderTables(problems: ModelDraft['problems'] = []) {
  const edit = jest.fn();
  const model = shopModel('');
  const draft = testDraft({ model, edit, problems });
  renderInTestApp(
    <DraftContext.Provider value={draft}>
      <ModelTables
        model={model}
        selected={undefined}
        highlighted={undefined}
        onSelect={() => {}}
        onHighlight={() => {}}
      />
    </DraftContext.Provider>,
    { apis: [catalogApiMock({ entities: [payments] })] },
  );
  const user = userEvent.setup();
  await user.click(
    await screen.findByRole('button', { name: 'Edit the table' }),
  );
  return { user, edit };
}

describe('ModelTables', () => {
  it('edits the cells of an element', async () => {
    const { user, edit } = await renderTables();
    const name = screen.getByRole('textbox', { name: 'Name of Carts' });
    await user.clear(name);
    await user.type(name, 'Baskets{Enter}');
    expect(edit).toHaveBeenLastCalledWith({
      op: 'setElement',
      id: 'carts',
      change: { name: 'Baskets' },
    });
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Kind of Carts' }),
      'Component',
    );
    expect(edit).toHaveBeenLastCalledWith({
      op: 'setElement',
      id: 'carts',
      change: { kind: 'component' },
    });
  });

  it('suggests owners of the catalog, and takes others', async () => {
    const { user, edit } = await renderTables();
    const owner = screen.getByRole('combobox', { name: 'Owner of Carts' });
    await user.click(owner);
    const suggested = await screen.findByText(
      (_, node) => node?.getAttribute('label') === 'Payments team',
    );
    expect(suggested).toHaveValue('payments');
    await user.type(owner, 'nobody{Enter}');
    expect(edit).toHaveBeenLastCalledWith({
      op: 'setElement',
      id: 'carts',
      change: { owner: 'nobody' },
    });
  });

  it('merges, accepts and removes what is selected', async () => {
    const { user, edit } = await renderTables();
    const select = async () => {
      await user.click(screen.getByRole('checkbox', { name: 'Select Carts' }));
      await user.click(
        screen.getByRole('checkbox', { name: 'Select Log store' }),
      );
      return within(screen.getByRole('toolbar', { name: 'Selected elements' }));
    };
    await user.click(
      (await select()).getByRole('button', { name: 'Merge into Carts' }),
    );
    await user.click((await select()).getByRole('button', { name: 'Accept' }));
    await user.click((await select()).getByRole('button', { name: 'Remove' }));
    expect(edit.mock.calls.map(([step]) => step)).toEqual([
      { op: 'mergeElements', into: 'carts', ids: ['logs'] },
      { op: 'confirm', elements: ['carts', 'logs'], relations: [] },
      { op: 'removeElements', ids: ['carts', 'logs'] },
    ]);
  });

  it('reverses a relation', async () => {
    const { user, edit } = await renderTables();
    await user.click(
      screen.getByRole('button', { name: 'Reverse Shop service → Carts' }),
    );
    expect(edit).toHaveBeenCalledWith({
      op: 'reverseRelation',
      relation: { from: 'shop', to: 'carts', type: 'dependsOn' },
    });
  });

  it('says beside the cell what is wrong with it', async () => {
    await renderTables([
      {
        severity: 'error',
        element: 'carts',
        field: 'owner',
        message: 'There is no such owner',
      },
    ]);
    const owner = screen.getByRole('combobox', { name: 'Owner of Carts' });
    expect(owner).toBeInvalid();
    expect(owner).toHaveAccessibleDescription('There is no such owner');
  });
});
