import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { InfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { shopModel, testDraft } from '../../../__testUtils__';
import { DraftContext } from '../../../draft/DraftContext';
import { GraphPanel } from './GraphPanel';

const COUNT = 160;

/** A chain of services. */
function chain(): InfrastructureModel {
  const { elements, relations, ...rest } = shopModel('');
  return {
    ...rest,
    elements: Array.from({ length: COUNT }, (_, i) => ({
      ...elements[0],
      id: `service-${i}`,
      name: `service-${i}`,
      title: `Service ${i}`,
    })),
    relations: Array.from({ length: COUNT - 1 }, (_, i) => ({
      ...relations[0],
      from: `service-${i}`,
      to: `service-${i + 1}`,
      type: 'dependsOn' as const,
    })),
  };
}

const nodes = () => screen.getAllByLabelText(/^Component Service \d+,/);

async function renderSmall() {
  const edit = jest.fn();
  const onSelect = jest.fn();
  const draft = testDraft({ model: chain(), edit });
  const { container } = renderInTestApp(
    <DraftContext.Provider value={draft}>
      <GraphPanel
        model={draft.model}
        selected="service-1"
        highlighted={undefined}
        onSelect={onSelect}
        onHighlight={() => {}}
      />
    </DraftContext.Provider>,
  );
  const zoomOut = await screen.findByRole('button', { name: 'Zoom out' });
  for (let i = 0; i < 8; i++) {
    fireEvent.click(zoomOut);
  }
  await waitFor(() => expect(nodes()).toHaveLength(COUNT));
  return { container, edit, onSelect };
}

describe('a large graph, too small to be read', () => {
  it('is drawn without its details, and can still be selected and edited', async () => {
    const user = userEvent.setup();
    const { container, edit, onSelect } = await renderSmall();
    expect(screen.queryByText('Service 3')).not.toBeInTheDocument();
    expect(screen.queryByLabelText(/depends on/)).not.toBeInTheDocument();
    // The relations, those of the selected element, the boxes, and those that are not related to it.
    expect(
      container.querySelectorAll('.react-flow__viewport-portal path'),
    ).toHaveLength(4);

    const node = screen.getByLabelText(/^Component Service 3,/);
    fireEvent.click(node);
    expect(onSelect).toHaveBeenCalledWith('service-3');
    node.focus();
    await user.keyboard('{Delete}');
    expect(edit).toHaveBeenCalledWith({
      op: 'removeElements',
      ids: ['service-3'],
    });
  });

  it('grows to where a name can be read when an element is renamed', async () => {
    const user = userEvent.setup();
    await renderSmall();
    screen.getByLabelText(/^Component Service 3,/).focus();
    await user.keyboard('{F2}');
    expect(
      await screen.findByRole('textbox', { name: 'New name of Service 3' }),
    ).toBeInTheDocument();
  });
});
