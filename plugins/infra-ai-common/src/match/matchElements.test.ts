import type { Entity } from '@backstage/catalog-model';
import type { Element, InfrastructureModel } from '../model';
import { matchElements, matchSystem, searchTerms } from '.';

function element(id: string, rest: Partial<Element> = {}): Element {
  return {
    id,
    kind: 'component',
    type: 'service',
    name: id,
    evidence: [],
    confidence: 1,
    ...rest,
  };
}

function model(...elements: Element[]): InfrastructureModel {
  return {
    system: { name: 'Shop' },
    elements,
    relations: [],
    warnings: [],
    source: { kind: 'text' },
  };
}

function entity(
  ref: string,
  rest: Partial<Entity['metadata']> & { spec?: Entity['spec'] } = {},
): Entity {
  const [, kind, namespace, name] = /^(.+):(.+)\/(.+)$/.exec(ref)!;
  const { spec, ...metadata } = rest;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace, ...metadata },
    spec: { type: 'service', owner: 'group:default/a', ...spec },
  };
}

const database: Partial<Element> = {
  kind: 'resource',
  type: 'database',
  technology: 'PostgreSQL',
};

/** Matches of one element. */
function matchesOf(
  one: Element,
  entities: Entity[],
  options?: { analysisId?: string },
) {
  return matchElements(model(one), entities, options)[one.id];
}

