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
const cases = readdirSync(join(root, 'rasters'))
  .filter(name => name.endsWith('.json'))
  .map(
    (name): EvaluationCase =>
      JSON.parse(readFileSync(join(root, 'rasters', name), 'utf8')),
  );

/** Lowest F1 that may be merged; a little below what is reached. */
const FLOOR = { components: 0.9, undirected: 0.8, lenient: 0.8 };

describe('own rasters', () => {
  const analyzer = new EmbeddedAnalyzer();
  afterAll(() => analyzer.close());

  it.each(cases.map(truth => [truth.id, truth] as const))(
    '%s is read from its pixels at least as well as before',
    async (_, truth) => {
      const { bytes, width, height } = await preparePicture(
        readFileSync(join(root, truth.material)),
      );
      const progress: string[] = [];
      const { model } = await analyzer.analyze(
        { kind: 'image', bytes, mediaType: 'image/png', width, height },
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
      expect([components, f1(components) >= FLOOR.components]).toEqual([
        components,
        true,
      ]);
      for (const mode of ['undirected', 'lenient'] as const) {
        const counts = relations[mode];
        expect([mode, counts, f1(counts) >= FLOOR[mode]]).toEqual([
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
