import { readFileSync, readdirSync } from 'fs';
import { basename, join } from 'path';
import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import * as fc from 'fast-check';
import { analyze } from '../../analyze';
import { scoreCase, toPrediction, type EvaluationCase } from '../../evaluation';
import { definitionSources, type DefinitionFormat } from './formats';
import { cpuClock } from '../../__testUtils__/cpuClock';

const root = join(__dirname, '..', '..', '..', 'cases');
const formats = Object.keys(definitionSources) as DefinitionFormat[];
const cases = readdirSync(join(root, 'cases'))
  .sort()
  .map(
    (file): EvaluationCase =>
      JSON.parse(readFileSync(join(root, 'cases', file), 'utf8')),
  )
  .filter(({ kind }) => formats.includes(kind as DefinitionFormat));
const material = (truth: EvaluationCase) =>
  readFileSync(join(root, truth.material), 'utf8');

describe('own cases of infrastructure as code', () => {
  it('has at least two for every format', () => {
    const counts = formats.map(
      format => cases.filter(({ kind }) => kind === format).length,
    );
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
  });

  it.each(cases.map(truth => [truth.id, truth] as const))(
    '%s is read in full',
    async (_, truth) => {
      const model = await analyze({
        kind: 'files',
        files: [
          {
            path: basename(truth.material),
            content: new TextEncoder().encode(material(truth)),
          },
        ],
      });
      expect(model.source.format).toBe(truth.kind);
      const { components, relations } = scoreCase(truth, toPrediction(model));
      expect(components).toMatchObject({ fp: 0, fn: 0 });
      expect(components.kindOk).toBe(components.tp);
      expect(relations.lenient).toMatchObject({ fp: 0, fn: 0 });
    },
  );

  it.each(cases.map(truth => [truth.id, truth] as const))(
    '%s is known by its content when it is pasted',
    async (_, truth) => {
      const text = material(truth);
      const model = await analyze({ kind: 'text', text });
      expect(model.source.format).toBe(truth.kind);
      expect(await analyze({ kind: 'text', text })).toEqual(model);
    },
  );
});

const RUNS = Number(process.env.INFRA_AI_FUZZ_RUNS ?? 150);
/** Far above what any input of this size takes; a slower machine must not fail the test. */
const MAX_MS = 4000;

async function survives(text: string, source: DefinitionFormat) {
  const worked = cpuClock();
  const path = source === 'terraform' ? 'main.tf' : 'template.yaml';
  const content = new TextEncoder().encode(text);
  try {
    const model = await analyze(
      { kind: 'files', files: [{ path, content }] },
      { source },
    );
    parseInfrastructureModel(model);
    for (const { evidence } of [...model.elements, ...model.relations]) {
      expect(evidence.length).toBeGreaterThan(0);
    }
  } catch (error) {
    if ((error as Error).name !== 'InputError') throw error;
    expect((error as Error).message).not.toMatch(/valid infrastructure model/);
  }
  expect(worked()).toBeLessThan(MAX_MS);
}

describe.each(formats)('any input as %s', format => {
  jest.setTimeout(120_000 + RUNS * 500);
  const texts = cases.filter(({ kind }) => kind === format).map(material);
  const mutated = fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(60),
          fc.constantFrom(
            ...[
              '',
              '\n',
              '{',
              '}',
              '[',
              ']',
              '"',
              '${',
              '(',
              ': ',
              '- ',
              '!Ref ',
              '&a ',
              '*a',
              '<<: *a',
              '<<EOT',
              '=',
              '/*',
              'null',
              '\u0000x',
            ],
          ),
        ),
        { maxLength: 8 },
      ),
    )
    .map(([text, edits]) =>
      edits.reduce((result, [at, length, insert]) => {
        const start = at % (result.length + 1);
        return result.slice(0, start) + insert + result.slice(start + length);
      }, text),
    );

  it('ends in a valid model or a clear refusal', async () => {
    const checked = fc.assert(
      fc.asyncProperty(
        fc.oneof(
          { weight: 4, arbitrary: mutated },
          fc.string({ maxLength: 400 }),
        ),
        text => survives(text, format),
      ),
      {
        numRuns: RUNS,
        seed: process.env.INFRA_AI_FUZZ_RUNS ? undefined : 7,
      },
    );
    await expect(checked).resolves.toBeUndefined();
  });

  it.each([
    ['open brackets', `a = ${'['.repeat(100_000)}`],
    ['open braces', 'a: {'.repeat(50_000)],
    ['deep lists', '- '.repeat(20_000)],
    [
      'aliases upon aliases',
      `Resources: &r0 {A: {Type: 'AWS::S3::Bucket'}}\n${Array.from(
        { length: 60 },
        (_, i) => `x${i}: &r${i + 1} [*r${i}, *r${i}, *r${i}]\n`,
      ).join('')}`,
    ],
    ['a document of nothing but separators', '---\n'.repeat(50_000)],
  ])('%s take no time', async (_, text) => {
    await expect(survives(text, format)).resolves.toBeUndefined();
  });
});
