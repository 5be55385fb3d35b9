import { scoreCase } from './score';
import { summarize } from './summarize';
import type { EvaluationCase } from './types';

const truth: EvaluationCase = {
  id: 'a',
  kind: 'prose',
  language: 'en',
  material: 'material/a.md',
  components: [
    { name: 'Orders API', aliases: ['orders'], kind: 'Component' },
    { name: 'PostgreSQL', aliases: [], kind: 'Resource' },
    { name: 'Kafka', aliases: [], kind: 'Resource' },
    { name: 'User', aliases: [], kind: 'Component', optional: true },
  ],
  relations: [
    { from: 'Orders API', to: 'PostgreSQL' },
    { from: 'Orders API', to: 'Kafka', drawn: 'reverse' },
    { from: 'User', to: 'Orders API', optional: true },
  ],
  negatives: {
    components: ['Redis'],
    relations: [['Kafka', 'PostgreSQL']],
  },
};

describe('scoreCase', () => {
  it('matches names by alias, accent, case and one letter', () => {
    const score = scoreCase(truth, {
      components: [
        { name: 'ORDERS', kind: 'Component' },
        { name: 'Postgre-SQL', kind: 'Component' },
        { name: 'Kafka', kind: 'Resource' },
        { name: 'Something', kind: 'Component' },
      ],
      relations: [],
    });
    expect(score.components).toEqual({ tp: 3, fp: 1, fn: 0, kindOk: 2 });
  });

  it('neither rewards nor punishes what is optional', () => {
    const score = scoreCase(truth, {
      components: [
        { name: 'User', kind: 'Component' },
        { name: 'Orders API', kind: 'Component' },
      ],
      relations: [{ from: 'User', to: 'Orders API' }],
    });
    expect(score.components).toEqual({ tp: 1, fp: 0, fn: 2, kindOk: 1 });
    expect(score.relations.strict).toEqual({ tp: 0, fp: 0, fn: 2 });
  });

  it('tells the three ways of comparing directions apart', () => {
    const components = truth.components.map(({ name, kind }) => ({
      name,
      kind,
    }));
    const { relations } = scoreCase(truth, {
      components,
      relations: [
        { from: 'Kafka', to: 'Orders API' },
        { from: 'PostgreSQL', to: 'Orders API' },
      ],
    });
    expect(relations.strict.tp).toBe(0);
    expect(relations.lenient.tp).toBe(1);
    expect(relations.undirected.tp).toBe(2);
  });

  it('counts what the material denies', () => {
    const score = scoreCase(truth, {
      components: [
        { name: 'Redis cache', kind: 'Resource' },
        { name: 'Kafka', kind: 'Resource' },
        { name: 'PostgreSQL', kind: 'Resource' },
      ],
      relations: [{ from: 'Kafka', to: 'PostgreSQL' }],
    });
    expect(score.negatives).toEqual(['Redis', 'Kafka > PostgreSQL']);
  });
});

describe('summarize', () => {
  it('sums counts before it divides, per kind and language', () => {
    const perfect = scoreCase(truth, {
      components: truth.components,
      relations: truth.relations,
    });
    const nothing = scoreCase(truth, { components: [], relations: [] });
    const report = summarize([
      { case: truth, score: perfect },
      { case: { ...truth, id: 'b', language: 'es' }, score: nothing },
    ]);
    expect(Object.keys(report.kinds)).toEqual([
      'prose',
      'prose/en',
      'prose/es',
    ]);
    expect(report.kinds['prose/en'].components.f1).toBe(1);
    expect(report.all.components).toMatchObject({ precision: 1, recall: 0.5 });
    expect(report.all.components.f1).toBeCloseTo(2 / 3);
  });
});
