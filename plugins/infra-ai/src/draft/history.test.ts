import { shopModel } from '../__testUtils__';
import { applyEdit } from './applyEdit';
import type { ModelEdit } from './edits';
import { after, rebased, redone, undone, type History } from './history';

const rename = (id: string, title: string): ModelEdit => ({
  op: 'setElement',
  id,
  change: { title },
});
const start: History = { past: [], model: shopModel(''), future: [] };
const edited = (...steps: ModelEdit[]) =>
  steps.reduce(
    (history, step) => after(history, applyEdit(history.model, step), step),
    start,
  );
const titleOf = ({ model }: History, wanted: string) =>
  model.elements.find(({ id }) => id === wanted)?.title;

describe('history of a draft', () => {
  it('goes back and forward', () => {
    const history = edited(rename('shop', 'A'), rename('shop', 'B'));
    expect(titleOf(undone(history), 'shop')).toBe('A');
    expect(redone(undone(history))).toEqual(history);
    expect(undone(start)).toBe(start);
  });

  it('makes the unsaved steps once more on the model of somebody else', () => {
    const saved = edited(rename('shop', 'Saved'));
    const mine = after(
      saved,
      applyEdit(saved.model, rename('logs', 'Mine')),
      rename('logs', 'Mine'),
    );
    const theirs = applyEdit(saved.model, rename('shop', 'Theirs'));
    const { history, lost } = rebased(mine, saved.model, theirs);
    expect(lost).toBe(0);
    expect(titleOf(history, 'shop')).toBe('Theirs');
    expect(titleOf(history, 'logs')).toBe('Mine');
    expect(undone(history).model).toBe(theirs);
  });

  it('counts the steps that do not fit there', () => {
    const mine = edited(rename('logs', 'Mine'), rename('shop', 'Mine'));
    const theirs = applyEdit(start.model, {
      op: 'removeElements',
      ids: ['logs'],
    });
    const { history, lost } = rebased(mine, start.model, theirs);
    expect(lost).toBe(1);
    expect(titleOf(history, 'shop')).toBe('Mine');
  });

  it('puts the whole model in place where the steps cannot be told', () => {
    const saved = edited(rename('shop', 'Saved'));
    const back = undone(saved);
    const theirs = applyEdit(saved.model, rename('logs', 'Theirs'));
    const { history } = rebased(back, saved.model, theirs);
    expect(history.model).toBe(back.model);
    expect(undone(history).model).toBe(theirs);
  });
});
