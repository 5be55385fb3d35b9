import { shopModel } from '../__testUtils__/shopModel';
import { applyEdit } from './applyEdit';

const model = shopModel('');

describe('applyEdit', () => {
  it('merges elements with their relations and evidence', () => {
    const merged = applyEdit(model, {
      op: 'mergeElements',
      into: 'broker',
      ids: ['carts'],
    });
    expect(merged.elements.map(({ id }) => id)).not.toContain('carts');
    expect(
      merged.relations.filter(
        ({ from, to }) => from === 'shop' && to === 'broker',
      ),
    ).toHaveLength(1);
    expect(merged.elements.find(({ id }) => id === 'broker')?.evidence).toEqual(
      [...model.elements[6].evidence, ...model.elements[4].evidence],
    );
  });

  it('splits an element, moves relations, reverses one, removes another', () => {
    const relation = {
      from: 'shop',
      to: 'orders-db',
      type: 'dependsOn',
    } as const;
    const split = applyEdit(model, {
      op: 'splitElement',
      id: 'shop',
      newId: 'orders',
      name: 'Orders',
      relations: [relation],
    });
    const moved = { ...relation, from: 'orders' };
    expect(split.relations).toContainEqual(expect.objectContaining(moved));
    const reversed = applyEdit(split, {
      op: 'reverseRelation',
      relation: moved,
    });
    expect(reversed.relations).toContainEqual(
      expect.objectContaining({ from: 'orders-db', to: 'orders' }),
    );
    const removed = applyEdit(reversed, {
      op: 'removeElements',
      ids: ['shop'],
    });
    expect(removed.relations.some(({ from }) => from === 'shop')).toBe(false);
  });

  it('marks what a person adds', () => {
    const added = applyEdit(model, {
      op: 'addElement',
      element: { id: 'cdn', kind: 'resource', type: 'cdn', name: 'CDN' },
    });
    expect(added.elements.at(-1)).toMatchObject({
      confidence: 1,
      confirmed: true,
      evidence: [{ kind: 'inferred', why: 'Added in the review' }],
    });
  });

  it.each([
    [{ op: 'setElement', id: 'gone', change: {} }, 'noElement'],
    [{ op: 'setElement', id: 'shop', change: { name: ' ' } }, 'invalid'],
    [
      {
        op: 'addRelation',
        relation: { from: 'shop', to: 'shop', type: 'dependsOn' },
      },
      'toItself',
    ],
    [
      {
        op: 'addRelation',
        relation: { from: 'shop', to: 'carts', type: 'dependsOn' },
      },
      'relationExists',
    ],
  ] as const)('refuses %j', (edit, reason) => {
    expect(() => applyEdit(model, edit)).toThrow(
      expect.objectContaining({ reason }),
    );
  });
});
