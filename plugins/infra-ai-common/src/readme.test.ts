import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { transpileModule } from 'typescript';
import { planFiles, type PlannedFile } from '.';

it('keeps the promise of the example in the README', () => {
  const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
  const example = readme.match(/```ts\n([\s\S]*?)```/)![1];
  const { outputText } = transpileModule(
    example.replace(/^import .*$/m, ''),
    {},
  );
  const { files, refs, warnings } = runInNewContext(
    `${outputText}; ({ files, refs, warnings })`,
    { planFiles },
  );

  expect(files.map((file: PlannedFile) => file.path)).toEqual([
    'catalog-info.yaml',
    'README.md',
  ]);
  expect(files[0].content).toContain('name: shop-orders-db');
  expect(refs.db).toBe('resource:default/shop-orders-db');
  expect(warnings).toEqual([]);
});
