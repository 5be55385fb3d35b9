import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  parseInfrastructureModel,
  type Evidence,
  type ImageInput,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { analyze } from '../analyze';
import {
  scoreCase,
  summarize,
  toPrediction,
  type EvaluationCase,
} from '../evaluation';
import { isExactPicture } from './exact';

/** A labelled picture: also where some of its elements and relations (`A > B`) are, in pixels. */
interface PictureCase extends EvaluationCase {
  width: number;
  height: number;
  /** How far a side may be off, in pixels. */
  tolerance: number;
  boxes: Record<string, [x: number, y: number, width: number, height: number]>;
}

const root = join(__dirname, '..', '..', 'cases');
const cases = readdirSync(join(root, 'cases'))
  .filter(file => file.startsWith('picture-'))
  .sort()
  .map(
    (file): PictureCase =>
      JSON.parse(readFileSync(join(root, 'cases', file), 'utf8')),
  );

const inputOf = ({ material, width, height }: PictureCase): ImageInput => ({
  kind: 'image',
  bytes: new Uint8Array(readFileSync(join(root, material))),
  mediaType: material.endsWith('.png') ? 'image/png' : 'image/svg+xml',
  width,
  height,
});

function evidenceOf(model: InfrastructureModel, name: string): Evidence[] {
  const idOf = (element: string) =>
    model.elements.find(item => item.name === element)?.id;
  const [from, to] = name.split(' > ');
  const found =
    to === undefined
      ? model.elements.find(item => item.name === name)
      : model.relations.find(
          relation => relation.from === idOf(from) && relation.to === idOf(to),
        );
  return found?.evidence ?? [];
}

describe('own pictures', () => {
  it.each(cases.map(truth => [truth.id, truth] as const))(
    '%s is read exactly, and its findings are where they are drawn',
    async (_, truth) => {
      const input = inputOf(truth);
      expect(isExactPicture(input)).toBe(true);
      const model = await analyze(input);
      expect(() => parseInfrastructureModel(model)).not.toThrow();
      for (const [name, expected] of Object.entries(truth.boxes)) {
        const [box] = evidenceOf(model, name);
        if (box?.kind !== 'image') throw new Error(`${name} was not found`);
        const sides = [
          box.x * truth.width,
          box.y * truth.height,
          (box.x + box.width) * truth.width,
          (box.y + box.height) * truth.height,
        ];
        const [x, y, width, height] = expected;
        const off = [x, y, x + width, y + height].map((side, i) =>
          Math.abs(side - sides[i]),
        );
        expect([name, Math.max(...off) <= truth.tolerance, sides]).toEqual([
          name,
          true,
          sides,
        ]);
      }
    },
  );

  it('are read at least as well as before', async () => {
    const results = await Promise.all(
      cases.map(async truth => ({
        case: truth,
        score: scoreCase(truth, toPrediction(await analyze(inputOf(truth)))),
      })),
    );
    const report = summarize(results);
    const poor = Object.entries(report.cases).flatMap(
      ([id, { components, relations }]) =>
        components.f1 < 0.95 ||
        components.kindAccuracy < 0.95 ||
        relations.strict.f1 < 0.95
          ? [[id, components, relations.strict]]
          : [],
    );
    expect(poor).toEqual([]);
  });
});
