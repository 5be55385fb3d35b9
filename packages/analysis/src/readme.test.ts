import { readFileSync } from 'fs';
import { join } from 'path';
import { analyze } from './analyze';

describe('README', () => {
  it('shows what the analyzer answers', async () => {
    const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
    const text = /text: '([^']+)'/.exec(readme)![1];
    const expected = /```text\n([\s\S]*?)```/.exec(readme)![1];
    const model = await analyze({ kind: 'text', text });
    const names = new Map(model.elements.map(({ id, name }) => [id, name]));
    const lines = [
      ...model.elements.map(
        ({ name, kind, type, technology }) =>
          `${name} (${[kind, type, technology].filter(Boolean).join(', ')})`,
      ),
      ...model.relations.map(
        ({ from, to }) => `${names.get(from)} -> ${names.get(to)}`,
      ),
    ];
    expect(lines.join('\n')).toBe(expected.trim());
    expect(model.warnings[0].message).toContain('Redis');
  });
});
