import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

const root = resolve(__dirname, '../../..');

const entities: Entity[] = parseAllDocuments(
  readFileSync(resolve(root, 'catalog-info.yaml'), 'utf8'),
).map(document => withText(document.toJS()));

/** The definition of an API is a file, which the catalog puts in the place of its name. */
function withText(entity: Entity): Entity {
  const definition = entity.spec?.definition as { $text: string } | undefined;
  return definition
    ? {
        ...entity,
        spec: {
          ...entity.spec,
          definition: readFileSync(resolve(root, definition.$text), 'utf8'),
        },
      }
    : entity;
}

const packages = ['packages', 'plugins'].flatMap(folder =>
  readdirSync(resolve(root, folder), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) =>
      JSON.parse(
        readFileSync(resolve(root, folder, name, 'package.json'), 'utf8'),
      ),
    ),
);

describe('catalog-info.yaml of this repository', () => {
  it('describes every package, with its dependencies inside the repository', () => {
    const refs = new Map(
      entities.map(entity => [
        entity.metadata.title,
        `component:default/${entity.metadata.name}`,
      ]),
    );
    for (const { name, dependencies = {} } of packages) {
      const entity = entities.find(({ metadata }) => metadata.title === name);
      expect({ name, found: Boolean(entity) }).toEqual({ name, found: true });
      const own = Object.keys(dependencies)
        .filter(dependency => dependency.startsWith('@infra-ai/'))
        .map(dependency => refs.get(dependency))
        .sort();
      const stated = (entity?.spec?.dependsOn as string[] | undefined) ?? [];
      expect({
        name,
        dependsOn: stated.filter(ref => ref.startsWith('component:')).sort(),
      }).toEqual({ name, dependsOn: own });
    }
  });

  it('gives each entity a name of its own', () => {
    const names = entities.map(
      ({ kind, metadata }) => `${kind}:${metadata.name}`,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('states relations to entities that are there', () => {
    const refs = entities.map(({ kind, metadata }) =>
      `${kind}:default/${metadata.name}`.toLowerCase(),
    );
    const stated = entities.flatMap(({ spec = {} }) =>
      ['dependsOn', 'providesApis', 'consumesApis'].flatMap(
        field => (spec[field] as string[] | undefined) ?? [],
      ),
    );
    expect(stated).toContain('api:default/infra-ai-rest');
    expect(stated.filter(ref => !refs.includes(ref))).toEqual([]);
  });

  it.each(entities.map(entity => [entity.metadata.name, entity] as const))(
    '%s is valid',
    async (_, entity) => {
      const results = await Promise.all(
        [
          apiEntityV1alpha1Validator,
          systemEntityV1alpha1Validator,
          componentEntityV1alpha1Validator,
          resourceEntityV1alpha1Validator,
        ].map(validator => validator.check(entity)),
      );
      expect(results).toContain(true);
    },
  );
});
