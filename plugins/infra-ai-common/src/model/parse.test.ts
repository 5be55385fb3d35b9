import { parseInfrastructureModel } from './parse';

const element = {
  id: 'a',
  kind: 'component',
  type: 'service',
  name: 'A',
  evidence: [],
  confidence: 1,
};
const model = {
  elements: [element],
  relations: [],
  warnings: [],
  source: { kind: 'text' },
};

describe('parseInfrastructureModel', () => {
  it('returns what is valid', () => {
    expect(parseInfrastructureModel(model)).toEqual(model);
  });

  it.each([
    [
      'two elements with one id',
      { ...model, elements: [element, element] },
      /used by more than one element/,
    ],
    [
      'a relation to nothing',
      {
        ...model,
        relations: [
          {
            from: 'a',
            to: 'b',
            type: 'dependsOn',
            evidence: [],
            confidence: 1,
          },
        ],
      },
      /No element has the id "b"/,
    ],
    [
      'an unknown kind',
      { ...model, elements: [{ ...element, kind: 'user' }] },
      /elements\.0\.kind/,
    ],
    [
      'a field we do not know',
      { ...model, elements: [{ ...element, apiVersion: 'x' }] },
      /apiVersion/,
    ],
    [
      'confidence over 1',
      { ...model, elements: [{ ...element, confidence: 2 }] },
      /confidence/,
    ],
    ['no object', 'text', /Not a valid infrastructure model/],
  ])('refuses %s and says where', (_, data, message) => {
    expect(() => parseInfrastructureModel(data)).toThrow(message);
  });
});
