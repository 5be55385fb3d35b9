import { orders } from '../__testUtils__/plans';
import { update } from '../__testUtils__/update';

describe('which entity is which', () => {
  const resource = (name: string, system = 'shop', extra = '') =>
    `---\napiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  name: ${name}${extra}\n  tags: [postgresql]\nspec:\n  type: database\n  owner: ana\n  system: ${system}\n`;
  const refs = (theirs: string) =>
    update({ ours: orders(), theirs }).plan.entityRefs;

  it.each([
    ['without the name of the system', resource('orders-db')],
    ['by its title', resource('pg1', 'shop', '\n  title: Orders DB')],
    ['by a like name of the same technology', resource('order-database')],
  ])('is known %s', (_, theirs) => {
    const name = theirs.match(/name: (\S+)/)![1];
    expect(refs(theirs)).toContain(`resource:default/${name}`);
  });

  it.each([
    ['another database', resource('users-db')],
    ['that of another system', resource('orders-db', 'billing')],
    ['one of two that could be it', resource('order') + resource('orderz')],
  ])('is not %s', (_, theirs) => {
    expect(refs(theirs)).toContain('resource:default/shop-orders-db');
  });

  it('stays the same under a new name, and its reference with it', () => {
    const { change, entities } = update({
      ours: orders({
        elements: all =>
          all.map(e =>
            e.id === 'cache' ? { ...e, name: 'Session store' } : e,
          ),
      }),
      theirs: orders(),
      base: orders(),
    });
    expect(change('resource:default/shop-cache')).toMatchObject({
      kind: 'changed',
      title: 'Session store',
      renamedFrom: 'Cache',
    });
    expect(entities['shop-cache'].metadata.title).toBe('Session store');
    expect(entities['shop-orders'].spec.dependsOn).toContain(
      'resource:default/shop-cache',
    );
  });
});
