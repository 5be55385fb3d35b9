import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { shopModel, testDraft } from '../../../__testUtils__';
import { ElementActions } from './ElementActions';

function renderActions() {
  const user = userEvent.setup({ delay: null });
  const model = shopModel('');
  const edit = jest.fn();
  renderInTestApp(
    <ElementActions
      element={model.elements.find(({ id }) => id === 'shop')!}
      draft={testDraft({ model, edit })}
      onSelect={() => {}}
    />,
  );
  return { user, edit, model };
}

describe('what can be done to an element', () => {
  it('is split with the relations that are chosen to go over', async () => {
    const { user, edit, model } = renderActions();
    await user.click(await screen.findByRole('button', { name: 'Split' }));
    const dialog = await screen.findByRole('dialog');
    const name = within(dialog).getByRole('textbox');
    await user.clear(name);
    await user.type(name, 'Checkout');
    await user.click(
      within(dialog).getByRole('checkbox', {
        name: 'Shop service depends on Orders database',
      }),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Split' }));
    expect(edit).toHaveBeenCalledWith({
      op: 'splitElement',
      id: 'shop',
      newId: 'shop-1',
      name: 'Checkout',
      relations: [
        model.relations.find(
          ({ from, to }) => from === 'shop' && to === 'orders-db',
        ),
      ],
    });
  });

  it('gets a relation of the chosen type, once', async () => {
    const { user, edit } = renderActions();
    const group = await screen.findByRole('group', {
      name: 'Add the relation',
    });
    const add = within(group).getByRole('button', { name: 'Add the relation' });
    const choose = async (label: RegExp, option: string) => {
      await user.click(within(group).getByRole('button', { name: label }));
      await user.click(await screen.findByRole('option', { name: option }));
    };
    await choose(/To$/, 'Orders database');
    expect(add).toBeDisabled();
    expect(within(group).getByRole('status')).toHaveTextContent(
      'There is such a relation already',
    );
    await choose(/Relation$/, 'part of');
    await user.click(add);
    expect(edit).toHaveBeenCalledWith({
      op: 'addRelation',
      relation: { from: 'shop', to: 'orders-db', type: 'partOf' },
    });
  });
});
