import type { Element } from '../model';
import { orders } from './__testUtils__/plans';
import { catalogInfo, update } from './__testUtils__/update';

/** The plan with what a person chose for the cache. */
const withCache = (catalog: Element['catalog']) =>
  orders({
    elements: elements =>
      elements.map(one => (one.id === 'cache' ? { ...one, catalog } : one)),
  });

describe('an element that is an entity of the catalog', () => {
  it('is pointed at, and its own entity of before is no longer found', () => {
    const { plan, entities, change } = update({
      ours: withCache({
        entityRef: 'resource:default/redis',
        use: 'reference',
      }),
      theirs: orders(),
      base: orders(),
      removeMissing: true,
    });
    expect(entities['shop-orders'].spec.dependsOn).toEqual([
      'resource:default/shop-orders-db',
      'resource:default/redis',
    ]);
    expect(change('resource:default/shop-cache')!.kind).toBe('removed');
    expect(plan.entityRefs).not.toContain('resource:default/redis');
    expect(plan.writes.map(({ path }) => path)).toContain('README.md');
  });

  it('stays when it is in the same repository', () => {
    const { plan, entities } = update({
      ours: withCache({
        entityRef: 'resource:default/shop-cache',
        use: 'reference',
      }),
      theirs: orders(),
      base: orders(),
      removeMissing: true,
    });
    expect(entities['shop-cache']).toBeDefined();
    expect(plan.entities.map(({ kind }) => kind)).not.toContain('removed');
    expect(plan.entities.map(({ kind }) => kind)).not.toContain('missing');
  });

  it('is updated under its own reference, whatever it is called there', () => {
    const theirs = `apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: Redis_1 # ours since 2019
spec:
  type: cache
  owner: group:default/platform
`;
    const { text, change } = update({
      ours: withCache({
        entityRef: 'resource:default/redis_1',
        use: 'update',
      }),
      theirs,
    });
    expect(text).toContain('name: Redis_1 # ours since 2019');
    expect(text).toContain('owner: group:default/platform');
    expect(text).toContain('- resource:default/redis_1');
    expect(change('resource:default/redis_1')!.fields).toContain(
      'metadata.tags',
    );
  });

  it('is written into a new repository only to be updated', () => {
    const entityRef = 'resource:default/redis';
    expect(
      catalogInfo(withCache({ entityRef, use: 'reference' })),
    ).not.toContain('name: redis');
    expect(catalogInfo(withCache({ entityRef, use: 'update' }))).toContain(
      'name: redis\n',
    );
  });
});
