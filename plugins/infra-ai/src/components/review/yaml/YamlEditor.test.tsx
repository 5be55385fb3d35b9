import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EditorView } from '@uiw/react-codemirror';
import { useState } from 'react';
import { shopModel, testDraft } from '../../../__testUtils__';
import { applyEdit } from '../../../draft/applyEdit';
import type { PendingYaml } from './usePendingYaml';
import YamlEditor from './YamlEditor';

const OPTIONS = { owner: 'group:default/platform' };

/** The editor over a draft that keeps what is applied. */
function Page({ onEdit }: { onEdit: jest.Mock }) {
  const [model, setModel] = useState(() => shopModel(''));
  const [pending, onPending] = useState<PendingYaml>();
  return (
    <YamlEditor
      draft={testDraft({
        model,
        edit: step => {
          onEdit(step);
          setModel(applyEdit(model, step));
        },
      })}
      options={OPTIONS}
      pending={pending}
      onPending={onPending}
    />
  );
}

async function openEditor() {
  const user = userEvent.setup({ delay: null });
  const onEdit = jest.fn();
  renderInTestApp(<Page onEdit={onEdit} />);
  const box = await screen.findByRole('textbox', { name: /catalog-info/ });
  const view = EditorView.findFromDOM(box)!;
  /** What a person types; jsdom has no editable content. */
  const replace = (before: string, after: string) =>
    act(() => {
      const from = view.state.doc.toString().indexOf(before);
      view.dispatch({
        changes: { from, to: from + before.length, insert: after },
      });
    });
  return { user, onEdit, view, replace };
}

describe('YamlEditor', () => {
  it('takes an edited text over in one step', async () => {
    const { user, onEdit, view, replace } = await openEditor();
    const apply = screen.getByRole('button', { name: 'Apply' });
    expect(apply).toBeDisabled();
    replace('title: Orders database', 'title: Orders');
    replace('name: web-shop-log-store', 'name: logs');
    expect(
      await screen.findByText(/Will be called web-shop-logs/),
    ).toBeVisible();
    await waitFor(() => expect(apply).toBeEnabled());
    await user.click(apply);
    expect(onEdit).toHaveBeenCalledTimes(1);
    // The editor waits for the end of typing before it shows another text.
    await waitFor(() =>
      expect(view.state.doc.toString()).toContain('name: web-shop-logs\n'),
    );
    expect(view.state.doc.toString()).toContain('title: Orders\n');
    expect(apply).toBeDisabled();
  });

  it('says what is wrong at its line, and keeps the text', async () => {
    const { user, onEdit, view, replace } = await openEditor();
    replace('type: log-store', 'type: [log');
    const [line] = await screen.findAllByRole('button', { name: /^Line \d+$/ });
    expect(screen.getByRole('button', { name: 'Apply' })).toBeDisabled();
    expect(view.state.doc.toString()).toContain('type: [log');
    await user.click(line);
    expect(view.hasFocus).toBe(true);
    replace('type: [log', 'type: log-store');
    await waitFor(() => expect(line).not.toBeInTheDocument());
    expect(onEdit).not.toHaveBeenCalled();
  });
});
