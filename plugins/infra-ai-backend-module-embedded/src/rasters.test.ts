import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  scoreCase,
  toPrediction,
  type EvaluationCase,
} from '@infra-ai/analysis';
import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { preparePicture } from '@infra-ai/pictures';
import { EmbeddedAnalyzer } from './EmbeddedAnalyzer';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../../../packages/analysis/cases');
/** Text takes seconds a picture, so only what tells most is read each time. */
const USUAL = /^raster-|^style-(?:trunk|nested-dark|crossing-photo|aws|uml)$/;
const all = process.env.INFRA_AI_ALL_PICTURES === '1';
const cases = ['rasters', 'rasters/styles']
  .flatMap(folder =>
    readdirSync(join(root, folder))
      .filter(name => name.endsWith('.json'))
      .map(
        (name): EvaluationCase =>
          JSON.parse(readFileSync(join(root, folder, name), 'utf8')),
      ),
  )
  .filter(({ id }) => all || USUAL.test(id));

/** Lowest F1 that may be merged; a little below what is reached. */
const FLOOR = { components: 0.9, undirected: 0.8, lenient: 0.8 };
/** Of what is hard to read. */
const LOWER: Record<string, Partial<typeof FLOOR>> = {
  'style-cards': { components: 0.85 },
  'style-trunk-dashed': { undirected: 0.7, lenient: 0.7 },
  'style-trunk-small': { undirected: 0.7, lenient: 0.7 },
};

describe('own rasters', () => {
  const analyzer = new EmbeddedAnalyzer();
  afterAll(() => analyzer.close());

  it.each(cases.map(truth => [truth.id, truth] as const))(
    '%s is read from its pixels at least as well as before',
    async (_, truth) => {
      const floor = { ...FLOOR, ...LOWER[truth.id] };
      const { bytes, width, height, mediaType } = await preparePicture(
        readFileSync(join(root, truth.material)),
      );
      const progress: string[] = [];
      const { model } = await analyzer.analyze(
        { kind: 'image', bytes, mediaType, width, height },
        {
          signal: new AbortController().signal,
          onProgress: ({ message }) => progress.push(message ?? ''),
        },
      );
      expect(() => parseInfrastructureModel(model)).not.toThrow();
      expect(model.source).toEqual({ kind: 'image', format: 'raster' });
      expect(model.warnings[0].message).toMatch(/read from its pixels/);
      expect(progress).toContain('Reading the text in the picture');
      const { components, relations } = scoreCase(truth, toPrediction(model));
      const f1 = ({ tp, fp, fn }: { tp: number; fp: number; fn: number }) =>
        (2 * tp) / (2 * tp + fp + fn);
      expect([components, f1(components) >= floor.components]).toEqual([
        components,
        true,
      ]);
      for (const mode of ['undirected', 'lenient'] as const) {
        const counts = relations[mode];
        expect([mode, counts, f1(counts) >= floor[mode]]).toEqual([
          mode,
          counts,
          true,
        ]);
      }
      for (const { confidence, evidence } of model.elements) {
        expect(confidence).toBeGreaterThanOrEqual(0.5);
        expect(confidence).toBeLessThanOrEqual(0.85);
        expect(evidence[0]).toMatchObject({ kind: 'image' });
        expect(evidence[0]).not.toMatchObject({ width: 1, height: 1 });
      }
      for (const { confidence } of model.relations) {
        expect(confidence).toBeLessThanOrEqual(0.6);
      }
    },
  );
});
