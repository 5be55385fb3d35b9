import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  systemEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  parseInfrastructureModel,
  type Element,
  type InfrastructureModel,
} from '../model';
import { toEntities } from './toEntities';
import { entitiesToYaml } from './yaml';

const stated = { evidence: [], confidence: 1 };

const shop: InfrastructureModel = {
  system: { name: 'Tienda Ñandú', description: 'Sells things' },
  elements: [
    {
      id: 'web',
      kind: 'component',
      type: 'website',
      name: 'Web shop',
      technology: 'React',
      ...stated,
    },
    {
      id: 'orders',
      kind: 'component',
      type: 'service',
      name: 'Orders',
      ...stated,
    },
    {
      id: 'orders-api',
      kind: 'api',
      type: 'openapi',
      name: 'Orders',
      ...stated,
    },
    {
      id: 'db',
      kind: 'resource',
      type: 'database',
      name: 'PostgreSQL',
      owner: 'not a ref!',
      ...stated,
      confidence: 0.456,
    },
  ],
  relations: [
    { from: 'web', to: 'orders-api', type: 'dependsOn', ...stated },
    { from: 'orders', to: 'orders-api', type: 'providesApi', ...stated },
    { from: 'orders-api', to: 'db', type: 'dependsOn', ...stated },
    { from: 'db', to: 'orders-api', type: 'providesApi', ...stated },
  ],
  warnings: [],
  source: { kind: 'text', format: 'prose' },
};

const options = { owner: 'group:default/shop' };

/** What the catalog itself checks when it ingests an entity. */
const catalogPolicy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);
const kindValidators = [
  systemEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  apiEntityV1alpha1Validator,
];

async function expectAcceptedByCatalog(entities: Entity[]) {
  for (const entity of entities) {
    await expect(catalogPolicy.enforce(entity)).resolves.toBeDefined();
    const accepted = await Promise.all(
      kindValidators.map(validator => validator.check(entity)),
    );
    expect(accepted).toContain(true);
  }
}

