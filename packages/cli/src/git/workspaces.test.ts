import { suggestScope } from './workspaces';

const WORKSPACES = ['packages/*', 'plugins/*', 'tools'];

describe('suggestScope', () => {
  it.each([
    [['packages/cli/src/a.ts', 'packages/cli/b.ts', 'yarn.lock'], 'cli'],
    [
      [
        'plugins/infra-ai/a',
        'plugins/infra-ai-backend/b',
        'plugins/infra-ai-node/c',
      ],
      'infra-ai',
    ],
    [['packages/cli/a', 'packages/app/b'], undefined],
    [['tools/x'], 'tools'],
    [['README.md', 'packages/README.md'], undefined],
    [[], undefined],
  ])('of %j is %j', (paths, scope) => {
    expect(suggestScope(paths, WORKSPACES)).toBe(scope);
  });
});
