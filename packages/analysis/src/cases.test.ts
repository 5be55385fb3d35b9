import { readFileSync, readdirSync } from 'fs';
import { basename, join } from 'path';
import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { analyze } from './analyze';
import {
  scoreCase,
  summarize,
  toPrediction,
  type EvaluationCase,
} from './evaluation';

const root = join(__dirname, '..', 'cases');

/** Lowest scores that may be merged; a little below what is reached. */
const FLOORS: Record<
  string,
  { components: number; relations: number; kind: number }
> = {
  'docker-compose': { components: 1, relations: 1, kind: 1 },
  kubernetes: { components: 1, relations: 1, kind: 1 },
  'prose/en': { components: 0.95, relations: 0.9, kind: 0.95 },
  'prose/es': { components: 0.95, relations: 0.9, kind: 0.95 },
};

describe('own cases', () => {
  it('are read at least as well as before', async () => {
    const results = [];
    for (const file of readdirSync(join(root, 'cases')).sort()) {
      const truth: EvaluationCase = JSON.parse(
        readFileSync(join(root, 'cases', file), 'utf8'),
      );
      const content = new Uint8Array(readFileSync(join(root, truth.material)));
      const model = await analyze({
        kind: 'files',
        files: [{ path: basename(truth.material), content }],
      });
      expect(() => parseInfrastructureModel(model)).not.toThrow();
      results.push({
        case: truth,
        score: scoreCase(truth, toPrediction(model)),
      });
    }
    const { kinds } = summarize(results);
    for (const [kind, floor] of Object.entries(FLOORS)) {
      const { components, relations, negatives } = kinds[kind];
      expect([kind, components.f1 >= floor.components]).toEqual([kind, true]);
      expect([kind, components.kindAccuracy >= floor.kind]).toEqual([
        kind,
        true,
      ]);
      expect([kind, relations.lenient.f1 >= floor.relations]).toEqual([
        kind,
        true,
      ]);
      expect([kind, negatives]).toEqual([kind, 0]);
    }
  });
});
