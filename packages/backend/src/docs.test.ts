import { loadConfigSchema, type ConfigSchema } from '@backstage/config-loader';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(__dirname, '../../..');

/** The packages whose schemas an example may use: those of this repository and all that the back end runs. */
function packageNames(): string[] {
  const { dependencies } = JSON.parse(
    readFileSync(join(root, 'packages/backend/package.json'), 'utf8'),
  );
  return Object.keys(dependencies).filter(name => name !== 'app');
}

function yamlExamples(): Array<[place: string, example: string]> {
  const files = ['README.md', 'docs/configuration.md'].concat(
    readdirSync(join(root, 'plugins')).map(name => `plugins/${name}/README.md`),
  );
  return files.flatMap(file =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /^```yaml\n([^]*?)^```/gm,
      ),
    ]
      .map(match => match[1])
      // A template's steps are no configuration; the actions' own tests run them.
      .filter(example => !/^\s*(steps|apiVersion):/m.test(example))
      .map((example, index): [string, string] => [
        `${file} #${index + 1}`,
        example,
      ]),
  );
}

describe('configuration in the docs', () => {
  let schema: ConfigSchema;
  beforeAll(async () => {
    schema = await loadConfigSchema({ dependencies: packageNames() });
  }, 60_000);

  it.each(yamlExamples())('%s is valid', (place, example) => {
    const data = parse(example);
    // The loader replaces variables; a schema wants what they become.
    const replaced = JSON.parse(
      JSON.stringify(data).replace(/\$\{(\w+)\}/g, 'value-of-$1'),
    );
    expect(() =>
      schema.process(
        [
          {
            data: {
              ...replaced,
              app: { baseUrl: 'http://localhost', ...replaced.app },
              backend: {
                baseUrl: 'http://localhost',
                listen: ':7007',
                database: { client: 'pg', connection: '' },
                ...replaced.backend,
              },
            },
            context: place,
          },
        ],
        {
          visibility: ['backend', 'frontend', 'secret'],
        },
      ),
    ).not.toThrow();
  });
});
