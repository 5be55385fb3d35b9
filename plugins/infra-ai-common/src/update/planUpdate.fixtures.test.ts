import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planUpdate } from '.';
import { orders } from './__testUtils__/plans';
import { commentsOf } from './source/editDocument';

/**
 * Ten files as people write them, updated with one analysis. The expected diffs lie beside them; `UPDATE_FIXTURES=1` writes
 * them anew, to be read before they are committed.
 */
const folder = join(__dirname, '__fixtures__');
const names = readdirSync(folder).filter(name => name.endsWith('.yaml'));

it('has ten files', () => {
  expect(names).toHaveLength(10);
});

describe.each(names)('%s', name => {
  const before = readFileSync(join(folder, name), 'utf8');
  const update = (text: string) =>
    planUpdate({
      ours: orders(),
      theirs: new Map([['catalog-info.yaml', text]]),
    });
  const plan = update(before);
  const after = plan.writes[0]?.content ?? before;

  it('changes the lines of its diff and no other', () => {
    const path = join(folder, name.replace(/yaml$/, 'diff'));
    const shown = [
      ...plan.notes.map(note => `# ${note}\n`),
      ...plan.files.map(file => file.patch.replace(/\r/g, '\\r')),
    ].join('');
    if (process.env.UPDATE_FIXTURES || !existsSync(path)) {
      writeFileSync(path, shown);
    }
    expect(shown).toBe(readFileSync(path, 'utf8'));
  });

  it('keeps every comment', () => {
    const comments = commentsOf(after);
    for (const comment of commentsOf(before)) {
      expect(comments).toContain(comment);
    }
  });

  it('takes nothing out', () => {
    const removed = plan.files[0].patch
      .split('\n')
      .filter(line => /^-(?!--)/.test(line))
      .filter(line => !/No newline/.test(line));
    // A value that was empty, an entry that gets a neighbor.
    expect(removed.length).toBeLessThanOrEqual(6);
  });

  it('is done after one update', () => {
    expect(update(after).writes).toEqual([]);
  });
});
