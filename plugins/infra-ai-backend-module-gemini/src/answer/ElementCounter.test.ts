import { ElementCounter } from './ElementCounter';

describe('ElementCounter', () => {
  it('counts what is complete, wherever the pieces are cut', () => {
    const counter = new ElementCounter();
    const seen = new Set<string | undefined>();
    const text = JSON.stringify({
      system: { name: '{"elements":[{}]}' },
      elements: [
        { id: 'a', evidence: ['[{'] },
        { id: 'b', tags: [{}] },
      ],
      relations: [{ from: 'a', to: 'b' }],
    });
    for (const character of text) {
      counter.write(character);
      seen.add(counter.message());
    }
    expect([...seen]).toEqual([
      undefined,
      '1 element so far',
      '2 elements so far',
      '2 elements and 1 relation so far',
    ]);
  });

  it('keeps its counts when no JSON follows', () => {
    const counter = new ElementCounter();
    counter.write('{"elements":[{"id":"a"}, sorry');
    counter.write(' {"id":"b"}');
    expect(counter.message()).toBe('1 element so far');
  });
});
