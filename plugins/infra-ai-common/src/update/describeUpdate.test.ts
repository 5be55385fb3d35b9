import { describeUpdate } from './describeUpdate';
import type { EntityChange } from './types';

const entity = (change: Partial<EntityChange>): EntityChange => ({
  entityRef: 'component:default/shop-orders',
  kind: 'changed',
  fields: [],
  ...change,
});

it('says what is added, changed, removed and left', () => {
  const body = describeUpdate({
    entities: [
      entity({ kind: 'added', title: 'Orders' }),
      entity({
        entityRef: 'resource:default/db',
        title: 'New store',
        renamedFrom: 'Store',
        fields: ['spec.type', 'metadata.tags'],
        details: [
          { path: 'spec.type', before: 'database', after: 'cache' },
          { path: 'metadata.tags', after: 'redis' },
          { path: 'metadata.description', before: 'old' },
        ],
      }),
      entity({ kind: 'removed', entityRef: 'resource:default/a' }),
      entity({ kind: 'missing', entityRef: 'resource:default/b' }),
      entity({ kind: 'unchanged' }),
      entity({ kind: 'unchanged' }),
    ],
    files: [],
    notes: ['README.md was left'],
  });
  expect(body)
    .toBe(`The Infrastructure AI plugin of Backstage brings this repository up to date with an analysis. What people wrote here stays; please review the changes before you merge.

## Added

- \`component:default/shop-orders\`: Orders

## Changed

- \`resource:default/db\`: New store (was \`Store\`)
  - \`spec.type\`: \`database\` → \`cache\`
  - \`metadata.tags\`: added \`redis\`
  - \`metadata.description\`: removed \`old\`

## Removed

- \`resource:default/a\`

## No longer found, left in place

- \`resource:default/b\`

## Notes

- README.md was left

2 more entities are unchanged.
`);
});

it('lets no name mention, link, close an issue or leave its line', () => {
  const hostile =
    '@ana closes #12 GH-7 PROJ-9 https://evil.example www.evil.example [x](y) <img src=x> `` `tick` a@b.example acme/shop#3 deadbeefdeadbeef\n## Not a heading';
  const body = describeUpdate({
    entities: [
      entity({
        title: hostile,
        renamedFrom: hostile,
        fields: ['spec.type'],
        details: [{ path: 'spec.type', before: hostile, after: hostile }],
      }),
    ],
    files: [],
    notes: [hostile],
  });
  expect(body.match(/^## .*/gm)).toEqual(['## Changed', '## Notes']);
  // Without what stands in code, where GitHub looks for nothing.
  const running = body.replace(/(?<![\\`])(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '');
  expect(running).not.toMatch(/@\w|#\d|GH-7|PROJ-9|:\/\/|www\.|deadbeef/);
  expect(running).not.toMatch(/(?<!\\)[<[]/);
});

it('stays under the limit of GitHub', () => {
  const body = describeUpdate({
    entities: Array.from({ length: 500 }, (_, i) =>
      entity({
        entityRef: `component:default/n${i}`,
        details: Array(8).fill({ path: 'spec.x', after: 'y'.repeat(200) }),
      }),
    ),
    files: [],
    notes: Array.from({ length: 300 }, (_, i) => `${i} ${'z'.repeat(100)}`),
  });
  expect(body.length).toBeLessThan(65_000);
  expect(body).toContain('This list is cut');
});
