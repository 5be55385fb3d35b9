import { InputError } from '@backstage/errors';
import { EmbeddedAnalyzer } from './EmbeddedAnalyzer';

const COMPOSE = `services:
  web:
    image: nginx
    depends_on: [db]
  db:
    image: postgres:18
`;

/** A text that takes the analyzer seconds. */
function bigCompose(services: number): string {
  const lines = Array.from(
    { length: services },
    (_, i) =>
      `  svc${i}:\n    image: node:24\n    depends_on: [svc${
        (i + 1) % services
      }]\n`,
  );
  return `services:\n${lines.join('')}`;
}

describe('EmbeddedAnalyzer', () => {
  const analyzer = new EmbeddedAnalyzer();
  const signal = new AbortController().signal;

  afterAll(() => analyzer.close());

  it('takes text and files, no pictures', () => {
    expect(analyzer.accepts({ kind: 'text', text: '' })).toBe(true);
    expect(analyzer.accepts({ kind: 'files', files: [] })).toBe(true);
    expect(
      analyzer.accepts({
        kind: 'image',
        bytes: new Uint8Array(),
        mediaType: 'image/png',
      }),
    ).toBe(false);
  });

  it('finds services and reports progress', async () => {
    const onProgress = jest.fn();
    const { model } = await analyzer.analyze(
      { kind: 'text', text: COMPOSE },
      { signal, onProgress },
    );
    expect(model.elements.map(({ name }) => name)).toEqual(['web', 'db']);
    expect(onProgress).toHaveBeenCalledWith(
      expect.objectContaining({ step: 'read' }),
    );
  });

  it('passes on what the person can correct', async () => {
    const failure = await analyzer
      .analyze({ kind: 'text', text: ' ' }, { signal, onProgress: () => {} })
      .catch(error => error);
    expect(failure.name).toBe(InputError.name);
    expect(failure.message).toMatch(/empty/);
  });

  it('leaves the event loop free while it works', async () => {
    let longestPause = 0;
    let last = performance.now();
    const ticks = setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last);
      last = performance.now();
    }, 5);
    await analyzer.analyze(
      { kind: 'text', text: bigCompose(1_500) },
      { signal, onProgress: () => {} },
    );
    clearInterval(ticks);
    expect(longestPause).toBeLessThan(500);
  });

  it('ends at once when cancelled, and works again afterwards', async () => {
    const controller = new AbortController();
    const running = analyzer.analyze(
      { kind: 'text', text: bigCompose(1_500) },
      {
        signal: controller.signal,
        onProgress: () => controller.abort(new Error('no longer wanted')),
      },
    );
    await expect(running).rejects.toThrow('no longer wanted');
    const { model } = await analyzer.analyze(
      { kind: 'text', text: COMPOSE },
      { signal, onProgress: () => {} },
    );
    expect(model.elements).toHaveLength(2);
  });

  it('runs two analyses side by side', async () => {
    const results = await Promise.all(
      [COMPOSE, COMPOSE].map(text =>
        analyzer.analyze({ kind: 'text', text }, { signal, onProgress() {} }),
      ),
    );
    expect(results.map(({ model }) => model.elements.length)).toEqual([2, 2]);
  });
});
