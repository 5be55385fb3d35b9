import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { FakeAnalyzer } from '../__testUtils__/FakeAnalyzer';
import { AnalyzerRegistry } from './AnalyzerRegistry';

const TEXT: AnalyzerInput = { kind: 'text', text: 'A web shop.' };
const PICTURE: AnalyzerInput = {
  kind: 'image',
  bytes: new Uint8Array(1),
  mediaType: 'image/png',
  width: 1,
  height: 1,
};

function analyzer(
  id: string,
  accepted: FakeAnalyzer['accepted'],
  exact: AnalyzerInput[] = [],
) {
  const fake = new FakeAnalyzer(id);
  fake.accepted = accepted;
  fake.exact = input => exact.includes(input);
  return fake;
}

function registryOf(
  analyzers: FakeAnalyzer[],
  configured?: string,
): AnalyzerRegistry {
  const registry = new AnalyzerRegistry();
  analyzers.forEach(each => registry.addAnalyzer(each));
  registry.setDefault(configured);
  return registry;
}

describe('AnalyzerRegistry', () => {
  it('takes the default, and another one for what that does not take', () => {
    const registry = registryOf(
      [
        analyzer('other', ['text', 'image']),
        analyzer('embedded', ['text']),
        analyzer('gemini', ['text', 'image']),
      ],
      'embedded',
    );
    expect(registry.select(undefined, TEXT).analyzer.id).toBe('embedded');
    expect(registry.select(undefined, PICTURE).analyzer.id).toBe('gemini');
    expect(registry.select('other', PICTURE).analyzer.id).toBe('other');
    expect(registry.select('other', PICTURE).note).toBeUndefined();
  });

  it('prefers one that reads exactly, whichever was named, and says so', () => {
    const registry = registryOf([
      analyzer('gemini', ['text', 'image']),
      analyzer('embedded', ['text'], [PICTURE]),
    ]);
    for (const id of [undefined, 'gemini']) {
      expect(registry.select(id, PICTURE)).toMatchObject({
        analyzer: { id: 'embedded' },
        note: expect.stringMatching(/exactly.*instead/),
      });
    }
    expect(registry.select(undefined, TEXT).analyzer.id).toBe('gemini');
  });

  it('needs no other one for what is read exactly', () => {
    const registry = registryOf([analyzer('embedded', ['text'], [PICTURE])]);
    const { analyzer: selected, note } = registry.select(undefined, PICTURE);
    expect(selected.id).toBe('embedded');
    expect(note).not.toMatch(/instead/);
  });

  it('says what is missing', () => {
    const registry = registryOf([analyzer('embedded', ['text'])]);
    expect(() => registry.select(undefined, PICTURE)).toThrow(
      /pixels .* needs a vision model.*GEMINI_API_KEY.*draw\.io.*in words/,
    );
    expect(() => registry.select('embedded', PICTURE)).toThrow(
      /"embedded" cannot read this picture.*GEMINI_API_KEY/,
    );
    expect(() =>
      registry.select('embedded', { kind: 'files', files: [] }),
    ).toThrow(/"embedded" takes no input of the kind "files"/);
    expect(() => registry.select('oracle', PICTURE)).toThrow(
      /no analyzer "oracle".*"embedded"/,
    );
    expect(() => registryOf([]).select(undefined, TEXT)).toThrow(
      /No analyzer is installed/,
    );
  });
});
