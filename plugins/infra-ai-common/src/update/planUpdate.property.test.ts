import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { planUpdate } from '.';
import { orders, type PlanChange } from './__testUtils__/plans';
import { commentsOf } from './source/editDocument';

jest.setTimeout(120_000);

const FILE = 'catalog-info.yaml';
const folder = join(__dirname, '__fixtures__');
const files = [
  orders()[0].content,
  ...readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .map(name => readFileSync(join(folder, name), 'utf8')),
];

/** What a person may do to a file: on the line `at`, counted around. */
type Edit = (lines: string[], at: number, n: number) => void;

const edits: Record<string, Edit> = {
  comment: (lines, at, n) =>
    lines.splice(at, 0, `${margin(lines[at])}# note ${n}`),
  farComment: (lines, at, n) => lines.splice(at, 0, `      # far ${n}`),
  trailingComment: (lines, at, n) => {
    lines[at] += ` # end ${n}`;
  },
  unknownField: (lines, at, n) =>
    lines.splice(at, 0, `${margin(lines[at])}x-${n}: { y: [${n}] }`),
  blankLine: (lines, at) => lines.splice(at, 0, ''),
  quote: (lines, at) => {
    lines[at] = lines[at].replace(/: ([a-z]+)$/, ": '$1'");
  },
  otherValue: (lines, at, n) => {
    lines[at] = lines[at].replace(/: ([a-z]+)$/, `: other${n}`);
  },
  otherItem: (lines, at, n) =>
    lines.splice(at, 0, lines[at].replace(/- .*/, `- item-${n}`)),
  deleteLine: (lines, at) => lines.splice(at, 1),
  anchor: (lines, at, n) => {
    lines[at] = lines[at].replace(/: ([a-z]+)$/, `: &a${n} $1`);
    lines.splice(at + 1, 0, `${margin(lines[at])}x-alias-${n}: *a${n}`);
  },
};

function margin(line = ''): string {
  return line.match(/^ */)![0];
}

const edit = fc.record({
  name: fc.constantFrom(...Object.keys(edits)),
  at: fc.nat(300),
  n: fc.nat(99),
});

/** A file by a person: one of the ten, or ours, with random edits that leave it YAML. */
const source = fc
  .record({
    file: fc.constantFrom(...files),
    todo: fc.array(edit, { maxLength: 8 }),
    crlf: fc.boolean(),
    noEnd: fc.boolean(),
  })
  .map(({ file, todo, crlf, noEnd }) => {
    const lines = file.split('\n');
    for (const { name, at, n } of todo) {
      edits[name](lines, at % lines.length, n);
    }
    let text = lines.join('\n');
    text = crlf ? text.replace(/\r?\n/g, '\r\n') : text;
    return noEnd ? text.trimEnd() : text;
  })
  .filter(text => {
    try {
      const documents = [
        ...parseAllDocuments(text, {
          merge: true,
          logLevel: 'error',
        }),
      ];
      documents.forEach(document => document.toJS());
      return documents.every(({ errors }) => errors.length === 0);
    } catch {
      return false;
    }
  });

const analysis: fc.Arbitrary<PlanChange> = fc.record({
  analysisId: fc.constantFrom('analysis-1', 'analysis-2'),
  systemName: fc.constantFrom('shop', 'web-shop'),
  owner: fc.constantFrom('group:default/shop-team', 'ana'),
  description: fc.constantFrom(
    'Takes orders: "today", not #later',
    'Two\nlines: and # more\n',
    ' * odd: - text ',
    'Ünïcode 🚀 @ana',
  ),
  elements: fc
    .array(fc.boolean(), { minLength: 4, maxLength: 4 })
    .map(kept => all => all.filter((_, i) => kept[i])),
});

const runs = fc
  .record({
    text: source,
    now: analysis,
    before: fc.option(analysis, { nil: undefined }),
    removeMissing: fc.boolean(),
  })
  .map(({ before, ...options }) => ({
    ...options,
    before: before && {
      ...before,
      analysisId: 'analysis-0',
      systemName: options.now.systemName,
    },
  }));

function run(
  {
    now,
    before,
    removeMissing,
  }: { now: PlanChange; before?: PlanChange; removeMissing: boolean },
  text: string,
) {
  const plan = planUpdate({
    ours: orders(now),
    theirs: new Map([[FILE, text]]),
    ...(before ? { base: orders(before) } : {}),
    removeMissing,
  });
  const after = plan.writes.find(({ path }) => path === FILE)?.content ?? text;
  return { plan, after };
}

/** Lines that hold a field or an entry that only a person writes. */
function foreign(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter(line => /x-\d+:|x-alias|costCenter|runbook|slo|acme:/.test(line));
}

it('loses no comment and no unknown field', () => {
  fc.assert(
    fc.property(runs, ({ text, ...options }) => {
      const { after } = run({ ...options, removeMissing: false }, text);
      const left = commentsOf(after);
      for (const comment of commentsOf(text)) {
        const index = left.indexOf(comment);
        expect(index).toBeGreaterThanOrEqual(0);
        left.splice(index, 1);
      }
      expect(after.split(/\r?\n/)).toEqual(
        expect.arrayContaining(foreign(text)),
      );
    }),
    { numRuns: 120 },
  );
});

it('is done after one update', () => {
  fc.assert(
    fc.property(runs, ({ text, ...options }) => {
      const { after, plan } = run(options, text);
      const again = run(options, after);
      expect(again.after).toBe(after);
      expect(again.plan.files.filter(({ path }) => path === FILE)).toEqual([]);
      expect(again.plan.entityRefs).toEqual(plan.entityRefs);
      // Also when what was published is then the base.
      expect(run({ ...options, before: options.now }, after).after).toBe(after);
    }),
    { numRuns: 120 },
  );
});

it('lists what it writes, and only that', () => {
  fc.assert(
    fc.property(runs, ({ text, ...options }) => {
      const { after, plan } = run(options, text);
      const written = plan.entities.some(({ kind }) =>
        ['added', 'changed', 'removed'].includes(kind),
      );
      expect(after !== text).toBe(written);
    }),
    { numRuns: 60 },
  );
});
