import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import typescript from 'typescript';
import { checkPackage } from './checkPackage';

describe('checkPackage', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'package-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  async function write(files: Record<string, string | object>) {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(
        join(directory, path),
        typeof content === 'string' ? content : JSON.stringify(content),
      );
    }
  }

  it('finds nothing in a package that holds all it refers to', async () => {
    await write({
      'package.json': {
        name: '@acme/plugin',
        main: 'dist/index.esm.js',
        types: 'dist/index.d.ts',
        exports: {
          '.': {
            backstage: '@backstage/FrontendPlugin',
            default: './dist/index.esm.js',
          },
          './worker': { default: './dist/worker.esm.js' },
          './package.json': './package.json',
        },
        dependencies: { '@acme/common': '^1.0.0' },
        peerDependencies: { react: '^18.0.0' },
      },
      'dist/index.esm.js': `
        import 'node:path';
        import { a } from './a.esm.js';
        import b from '@acme/common/alpha';
        const c = () => import('react/jsx-runtime');
        // import 'only-spoken-of';
        new Worker(new URL('@acme/plugin/worker', import.meta.url));`,
      'dist/index.d.ts': `export * from './types/a';`,
      'dist/types/a.d.ts': '',
      'dist/a.esm.js': '',
      'dist/worker.esm.js': '',
    });
    expect(await checkPackage(directory, typescript)).toEqual([]);
  });

  it('names what is missing and who refers to it', async () => {
    await write({
      'package.json': {
        name: '@acme/plugin',
        main: 'dist/index.esm.js',
        exports: { '.': './dist/index.esm.js', './alpha': './dist/alpha.js' },
      },
      'dist/index.esm.js': `
        import './lost.esm.js';
        import react from 'react';
        new Worker(new URL('./work.ts', import.meta.url));
        new Worker(
          new URL("@acme/plugin/worker", import.meta.url),
        );`,
    });
    expect(await checkPackage(directory, typescript)).toEqual([
      'package.json refers to ./dist/alpha.js, which is not in it',
      'dist/index.esm.js refers to dist/lost.esm.js, which is not in the package',
      'dist/index.esm.js imports react, which the package does not depend on',
      'dist/index.esm.js refers to dist/work.ts, which is not in the package',
      'dist/index.esm.js refers to @acme/plugin/worker, which the package does not export',
    ]);
  });
});
