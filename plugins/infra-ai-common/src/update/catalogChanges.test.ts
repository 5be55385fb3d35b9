import type { Entity } from '@backstage/catalog-model';
import { catalogChanges } from './catalogChanges';

const REF = 'component:default/shop-mailer';

function mailer(
  spec: Record<string, unknown>,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'shop-mailer', annotations },
    spec: { type: 'service', ...spec } as Entity['spec'],
  };
}

const changes = (before: Entity | undefined, after: Entity) =>
  catalogChanges([after], new Map([[REF, before]]))[0];

describe('catalogChanges', () => {
  it('names what is added to a list, and leaves what only the catalog has', () => {
    const before = mailer({
      dependsOn: ['resource:shop-redis', 'resource:ses'],
    });
    const after = mailer({
      dependsOn: ['resource:default/ses', 'resource:default/shop-s3'],
    });
    expect(changes(before, after)).toMatchObject({
      kind: 'changed',
      details: [{ path: 'spec.dependsOn', after: 'resource:default/shop-s3' }],
    });
    expect(changes(before, after).details![0]).not.toHaveProperty('before');
    expect(changes(before, mailer({ dependsOn: ['resource:ses'] })).kind).toBe(
      'unchanged',
    );
  });

  it('says how a field was and will be, without the notes of an analysis', () => {
    const before = mailer({ owner: 'mail' }, { 'infra-ai/analysis-id': 'a' });
    const after = mailer(
      { owner: 'group:default/post' },
      { 'infra-ai/analysis-id': 'b' },
    );
    expect(changes(before, after).details).toEqual([
      {
        path: 'spec.owner',
        before: 'group:default/mail',
        after: 'group:default/post',
      },
    ]);
  });

  it('tells one that the catalog lacks, and one that is the same', () => {
    expect(changes(undefined, mailer({})).kind).toBe('added');
    expect(changes(mailer({}), mailer({})).kind).toBe('unchanged');
  });
});