describe('matchElements', () => {
  it('knows the entity with the reference that the element would get', () => {
    const there = entity('Component:default/shop-orders', {
      title: 'Orders',
      annotations: {
        'backstage.io/source-location': 'url:https://example.com/shop/',
      },
    });
    expect(matchesOf(element('Orders'), [there])).toEqual([
      {
        entityRef: 'component:default/shop-orders',
        title: 'Orders',
        type: 'service',
        owner: 'group:default/a',
        reason: 'ref',
        score: 1,
        explanation: 'The catalog has an entity with this reference',
        sourceLocation: 'https://example.com/shop/',
      },
    ]);
  });

  it('knows what was published from the element, now or earlier', () => {
    const published = (analysisId: string, system: string) =>
      entity('Component:default/shop-order-taker', {
        annotations: {
          'infra-ai/analysis-id': analysisId,
          'infra-ai/element-id': 'orders',
        },
        spec: { system },
      });
    const orders = element('orders', { name: 'Sales' });
    expect(
      matchesOf(orders, [published('a1', 'shop')], { analysisId: 'a1' }),
    ).toMatchObject([
      { reason: 'provenance', explanation: 'Published from this analysis' },
    ]);
    expect(
      matchesOf(orders, [published('a0', 'shop')], { analysisId: 'a1' }),
    ).toMatchObject([
      {
        reason: 'provenance',
        explanation: expect.stringMatching(/earlier analysis.*"shop"/),
      },
    ]);
    // Ids are of one system.
    expect(matchesOf(orders, [published('a0', 'bank')])).toBeUndefined();
    const numbered = element('n3', { name: 'Sales' });
    const other = published('a0', 'shop');
    other.metadata.annotations!['infra-ai/element-id'] = 'n3';
    expect(matchesOf(numbered, [other])).toBeUndefined();
  });

  it.each([
    ['Orders', {}, entity('Component:sales/orders'), 'name'],
    ['Orders', {}, entity('Component:default/x1', { title: 'Orders' }), 'name'],
    ['Orders', {}, entity('Component:default/order-svc'), 'alias'],
    ['Auth', {}, entity('Component:default/authentication-service'), 'alias'],
    [
      'Orders DB',
      database,
      entity('Resource:default/orders-postgres', {
        tags: ['postgresql'],
        spec: { type: 'database' },
      }),
      'alias',
    ],
    // A tag that is the name once more does not make it one that says nothing.
    [
      'Payments service',
      {},
      entity('Component:default/payments', { tags: ['payments'] }),
      'alias',
    ],
    [
      'Payment gateway',
      {},
      entity('Component:default/payment-gateways2'),
      'similar',
    ],
  ] as const)('finds %s by its name %#', (name, rest, there, reason) => {
    const [match] = matchesOf(element('e', { name, ...rest }), [there]);
    expect(match).toMatchObject({ reason });
    expect(match.score).toBeLessThan(1);
  });

  it('says what is alike', () => {
    const there = entity('Resource:default/orders-store', {
      tags: ['postgresql'],
      spec: { type: 'database', system: 'bank' },
    });
    expect(
      matchesOf(element('e', { name: 'Orders', ...database }), [there]),
    ).toMatchObject([
      {
        reason: 'alias',
        explanation:
          '"Orders" and "orders-store" name the same, same type (database), same technology (PostgreSQL), part of another system (system:default/bank)',
      },
    ]);
  });

  it('puts the best first, and at most five', () => {
    const entities = [
      ...['a', 'b', 'c', 'd', 'e'].map(ns =>
        entity(`Resource:${ns}/orders`, { spec: { type: 'topic' } }),
      ),
      entity('Component:z/orders', { spec: { system: 'bank' } }),
      entity('Component:y/orders'),
      entity('Component:default/shop-orders'),
    ];
    const matches = matchesOf(element('e', { name: 'Orders' }), [
      ...entities,
      ...entities,
    ]);
    expect(matches.map(({ entityRef }) => entityRef)).toEqual([
      'component:default/shop-orders',
      'component:y/orders',
      'component:z/orders',
      'resource:a/orders',
      'resource:b/orders',
    ]);
  });

  it('asks about an API and a component that is called one, last and with the reason', () => {
    const api = entity('API:default/payments-api', {
      title: 'Payments API',
      spec: { type: 'openapi' },
    });
    const called = element('e', { name: 'Payments API' });
    const service = entity('Component:default/payments', {
      tags: ['payments'],
    });
    const found = matchesOf(called, [api, service]);
    expect(found).toMatchObject([
      { entityRef: 'component:default/payments', reason: 'alias' },
      {
        entityRef: 'api:default/payments-api',
        reason: 'name',
        score: 0.4,
        explanation:
          'Same name, there it is an API: what calls it then consumes it',
      },
    ]);
    // The other way round.
    expect(
      matchesOf(element('e', { name: 'Payments API', kind: 'api' }), [
        entity('Component:default/payments-api'),
        service,
      ]),
    ).toMatchObject([
      {
        entityRef: 'component:default/payments-api',
        explanation: 'Same name, same type (service), there it is a component',
      },
    ]);
  });

  it('takes no API for its service, and no other system’s Redis for ours', () => {
    expect(
      matchesOf(element('Orders'), [entity('API:default/orders')]),
    ).toBeUndefined();
    const redis = element('redis', {
      kind: 'resource',
      type: 'cache',
      technology: 'Redis',
    });
    const cache = (ref: string, system?: string) =>
      entity(ref, { spec: { type: 'cache', ...(system ? { system } : {}) } });
    expect(
      matchesOf(redis, [
        cache('Resource:default/bank-redis', 'bank'),
        cache('Resource:other/redis', 'bank'),
        cache('Resource:default/redis'),
      ]).map(({ entityRef }) => entityRef),
    ).toEqual(['resource:default/redis']);
    expect(
      matchesOf(redis, [entity('Component:default/unrelated')]),
    ).toBeUndefined();
  });

  it('shows what else there is when a person has chosen', () => {
    const orders = element('Orders', {
      catalog: { entityRef: 'component:Far/Away', use: 'reference' },
    });
    expect(
      matchesOf(orders, [
        entity('Component:far/away'),
        entity('Component:default/shop-orders'),
      ]).map(({ entityRef, explanation }) => [entityRef, explanation]),
    ).toEqual([
      [
        'component:default/shop-orders',
        'The catalog has an entity with this reference',
      ],
      ['component:far/away', 'Chosen for this element'],
    ]);
  });

  it('bears entities that are not as they should be', () => {
    const odd = {
      ...entity('Component:default/shop-orders'),
      spec: undefined,
    } as Entity;
    odd.metadata.tags = 'x' as never;
    odd.metadata.title = 7 as never;
    expect(matchesOf(element('Orders'), [odd])).toHaveLength(1);
    expect(matchElements(model(element('__proto__')), [odd])).toEqual({});
  });

  it('tells the system of this analysis from another’s', () => {
    const system = entity('System:default/shop', {
      annotations: { 'infra-ai/analysis-id': 'a1' },
    });
    expect(matchSystem(system, { analysisId: 'a1' }).reason).toBe('provenance');
    expect(matchSystem(system, { analysisId: 'a2' }).reason).toBe('ref');
  });
});

describe('searchTerms', () => {
  it('are the names in the catalog, and the start of a telling one', () => {
    const orders = element('e', { name: 'Orders DB', ...database });
    expect(searchTerms(orders, model(orders))).toEqual({
      names: ['orders-db', 'shop-orders-db', 'Orders DB'],
      prefix: 'order',
    });
    const redis = element('e', { name: 'Database', ...database });
    expect(searchTerms(redis, model(redis)).prefix).toBeUndefined();
  });
});
