import {
  entitiesToYaml,
  toEntities,
  type Element,
  relationTypes,
  type InfrastructureModel,
  type Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import fc from 'fast-check';
import { shopModel } from '../../__testUtils__';
import { applyEdit } from '../applyEdit';
import type { ModelEdit } from '../edits';
import { applyYaml } from './applyYaml';

const options = {
  owner: 'group:default/platform',
  provenance: { analysisId: 'a1', analyzer: 'embedded' },
};

function entitiesOf(model: InfrastructureModel) {
  const systemName = model.system?.name;
  return toEntities(model, { ...options, systemName }).entities;
}

function yamlOf(model: InfrastructureModel): string {
  return entitiesToYaml(entitiesOf(model));
}

/** The model after its file was edited. */
function edited(
  change: (yaml: string) => string,
  model = shopModel(''),
): InfrastructureModel {
  const { edits, problems } = applyYaml(model, change(yamlOf(model)), options);
  expect(problems).toEqual([]);
  return applyEdit(model, { op: 'all', edits });
}

function problemsOf(change: (yaml: string) => string, model = shopModel('')) {
  const text = change(yamlOf(model));
  const { edits, problems } = applyYaml(model, text, options);
  const lines = text.split('\n');
  return {
    edits,
    problems: problems.map(({ severity, line, code, what }) => [
      severity,
      code,
      what,
      lines[line - 1].trim(),
    ]),
  };
}

const find = (model: InfrastructureModel, wanted: string) =>
  model.elements.find(({ id }) => id === wanted);

describe('an edited catalog file', () => {
  it('sets fields, and keeps what it does not tell', () => {
    const before = shopModel('');
    const model = edited(yaml =>
      yaml
        .replace('title: Orders database', 'title: Orders')
        .replace('type: log-store', 'type: bucket'),
    );
    expect(find(model, 'orders-db')).toEqual({
      ...find(before, 'orders-db'),
      title: 'Orders',
      confirmed: true,
    });
    expect(find(model, 'logs')).toMatchObject({ type: 'bucket' });
    expect(model.relations).toEqual(before.relations);
  });

  it('renames an entity in one place; those that refer to it follow', () => {
    const before = shopModel('');
    const model = edited(yaml =>
      yaml.replace(
        'name: web-shop-orders-database',
        'name: web-shop-purchases',
      ),
    );
    expect(find(model, 'orders-db')).toMatchObject({
      name: 'purchases',
      title: 'Orders database',
    });
    expect(model.relations).toEqual(before.relations);
  });

  it('adds and removes entities and relations', () => {
    const model = edited(
      yaml =>
        `${yaml
          .split('---\n')
          .filter(one => !one.includes('name: web-shop-log-store\n'))
          .join('---\n')
          .replace(/\n *- resource:default\/web-shop-log-store/g, '')}---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: web-shop-mailer
  title: Mailer
  tags: [smtp]
spec:
  type: service
  lifecycle: experimental
  owner: mail
  consumesApis: [web-shop-shop-api]
  dependsOn: [resource:web-shop-orders-database]
`,
    );
    expect(find(model, 'logs')).toBeUndefined();
    expect(find(model, 'web-shop-mailer')).toMatchObject({
      name: 'mailer',
      title: 'Mailer',
      tags: ['smtp'],
      owner: 'mail',
      lifecycle: 'experimental',
    });
    const relations = model.relations
      .filter(({ from }) => from === 'web-shop-mailer')
      .map(({ to, type }) => [to, type]);
    expect(relations).toEqual([
      ['orders-db', 'dependsOn'],
      ['shop-api', 'consumesApi'],
    ]);
  });

  it('says what is wrong at its line, and changes nothing', () => {
    const { edits, problems } = problemsOf(yaml =>
      yaml
        .replace('name: web-shop-storefront', 'name: web shop!')
        .replace('type: log-store', 'type: ""')
        .replace(/owner: group:default\/platform/, 'owner: "a b"')
        .replace(
          '- resource:default/web-shop-orders-database',
          '- resource:gone',
        ),
    );
    expect(edits).toEqual([]);
    expect(problems).toEqual(
      expect.arrayContaining([
        ['error', 'name', 'web shop!', 'name: web shop!'],
        ['error', 'value', 'spec.type', 'type: ""'],
        ['error', 'owner', 'a b', 'owner: "a b"'],
      ]),
    );
    expect(
      problemsOf(yaml =>
        yaml.replace(
          '- resource:default/web-shop-orders-database',
          '- resource:gone',
        ),
      ).problems,
    ).toEqual([['error', 'unknownRef', 'resource:gone', '- resource:gone']]);
    expect(
      problemsOf(yaml => yaml.replace('kind: API', 'kind: ["')).problems[0],
    ).toMatchObject({ 0: 'error', 1: 'syntax' });
    expect(problemsOf(() => '').problems[0][1]).toBe('noSystem');
  });

  it('says what it cannot change', () => {
    const { problems } = problemsOf(yaml =>
      yaml
        .replace('name: web-shop-log-store', 'name: logs')
        .replace('infra-ai/source: text', 'infra-ai/source: mine'),
    );
    expect(problems).toEqual([
      [
        'warning',
        'kept',
        'metadata.annotations.infra-ai/source',
        'infra-ai/source: mine/prose/en',
      ],
      ['warning', 'renamed', 'web-shop-logs', 'name: logs'],
    ]);
  });
});

const word = fc
  .stringMatching(/^[A-Za-zÀ-ü][A-Za-z0-9À-ü ._+#-]{0,20}$/)
  .filter(text => text.trim() === text);
const element = (id: string): fc.Arbitrary<Element> =>
  fc.record(
    {
      id: fc.constant(id),
      kind: fc.constantFrom('component' as const, 'resource', 'api'),
      type: fc.constantFrom('service', 'database', 'openapi'),
      name: word,
      title: word,
      description: word,
      technology: word,
      tags: fc.array(word, { minLength: 1, maxLength: 3 }),
      owner: fc.constantFrom('ana', 'user:default/bob', 'group:x/y'),
      lifecycle: fc.constantFrom('production', 'experimental'),
      catalog: fc.constantFrom(
        { entityRef: 'resource:default/known', use: 'reference' as const },
        { entityRef: 'component:other/svc', use: 'update' as const },
      ),
      evidence: fc.constant([]),
      confidence: fc.constantFrom(0.4, 0.9),
    },
    { requiredKeys: ['id', 'kind', 'type', 'name', 'evidence', 'confidence'] },
  );
const ids = ['a', 'b', 'c', 'd'];
const models: fc.Arbitrary<InfrastructureModel> = fc
  .tuple(
    fc.tuple(...ids.map(element)),
    fc.uniqueArray(
      fc.record({
        from: fc.constantFrom(...ids),
        to: fc.constantFrom(...ids),
        type: fc.constantFrom(...relationTypes),
        evidence: fc.constant<Relation['evidence']>([]),
        confidence: fc.constant(1),
      }),
      {
        maxLength: 8,
        selector: ({ from, to, type }) => `${from} ${to} ${type}`,
      },
    ),
    word,
  )
  .map(
    ([elements, relations, name]): InfrastructureModel => ({
      system: { name },
      elements,
      relations: relations.filter(({ from, to }) => from !== to),
      warnings: [],
      source: { kind: 'text' },
    }),
  );
const changes: fc.Arbitrary<ModelEdit> = fc.oneof(
  fc.record({
    op: fc.constant('setElement' as const),
    id: fc.constantFrom(...ids),
    change: fc.record(
      {
        title: fc.option(word, { nil: undefined }),
        description: fc.option(word, { nil: undefined }),
        type: fc.constantFrom('cache', 'website'),
        owner: fc.constantFrom('carla', 'ana'),
        lifecycle: fc.constantFrom('production', 'deprecated'),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    op: fc.constant('addRelation' as const),
    relation: fc.record({
      from: fc.constantFrom(...ids),
      to: fc.constantFrom(...ids),
      type: fc.constantFrom('dependsOn' as const, 'providesApi', 'consumesApi'),
    }),
  }),
);

describe('for any model', () => {
  it('its own file changes nothing', () => {
    fc.assert(
      fc.property(models, model => {
        expect(applyYaml(model, yamlOf(model), options)).toEqual({
          edits: [],
          problems: [],
        });
      }),
      { numRuns: 100 },
    );
  });

  it('the file of an edited model leads to a model with that file', () => {
    fc.assert(
      fc.property(
        models,
        fc.array(changes, { maxLength: 4 }),
        (model, steps) => {
          const goal = steps.reduce((current, step) => {
            try {
              return applyEdit(current, step);
            } catch {
              return current;
            }
          }, model);
          const { edits, problems } = applyYaml(model, yamlOf(goal), options);
          expect(
            problems.filter(({ severity }) => severity === 'error'),
          ).toEqual([]);
          const result = applyEdit(model, { op: 'all', edits });
          // The order of a field's lines is that in which relations were added.
          expect(entitiesOf(result)).toEqual(entitiesOf(goal));
        },
      ),
      { numRuns: 100 },
    );
  });
});
