import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import {
  scoreCase,
  summarize,
  toPrediction,
  type EvaluationCase,
} from '../../evaluation';
import { joinExtractions } from '../../join';
import type { Extraction, SourceText } from '../../source';
import { extractD2, isD2 } from '../d2';
import { extractDot, isDot } from '../dot';
import { extractDrawio, isDrawio } from '../drawio';
import { extractExcalidraw, isExcalidraw } from '../excalidraw';
import { extractMermaid, isMermaid } from '../mermaid';
import { extractPlantUml, isPlantUml } from '../plantuml';
import { extractStructurizr, isStructurizr } from '../structurizr';
import { extractSvg, isSvg } from '../svg';

type Reader = [
  extract: (source: SourceText) => Extraction,
  is: (text: string) => boolean,
];

const READERS: Record<string, Reader> = {
  d2: [extractD2, isD2],
  dot: [extractDot, isDot],
  drawio: [extractDrawio, isDrawio],
  excalidraw: [extractExcalidraw, isExcalidraw],
  mermaid: [extractMermaid, isMermaid],
  plantuml: [extractPlantUml, isPlantUml],
  structurizr: [source => extractStructurizr([source])[0], isStructurizr],
  svg: [extractSvg, isSvg],
};
const FLOOR = { components: 0.95, kind: 0.95, relations: 0.95 };

const root = join(__dirname, '..', '..', '..', 'cases');
const cases = readdirSync(join(root, 'cases'))
  .sort()
  .map(
    file =>
      JSON.parse(
        readFileSync(join(root, 'cases', file), 'utf8'),
      ) as EvaluationCase,
  )
  .filter(({ kind }) => kind in READERS)
  .map(truth => ({
    truth,
    text: readFileSync(join(root, truth.material), 'utf8'),
  }));

const sourceOf = (text: string): SourceText => ({
  text,
  evidence: (start, end) => ({ kind: 'text', start, end }),
});

describe('own cases of diagrams', () => {
  it.each(Object.keys(READERS))('%s has at least two, read well', kind => {
    const own = cases.filter(({ truth }) => truth.kind === kind);
    expect(own.length).toBeGreaterThanOrEqual(2);
    const results = own.map(({ truth, text }) => {
      const model = joinExtractions([READERS[kind][0](sourceOf(text))], {
        kind: 'text',
      });
      expect(() => parseInfrastructureModel(model)).not.toThrow();
      return { case: truth, score: scoreCase(truth, toPrediction(model)) };
    });
    const { components, relations } = summarize(results).kinds[kind];
    expect(components.f1).toBeGreaterThanOrEqual(FLOOR.components);
    expect(components.kindAccuracy).toBeGreaterThanOrEqual(FLOOR.kind);
    expect(relations.lenient.f1).toBeGreaterThanOrEqual(FLOOR.relations);
    expect(relations.strict.f1).toBeGreaterThanOrEqual(FLOOR.relations);
  });

  it.each(cases.map(item => [item.truth.id, item] as const))(
    '%s is known for what it is, and read the same every time',
    (_, { truth, text }) => {
      const [extract] = READERS[truth.kind];
      const known = Object.keys(READERS).filter(kind => READERS[kind][1](text));
      expect(known).toEqual([truth.kind]);
      expect(extract(sourceOf(text))).toEqual(extract(sourceOf(text)));
    },
  );

  it.each(cases.map(item => [item.truth.id, item] as const))(
    '%s: every finding points into the text',
    (_, { truth, text }) => {
      const { elements, relations } = READERS[truth.kind][0](sourceOf(text));
      for (const { evidence } of [...elements, ...relations]) {
        expect(evidence.length).toBeGreaterThan(0);
        for (const item of evidence) {
          if (item.kind !== 'text') throw new Error('not a span');
          expect(item.end).toBeGreaterThan(item.start);
          expect(item.end).toBeLessThanOrEqual(text.length);
        }
      }
    },
  );
});
