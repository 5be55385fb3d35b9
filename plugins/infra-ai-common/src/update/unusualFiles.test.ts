import { InputError } from '@backstage/errors';
import { parseAllDocuments } from 'yaml';
import { planUpdate } from '.';
import { orders } from './__testUtils__/plans';

const FILE = 'catalog-info.yaml';
const HEAD = 'apiVersion: backstage.io/v1alpha1\nkind: Component\n';
const SPEC = 'spec:\n  type: service\n  owner: ana\n';

/** Files whose form is unusual, and legal: an update keeps each of their lines, or says why it left a place alone. */
const files: Record<string, string> = {
  'is empty': '',
  'has only comments': '# nothing\n\n# yet',
  'has only a mark of its encoding': '\uFEFF',
  'has only a separator': '---\n',
  'ends with a mark of the end': `${HEAD}metadata:\n  name: shop-orders\n${SPEC}...\n`,
  'ends with a comment behind that': `${HEAD}metadata:\n  name: shop-orders\n${SPEC}...\n# bye\n`,
  'says which YAML it is': `%YAML 1.1\n---\n${HEAD}metadata:\n  name: shop-orders\n${SPEC}  legacy: yes\n...\n%YAML 1.2\n---\na: yes\n`,
  'has tags of its own': `%TAG !e! tag:example.com,2026:\n---\n${HEAD}metadata:\n  name: shop-orders\n  x: !!str 5\n${SPEC}`,
  'ends in a block that keeps its lines': `${HEAD}${SPEC}metadata:\n  name: shop-orders\n  note: |+\n    text\n\n`,
  'ends in such a block without a line ending': `${HEAD}${SPEC}metadata:\n  name: shop-orders\n  note: |\n    text`,
  'has blocks of indented text': `${HEAD}metadata:\n  name: shop-orders\n  description: |2-\n      indented\n    less\n${SPEC}`,
  'has text over several lines': `${HEAD}metadata:\n  name: shop-orders\n  description: one\n    two\n    three\n  title: "a\n    b"\n${SPEC}`,
  'has long keys': `${HEAD}metadata:\n  ? name\n  : shop-orders\n  ? title\n  : Orders\n${SPEC}`,
  'has keys of other types': `${HEAD}metadata:\n  name: shop-orders\n  1: one\n  true: yes\n${SPEC}`,
  'merges maps': `x: &base\n  annotations: &notes { a: b }\n  tags: [x]\n${HEAD}metadata:\n  <<: *base\n  name: shop-orders\n${SPEC}`,
  'takes its metadata from elsewhere': `x: &m { name: shop-orders }\n${HEAD}metadata: *m\n${SPEC}`,
  'takes lists from elsewhere': `x: &d [component:a]\n${HEAD}metadata:\n  name: shop-orders\n${SPEC}  dependsOn: *d\n`,
  'has flow over several lines': `${HEAD}metadata: {\n  name: shop-orders, # the name\n  tags: [\n    java, # old\n  ],\n}\n${SPEC}`,
  'has a list of one line with a comma': `${HEAD}metadata:\n  name: shop-orders\n  tags: [java,]\n${SPEC}`,
  'has trailing spaces': `${HEAD}metadata:   \n  name: shop-orders   \n  annotations:  \n    a: b  \n${SPEC}   \n`,
  'has tabs before comments': `${HEAD}metadata:\n  name: shop-orders\t# tab\n  tags:\t# tags\n    - java\t# java\n${SPEC}`,
  'has an entity twice': `${HEAD}metadata:\n  name: shop-orders\n${SPEC}---\n${HEAD}metadata:\n  name: shop-orders\n${SPEC}`,
  'has other things than maps': `- a\n---\njust text\n---\n5\n---\n${HEAD}metadata:\n  name: shop-orders\n${SPEC}`,
  'has fields of odd types': `${HEAD}metadata:\n  name: shop-orders\n  title: 5\n  tags: java\n  annotations: [a]\n${SPEC}  dependsOn: { a: b }\n`,
  'has a spec that is empty': `${HEAD}metadata:\n  name: shop-orders\nspec:\n`,
  'has no spec': `${HEAD}metadata:\n  name: shop-orders`,
  'has hostile keys': `${HEAD}metadata:\n  name: shop-orders\n  __proto__: { polluted: true }\n  constructor: x\n${SPEC}`,
  'has a template in it': `${HEAD}metadata:\n  name: shop-orders\n  title: \${{ values.title | dump }}\n${SPEC}`,
};

function update(text: string) {
  const plan = planUpdate({
    ours: orders(),
    theirs: new Map([[FILE, text]]),
  });
  return { plan, after: plan.writes[0]?.content ?? text };
}

describe.each(Object.entries(files))('a file that %s', (_, text) => {
  const { after } = update(text);

  it('keeps each of its lines that is not of a list in one line', () => {
    const left = after.split('\n').map(line => line.trimEnd());
    const lines = text
      .split('\n')
      .map(line => line.trimEnd())
      .filter(line => !/[[{].*[\]}]|^ *java, # old$/.test(line));
    for (const line of lines) {
      expect(left).toContain(line);
    }
  });

  it('is YAML with all entities of the analysis, and done', () => {
    const documents = [
      ...parseAllDocuments(after, { merge: true, logLevel: 'error' }),
    ];
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    const names = documents
      .map(document => document.toJS()?.metadata?.name)
      .filter(Boolean);
    expect(names).toEqual(
      expect.arrayContaining([
        'shop',
        'shop-orders',
        'shop-orders-db',
        'shop-orders-api',
        'shop-cache',
      ]),
    );
    expect(update(after).after).toBe(after);
    expect(({} as any).polluted).toBeUndefined();
  });
});

describe('files that cannot be updated', () => {
  it.each([
    ['a: 1\nb: [1\nc: 2\n', /not valid YAML, line \d/],
    ['a: 1\na: 2\n', /not valid YAML, line 2/],
    ['{% if x %}\nkind: Component\n', /not valid YAML, line \d/],
    ['a: 1\nc: *b\n', /cannot be read, line 2/],
    [`a: ${'x'.repeat(2_000_001)}`, /too long/],
  ])('are refused: %#', (theirs, message) => {
    const run = () => update(theirs);
    expect(run).toThrow(InputError);
    expect(run).toThrow(message);
  });

  it('stops at aliases that multiply', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i}: &l${i} [${Array(9).fill(i ? `*l${i - 1}` : 'x')}]`,
    );
    expect(() => update(`${levels.join('\n')}\n`)).toThrow(InputError);
  });
});
