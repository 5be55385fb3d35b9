/**
 * Lets Node.js run the sources as they are. In place of Backstage's `nodeTransform`, whose module hooks run in a thread
 * of their own that every start would wait for, and every import of a package goes through.
 */
const { transformSync } = require('@swc/core');
const { addHook } = require('pirates');

/** Only Node.js' own `import()` can load a package that has no form for `require`; only `require` finds our `.ts`. */
const importsOwnFile = /\bimport\(\s*'\.\.?\//;

addHook(
  (code, filename) =>
    transformSync(code, {
      filename,
      sourceMaps: process.sourceMapsEnabled && 'inline',
      module: { type: 'commonjs', ignoreDynamic: !importsOwnFile.test(code) },
      jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    }).code,
  { extensions: ['.ts'], ignoreNodeModules: true },
);
