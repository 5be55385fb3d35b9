import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { shopModel, testDraft } from '../../../__testUtils__';
import { DraftContext, type ModelDraft } from '../../../draft/DraftContext';
import { GraphPanel } from './GraphPanel';

function renderGraph(change: Partial<ModelDraft> = {}) {
  const model: InfrastructureModel = shopModel('');
  const edit = jest.fn();
  const draft = testDraft({ model, edit, ...change });
  renderInTestApp(
    <DraftContext.Provider value={draft}>
      <GraphPanel
        model={draft.model}
        selected={undefined}
        highlighted={undefined}
        onSelect={() => {}}
        onHighlight={() => {}}
      />
    </DraftContext.Provider>,
  );
  return edit;
}

const carts = { name: /^Resource Carts, cache/ };

describe('GraphPanel', () => {
  it('renames an element in its place', async () => {
    const user = userEvent.setup();
    const edit = renderGraph();
    (await screen.findByRole('group', carts)).focus();
    await user.keyboard('{F2}');
    const field = screen.getByRole('textbox', { name: 'New name of Carts' });
    await user.clear(field);
    await user.type(field, 'Baskets{Enter}');
    expect(edit.mock.calls).toEqual([
      [{ op: 'setElement', id: 'carts', change: { name: 'Baskets' } }],
    ]);
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('leaves the name on Escape', async () => {
    const user = userEvent.setup();
    const edit = renderGraph();
    fireEvent.doubleClick(await screen.findByRole('group', carts));
    screen.getByRole('textbox').focus();
    await user.keyboard('Other{Escape}');
    expect(edit).not.toHaveBeenCalled();
  });

  it('removes the focused element with the Delete key', async () => {
    const user = userEvent.setup();
    const edit = renderGraph();
    (await screen.findByRole('group', carts)).focus();
    await user.keyboard('{Delete}');
    expect(edit).toHaveBeenCalledWith({ op: 'removeElements', ids: ['carts'] });
  });

  it('changes a chosen relation', async () => {
    const user = userEvent.setup();
    const edit = renderGraph();
    const relation = { from: 'shop', to: 'carts', type: 'dependsOn' };
    fireEvent.click(
      await screen.findByLabelText('Shop service depends on Carts'),
    );
    await user.click(screen.getByRole('button', { name: 'Reverse' }));
    expect(edit).toHaveBeenLastCalledWith({ op: 'reverseRelation', relation });

    fireEvent.click(screen.getByLabelText('Shop service depends on Carts'));
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Type of the relation' }),
      'part of',
    );
    expect(edit).toHaveBeenLastCalledWith({
      op: 'setRelation',
      relation,
      change: { type: 'partOf' },
    });

    fireEvent.click(screen.getByLabelText('Shop service depends on Carts'));
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(edit).toHaveBeenLastCalledWith({
      op: 'removeRelations',
      relations: [relation],
    });
  });

  it('does not mark what was accepted, and is only read without the right to edit', async () => {
    const user = userEvent.setup();
    const model = shopModel('');
    for (const finding of [...model.elements, ...model.relations]) {
      finding.confirmed = true;
    }
    const edit = renderGraph({ model, isEditable: false });
    const node = await screen.findByRole('group', { name: /Log store/ });
    expect(node).toHaveAccessibleName('Resource Log store, log-store');
    node.focus();
    await user.keyboard('{Delete}{F2}');
    expect(edit).not.toHaveBeenCalled();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });
});
