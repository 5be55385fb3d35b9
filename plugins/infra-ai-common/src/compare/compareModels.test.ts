import type { Element, InfrastructureModel, Relation } from '../model';
import { compareModels } from './compareModels';

const element = (changes: Partial<Element>): Element => ({
  id: 'n1',
  kind: 'component',
  type: 'service',
  name: 'Shop',
  evidence: [],
  confidence: 1,
  ...changes,
});
const relation = (
  from: string,
  to: string,
  changes: Partial<Relation> = {},
): Relation => ({
  from,
  to,
  type: 'dependsOn',
  evidence: [],
  confidence: 1,
  ...changes,
});
const model = (
  elements: Element[],
  relations: Relation[] = [],
  system?: InfrastructureModel['system'],
): InfrastructureModel => ({
  system,
  elements,
  relations,
  warnings: [],
  source: { kind: 'text' },
});

const shown = (before: InfrastructureModel, after: InfrastructureModel) => {
  const { elements, relations, system } = compareModels(before, after);
  return {
    system: system.map(({ field }) => field),
    elements: elements.map(one =>
      `${one.change} ${(one.after ?? one.before)!.name} ${one.fields
        .map(({ field }) => field)
        .join()}`.trim(),
    ),
    relations: relations.map(one =>
      `${one.change} ${one.from} ${one.type} ${one.to} ${one.fields
        .map(({ field }) => field)
        .join()}`.trim(),
    ),
  };
};

describe('compareModels', () => {
  it('finds the same things under other ids and spellings', () => {
    const before = model(
      [
        element({ id: 'n1', name: 'Orders API', kind: 'api', type: 'openapi' }),
        element({ id: 'n2', name: 'orders-db', kind: 'resource' }),
      ],
      [relation('n1', 'n2')],
    );
    const after = model(
      [
        element({ id: 'n1', name: 'Orders DB', kind: 'resource' }),
        element({ id: 'n2', name: 'orders api', kind: 'api', type: 'grpc' }),
      ],
      [relation('n2', 'n1')],
    );
    expect(shown(before, after)).toEqual({
      system: [],
      elements: ['changed Orders DB name', 'changed orders api name,type'],
      relations: ['unchanged orders api dependsOn Orders DB'],
    });
  });

  it('follows a rename by an id that says what it is', () => {
    const before = model([element({ id: 'web-shop', name: 'Web shop' })]);
    const after = model([element({ id: 'web-shop', name: 'Storefront' })]);
    expect(compareModels(before, after).elements).toEqual([
      expect.objectContaining({
        change: 'changed',
        fields: [{ field: 'name', before: 'Web shop', after: 'Storefront' }],
      }),
    ]);
  });

  it('tells what came, went and changed, that first', () => {
    const before = model(
      [
        element({ id: 'a', name: 'Same', tags: ['x', 'y'] }),
        element({ id: 'b', name: 'Gone' }),
        element({ id: 'c', name: 'Moved', technology: 'Redis' }),
      ],
      [relation('a', 'b'), relation('a', 'c'), relation('c', 'a')],
      { name: 'shop', owner: 'team-a' },
    );
    const after = model(
      [
        element({ id: 'a', name: 'Same', tags: ['y', 'x'], confidence: 0.2 }),
        element({ id: 'd', name: 'New' }),
        element({ id: 'c', name: 'Moved', technology: 'Valkey' }),
      ],
      [
        relation('a', 'd'),
        relation('a', 'c', { type: 'consumesApi' }),
        relation('c', 'a'),
      ],
      { name: 'shop', owner: 'team-b' },
    );
    expect(shown(before, after)).toEqual({
      system: ['owner'],
      elements: [
        'changed Moved technology',
        'added New',
        'removed Gone',
        'unchanged Same',
      ],
      relations: [
        'changed Same consumesApi Moved type',
        'added Same dependsOn New',
        'removed Same dependsOn Gone',
        'unchanged Moved dependsOn Same',
      ],
    });
  });

  it('keeps several of one name, and several relations of one pair, apart', () => {
    const twins = [
      element({ id: 'n1', name: 'Worker' }),
      element({ id: 'n2', name: 'Worker', kind: 'resource' }),
    ];
    const both = [
      relation('n1', 'n2'),
      relation('n1', 'n2', { type: 'partOf' }),
    ];
    expect(shown(model(twins, both), model([twins[1]]))).toEqual({
      system: [],
      elements: ['removed Worker', 'unchanged Worker'],
      relations: [
        'removed Worker dependsOn Worker',
        'removed Worker partOf Worker',
      ],
    });
  });

  it('finds nothing between a model and itself', () => {
    const same = model(
      [element({ id: 'a' }), element({ id: 'b', name: 'Other' })],
      [relation('a', 'b')],
    );
    const { elements, relations } = compareModels(same, same);
    expect(
      [...elements, ...relations].every(({ change }) => change === 'unchanged'),
    ).toBe(true);
  });
});
