import { InputError } from '@backstage/errors';
import type { ImageInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import { EmbeddedAnalyzer } from './EmbeddedAnalyzer';

const COMPOSE = `services:
  web:
    image: nginx
    depends_on: [db]
  db:
    image: postgres:18
`;

function chunk(type: string, data: Buffer | string): Buffer {
  const bytes = Buffer.from(data as string, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, Buffer.from(type), bytes, Buffer.alloc(4)]);
}

const png = (...chunks: Buffer[]) =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.alloc(13)),
    ...chunks,
    chunk('IEND', ''),
  ]);

const DRAWING = `<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="a" value="Orders API" style="strokeWidth=0" vertex="1" parent="1"><mxGeometry x="40" y="40" width="120" height="60" as="geometry"/></mxCell>
<mxCell id="b" value="Orders DB" style="shape=cylinder3;strokeWidth=0" vertex="1" parent="1"><mxGeometry x="220" y="40" width="120" height="60" as="geometry"/></mxCell>
<mxCell id="c" style="edgeStyle=none" edge="1" parent="1" source="a" target="b"><mxGeometry relative="1" as="geometry"/></mxCell>
</root></mxGraphModel>`;
const SOURCE = chunk('tEXt', `mxfile\0${encodeURIComponent(DRAWING)}`);

const pictureOf = (bytes: Uint8Array): ImageInput => ({
  kind: 'image',
  bytes,
  mediaType: 'image/png',
  width: 300,
  height: 60,
});

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

  it('takes text, files and pictures, and knows which of these state what they show', () => {
    expect(analyzer.accepts({ kind: 'text', text: '' })).toBe(true);
    expect(analyzer.accepts({ kind: 'files', files: [] })).toBe(true);
    expect(analyzer.readsExactly({ kind: 'text', text: COMPOSE })).toBe(false);
    const pixels = chunk('IDAT', Buffer.alloc(1000));
    for (const [bytes, exact] of [
      [new Uint8Array(), false],
      [png(pixels), false],
      [png(pixels, chunk('tEXt', 'Comment\0mxfile')), false],
      [png(pixels, SOURCE), true],
      [Buffer.from('<?xml version="1.0"?><svg><text>a</text></svg>'), true],
      [Buffer.from('RIFF0000WEBPVP8 '), false],
    ] as const) {
      const picture = pictureOf(bytes);
      expect(analyzer.accepts(picture)).toBe(true);
      expect(analyzer.readsExactly(picture)).toBe(exact);
    }
    const svg = {
      ...pictureOf(Buffer.from('<p/>')),
      mediaType: 'image/svg+xml',
    };
    expect(analyzer.accepts(svg as ImageInput)).toBe(false);
    expect(
      analyzer.readsExactly({
        ...pictureOf(png(pixels)),
        original: {
          bytes: Buffer.from(
            `%PDF-1.4\n1 0 obj\n<</Subject (${encodeURIComponent(
              `<mxfile><diagram>${DRAWING}</diagram></mxfile>`,
            )})>>`,
          ),
          mediaType: 'application/pdf',
        },
      }),
    ).toBe(true);
  });

  it('reads a picture from its source, and leaves its bytes to the caller', async () => {
    // a view into a larger buffer, as an upload is
    const whole = Buffer.concat([
      Buffer.alloc(100),
      png(chunk('IDAT', Buffer.alloc(2_000_000)), SOURCE),
    ]);
    const bytes = whole.subarray(100);
    const { model } = await analyzer.analyze(pictureOf(bytes), {
      signal,
      onProgress: () => {},
    });
    expect(model.source).toEqual({
      kind: 'image',
      format: 'drawio',
      embedded: true,
    });
    expect(model.elements.map(({ name }) => name)).toEqual([
      'Orders API',
      'Orders DB',
    ]);
    expect(model.elements[0].evidence).toEqual([
      { kind: 'image', x: 0, y: 0, width: 0.4, height: 1 },
    ]);
    expect(bytes.length).toBeGreaterThan(2_000_000);
  });

  it('says what is wrong with a picture that cannot be decoded', async () => {
    await expect(
      analyzer.analyze(pictureOf(png(chunk('IDAT', Buffer.alloc(10)))), {
        signal,
        onProgress: () => {},
      }),
    ).rejects.toThrow(/The PNG is broken or cut off/);
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