describe('toEntities', () => {
  it('gives a System and one entity per element, qualified by the system', async () => {
    const { entities, refs } = toEntities(shop, options);

    expect(entities.map(e => `${e.kind}:${e.metadata.name}`)).toEqual([
      'System:tienda-nandu',
      'Component:tienda-nandu-web-shop',
      'Component:tienda-nandu-orders',
      'API:tienda-nandu-orders',
      'Resource:tienda-nandu-postgresql',
    ]);
    expect(refs['orders-api']).toBe('api:default/tienda-nandu-orders');
    expect(entities[1].metadata.title).toBe('Web shop');
    expect(entities[1].metadata.tags).toEqual(['react']);
    await expectAcceptedByCatalog(entities);
  });

  it('writes each relation where the catalog has room for it', () => {
    const { entities, warnings } = toEntities(shop, options);
    const [, web, orders] = entities;

    expect(web.spec?.consumesApis).toEqual(['api:default/tienda-nandu-orders']);
    expect(orders.spec?.providesApis).toEqual([
      'api:default/tienda-nandu-orders',
    ]);
    // What an API depends on is what its provider depends on.
    expect(orders.spec?.dependsOn).toEqual([
      'resource:default/tienda-nandu-postgresql',
    ]);
    expect(warnings.map(w => w.message)).toEqual([
      'The catalog cannot hold "PostgreSQL providesApi Orders"; it was left out',
      '"not a ref!" is not an entity reference; the owner is group:default/shop instead',
    ]);
  });

  it('says where an entity came from', () => {
    const { entities } = toEntities(shop, {
      ...options,
      provenance: { analysisId: 'a1', analyzer: 'embedded' },
      projectSlug: 'acme/tienda',
    });
    expect(entities[4].metadata.annotations).toEqual({
      'github.com/project-slug': 'acme/tienda',
      'infra-ai/analysis-id': 'a1',
      'infra-ai/analyzer': 'embedded',
      'infra-ai/source': 'text/prose',
      'infra-ai/confidence': '0.46',
      'infra-ai/element-id': 'db',
    });
  });

  describe('of what the catalog has already', () => {
    const withCatalog = (
      uses: Record<string, Element['catalog']>,
    ): InfrastructureModel => ({
      ...shop,
      elements: shop.elements.map(element => ({
        ...element,
        ...(uses[element.id] ? { catalog: uses[element.id] } : {}),
      })),
    });

    it('points at an entity instead of making it again', async () => {
      const { entities, refs } = toEntities(
        withCatalog({
          db: { entityRef: 'resource:data/Shared.DB', use: 'reference' },
        }),
        options,
      );
      expect(entities).toHaveLength(4);
      expect(refs.db).toBe('resource:data/shared.db');
      expect(entities[2].spec?.dependsOn).toEqual(['resource:data/shared.db']);
      await expectAcceptedByCatalog(entities);
    });

    it('tells what depends on its own from the end that it writes', async () => {
      const { entities, warnings } = toEntities(
        withCatalog({
          orders: { entityRef: 'component:default/orders', use: 'reference' },
        }),
        options,
      );
      const db = entities.find(one => one.kind === 'Resource')!;
      expect(db.spec?.dependencyOf).toEqual(['component:default/orders']);
      expect(warnings.map(({ message }) => message)).toContain(
        '"Orders providesApi Orders" belongs into the file of component:default/orders, which is only pointed at; it was left out',
      );
      await expectAcceptedByCatalog(entities);
    });

    it('writes an update under exactly the reference that was chosen', async () => {
      const { entities, refs } = toEntities(
        withCatalog({
          db: { entityRef: 'component:payments/Ledger', use: 'update' },
        }),
        { owner: 'guests' },
      );
      expect(refs.db).toBe('component:payments/ledger');
      expect(entities.at(-1)).toMatchObject({
        kind: 'Component',
        metadata: { name: 'Ledger', namespace: 'payments' },
        spec: {
          type: 'database',
          lifecycle: 'production',
          owner: 'group:default/guests',
          system: 'system:default/tienda-nandu',
        },
      });
      await expectAcceptedByCatalog(entities);
    });

    it('never gives the name of a chosen entity to another element', () => {
      const { entities } = toEntities(
        withCatalog({
          web: {
            entityRef: 'component:default/tienda-nandu-orders',
            use: 'reference',
          },
        }),
        options,
      );
      expect(entities.map(({ metadata }) => metadata.name)).toContain(
        'tienda-nandu-orders-2',
      );
    });

    it('writes an entity once, with the relations of all that it is', () => {
      const ledger = {
        entityRef: 'component:default/ledger',
        use: 'update',
      } as const;
      const { entities, warnings } = toEntities(
        withCatalog({ web: ledger, orders: ledger }),
        options,
      );
      expect(entities.map(({ metadata }) => metadata.name)).toEqual([
        'tienda-nandu',
        'ledger',
        'tienda-nandu-orders',
        'tienda-nandu-postgresql',
      ]);
      expect(entities[1].spec).toMatchObject({
        consumesApis: ['api:default/tienda-nandu-orders'],
        providesApis: ['api:default/tienda-nandu-orders'],
        dependsOn: ['resource:default/tienda-nandu-postgresql'],
      });
      expect(warnings.map(({ message }) => message)).toContain(
        '"Orders" and "Web shop" both update component:default/ledger; it gets what is said of "Web shop"',
      );
    });

    it.each([
      'nonsense',
      'system:default/shop',
      'component:default/no name',
      'component:no namespace/name',
    ])('makes an entity of its own where "%s" is chosen', async entityRef => {
      const { entities, warnings } = toEntities(
        withCatalog({ db: { entityRef, use: 'reference' } }),
        options,
      );
      expect(entities).toHaveLength(5);
      expect(warnings.map(({ message }) => message)).toContain(
        `"${entityRef}" refers to no component, resource or API; "PostgreSQL" is an entity of its own instead`,
      );
      await expectAcceptedByCatalog(entities);
    });
  });

  it('gives an API without a definition a valid one that says so', () => {
    const api = toEntities(shop, options).entities[3];
    expect(api.spec?.definition).toContain('openapi: 3.0.3');
    expect(parse(String(api.spec?.definition)).info.description).toMatch(
      /its definition was not part of/,
    );
  });

  it('gives the same bytes every time', () => {
    const yaml = () => entitiesToYaml(toEntities(shop, options).entities);
    expect(yaml()).toBe(yaml());
    expect(yaml()).toMatch(
      /^apiVersion: backstage.io\/v1alpha1\nkind: System\n/,
    );
    expect(yaml().split('\n---\n')).toHaveLength(5);
  });

  it('gives entities the catalog accepts, whatever things are called', async () => {
    const text = fc
      .string({ minLength: 1, maxLength: 200, unit: 'grapheme' })
      .filter(s => s.trim().length > 0);
    const models = fc
      .array(
        fc.record({
          kind: fc.constantFrom('component', 'resource', 'api'),
          type: text.map(s => s.slice(0, 60)).filter(s => s.trim().length > 0),
          name: text,
          technology: text
            .map(s => s.slice(0, 90))
            .filter(s => s.trim().length > 0),
          owner: text,
          tags: fc.array(
            text.map(s => s.slice(0, 50)).filter(s => s.trim().length > 0),
            { maxLength: 3 },
          ),
        }),
        { maxLength: 8 },
      )
      .chain(elements =>
        fc.record({
          system: fc.record({ name: text, domain: text }),
          elements: fc.constant(
            elements.map((e, i) => ({ ...e, ...stated, id: `e${i}` })),
          ),
          relations:
            elements.length === 0
              ? fc.constant([])
              : fc.array(
                  fc.record({
                    from: fc.nat(elements.length - 1).map(n => `e${n}`),
                    to: fc.nat(elements.length - 1).map(n => `e${n}`),
                    type: fc.constantFrom(
                      'dependsOn',
                      'providesApi',
                      'consumesApi',
                      'partOf',
                    ),
                    evidence: fc.constant([]),
                    confidence: fc.constant(1),
                  }),
                  { maxLength: 10 },
                ),
          warnings: fc.constant([]),
          source: fc.constant({ kind: 'text' }),
        }),
      );

    await fc.assert(
      fc.asyncProperty(models, async raw => {
        const { entities } = toEntities(parseInfrastructureModel(raw), options);
        await expectAcceptedByCatalog(entities);
        const names = entities.map(e => `${e.kind}:${e.metadata.name}`);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 200 },
    );
  });
});
