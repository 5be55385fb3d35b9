import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import * as fc from 'fast-check';
import { analyze } from './analyze';
import { cpuClock } from './__testUtils__/cpuClock';

const RUNS = Number(process.env.INFRA_AI_FUZZ_RUNS ?? 300);
/** The usual run is the same each time; a longer one looks further. */
const options = {
  numRuns: RUNS,
  ...(process.env.INFRA_AI_FUZZ_RUNS ? {} : { seed: 20 }),
};
/** Far above what any input of this size takes; a slower machine must not fail the test. */
const MAX_MS = 2000;

const folder = join(__dirname, '..', 'cases', 'material');
const materials = readdirSync(folder)
  .sort()
  .map(file => readFileSync(join(folder, file), 'utf8'));

/** Real text with pieces cut out, repeated and replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...materials),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(40),
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 12 }),
          fc.constantFrom(
            '\n',
            '|',
            '`',
            '**',
            ': ',
            '- ',
            '[',
            '{',
            '&a ',
            '*a',
            '→',
            '"',
            '\t',
          ),
        ),
      ),
      { maxLength: 12 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((result, [at, length, insert]) => {
      const start = at % (result.length + 1);
      return result.slice(0, start) + insert + result.slice(start + length);
    }, text),
  );

const words = fc
  .array(
    fc.constantFrom(
      ...'the a orders service API calls and or , . which not no uses Kafka PostgreSQL stores in to from by ( ) : - sin usa la el de que servicio base datos en con y se llama both it they behind via Redis'.split(
        ' ',
      ),
    ),
    { maxLength: 120 },
  )
  .map(list => list.join(' '));

async function survives(text: string): Promise<void> {
  const worked = cpuClock();
  try {
    const model = await analyze({ kind: 'text', text });
    parseInfrastructureModel(model);
    for (const { evidence } of [...model.elements, ...model.relations]) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const item of evidence) {
        if (item.kind === 'text') {
          expect(item.start).toBeLessThanOrEqual(item.end);
          expect(item.end).toBeLessThanOrEqual(text.length);
        }
      }
    }
  } catch (error) {
    if ((error as Error).name !== 'InputError') throw error;
    // the model's own check throws InputError too, and must not
    expect((error as Error).message).not.toMatch(/valid infrastructure model/);
  }
  expect(worked()).toBeLessThan(MAX_MS);
}

describe('any input', () => {
  jest.setTimeout(120_000 + RUNS * 200);

  it.each([
    ['mutated descriptions and compose files', mutated],
    ['words in any order', words],
    ['any text', fc.string({ unit: 'binary', maxLength: 2000 })],
  ])('%s end in a valid model or a clear refusal', async (_, arbitrary) => {
    const report = await fc.check(
      fc.asyncProperty(arbitrary, survives),
      options,
    );
    expect(fc.defaultReportMessage(report)).toBeUndefined();
  });

  it('any bytes as a file do so too', async () => {
    const report = await fc.check(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 500 }),
        fc.constantFrom('a.md', 'compose.yml', '.env', 'x', '../../etc/passwd'),
        async (content, path) => {
          try {
            parseInfrastructureModel(
              await analyze({ kind: 'files', files: [{ path, content }] }),
            );
          } catch (error) {
            const { name, message } = error as Error;
            // the model's own check throws InputError too, and must not
            if (name === 'InputError' && !/valid infrastr/.test(message)) {
              return;
            }
            throw error;
          }
        },
      ),
      options,
    );
    expect(fc.defaultReportMessage(report)).toBeUndefined();
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['open comments', '<!--'.repeat(25_000)],
    ['emphasis', '**a '.repeat(25_000)],
    ['backticks', '`'.repeat(100_000)],
    ['one long sentence', 'the orders service calls the api and '.repeat(2700)],
    ['one long list', `${'Orders, '.repeat(12_500)}and Payments services`],
    ['a long line of colons', 'a: '.repeat(33_000)],
    ['deep flow collections', `services:\n  a: ${'['.repeat(50_000)}`],
    [
      'aliases upon aliases',
      `services:\n  a: &a0 {image: x, command: [y]}\n${Array.from(
        { length: 40 },
        (_, i) => `  b${i}: &a${i + 1}\n    <<: [*a${i}, *a${i}]\n`,
      ).join('')}`,
    ],
  ])('%s take no time', async (_, text) => {
    await expect(survives(text)).resolves.toBeUndefined();
  });
});
