const { builtinModules } = require('node:module');
const { basename } = require('node:path');
const createBackstageConfig = require('@backstage/cli/config/eslint-factory');

/**
 * Who may import whom: the layers of docs/architecture.md, checked on every lint. The key is the package's folder, the
 * value the packages of this repository that it may import; packages of others are free.
 */
const scope = '@infra-ai/backstage-plugin-';
const common = `${scope}infra-ai-common`;
const node = `${scope}infra-ai-node`;
const analysis = '@infra-ai/analysis';
const pictures = '@infra-ai/pictures';
const files = '@infra-ai/files';
const sandbox = '@infra-ai/github-sandbox';

const mayImport = {
  'infra-ai-common': [],
  pictures: [],
  files: [],
  analysis: [common],
  'infra-ai-node': [common],
  'infra-ai-backend': [node, common, pictures, files],
  'infra-ai-backend-module-embedded': [node, common, analysis, pictures],
  'infra-ai-backend-module-gemini': [node, common, pictures],
  'scaffolder-backend-module-infra-ai': [node, common],
  'catalog-backend-module-infra-ai': [node, common],
  'infra-ai': [common],
  'github-sandbox': [],
  cli: [common, analysis, pictures, files, sandbox],
  app: [`${scope}infra-ai`],
  backend: [
    // The permissions, for the portal's policy.
    common,
    `${scope}infra-ai-backend`,
    `${scope}infra-ai-backend-module-embedded`,
    `${scope}infra-ai-backend-module-gemini`,
    `${scope}scaffolder-backend-module-infra-ai`,
    `${scope}catalog-backend-module-infra-ai`,
  ],
};

/** Test files may also drive the sandbox. */
const testFiles = ['**/*.test.ts', '**/*.test.tsx', '**/__testUtils__/**'];

module.exports = packageDir => {
  const folder = basename(packageDir);
  const allowed = mayImport[folder];
  if (!allowed) {
    throw new Error(`eslint/package.js does not say what ${folder} may import`);
  }
  return createBackstageConfig(packageDir, {
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        restricted(folder, allowed),
      ],
    },
    overrides: [
      {
        files: testFiles,
        rules: {
          '@typescript-eslint/no-restricted-imports': [
            'error',
            {
              patterns: restricted(folder, [...new Set([...allowed, sandbox])])
                .patterns,
            },
          ],
        },
      },
      ...(folder === 'infra-ai-backend' ? backendLayers : []),
    ],
  });
};

function restricted(folder, allowed) {
  const patterns = [
    {
      group: ['@infra-ai/*', ...allowed.map(name => `!${name}`)],
      message: `${folder} may import only ${
        allowed.join(', ') || 'packages of others'
      } (eslint/package.js)`,
    },
  ];
  if (folder === 'analysis') {
    patterns.push({
      group: [
        '@backstage/*',
        '!@backstage/catalog-model',
        '!@backstage/errors',
        'node:http*',
        'node:net',
        'node:child_process',
      ],
      message:
        'the embedded analyzer is pure: no network, nothing of Backstage but the catalog model and errors',
    });
  }
  // Common runs in browsers too.
  const paths =
    folder === 'infra-ai-common'
      ? builtinModules.flatMap(name => [name, `node:${name}`])
      : [];
  return { paths, patterns };
}

/** Inside the back end: router → services → database. */
const backendLayers = [
  {
    files: ['src/database/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                '**/services/**',
                '**/router/**',
                '**/services',
                '**/router',
              ],
              message: 'the database layer imports no layer above it',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/services/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/router/**', '**/router'],
              message: 'services import no router',
            },
          ],
        },
      ],
    },
  },
];
