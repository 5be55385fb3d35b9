import { deflateSync } from 'node:zlib';
import {
  parseInfrastructureModel,
  type ImageInput,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import * as fc from 'fast-check';
import { analyze } from '../analyze';
import { isExactPicture, withoutPixels } from './exact';

const LONG = process.env.INFRA_AI_FUZZ_RUNS;
const RUNS = Math.max(250, Number(LONG ?? 0));

function chunk(type: string, data: Uint8Array, length = data.length): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(length);
  return Buffer.concat([
    head,
    Buffer.from(type, 'latin1'),
    data,
    Buffer.alloc(4),
  ]);
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const png = (chunks: Buffer[]) =>
  Buffer.concat([SIGNATURE, chunk('IHDR', Buffer.alloc(13)), ...chunks]);
const keyed = (keyword: string, data: Uint8Array) =>
  Buffer.concat([Buffer.from(`${keyword}\0`), data]);

const pictureOf = (
  bytes: Uint8Array,
  mediaType: ImageInput['mediaType'],
): ImageInput => ({ kind: 'image', bytes, mediaType, width: 640, height: 480 });

/** Throws where reading ended in anything but a valid model with boxes on the picture, or a clear refusal. */
async function survives(input: ImageInput): Promise<void> {
  const exact = isExactPicture(input);
  try {
    const model = await analyze(withoutPixels(input));
    parseInfrastructureModel(model);
    for (const { evidence } of [...model.elements, ...model.relations]) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const item of evidence) {
        if (item.kind !== 'image') throw new Error('not on the picture');
        expect(item.x + item.width).toBeLessThanOrEqual(1.0002);
        expect(item.y + item.height).toBeLessThanOrEqual(1.0002);
        expect(item.width * item.height).toBeGreaterThan(0);
      }
    }
    expect(exact || input.mediaType === 'image/svg+xml').toBe(true);
  } catch (error) {
    if ((error as Error).name !== 'InputError') throw error;
    // the model's own check throws InputError too, and must not
    expect((error as Error).message).not.toMatch(/valid infrastructure model/);
  }
}

const number = fc.oneof(
  fc.integer({ min: -50, max: 900 }),
  fc.constantFrom(
    '1e308',
    '-1e308',
    '1e999',
    'NaN',
    '-0',
    '',
    '50%',
    '1e-320',
    '0x10',
    'calc(1px)',
    '∞',
    '3em',
    '9'.repeat(400),
  ),
);
const transform = fc.oneof(
  fc.tuple(number, number).map(([x, y]) => `translate(${x} ${y})`),
  fc.tuple(number, number).map(([x, y]) => `scale(${x},${y})`),
  number.map(x => `rotate(${x})`),
  number.map(x => `skewX(${x})`),
  fc.array(number, { maxLength: 7 }).map(list => `matrix(${list.join(' ')})`),
  fc.constantFrom('translate(', 'scale()', 'matrix(a b)', 'url(#a)', ')('),
);
const label = fc.oneof(
  fc.constantFrom(
    'Orders API',
    'PostgreSQL',
    'Web Shop',
    '',
    '&#0;',
    '&amp;lt;',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const path = fc
  .array(
    fc.tuple(
      fc.constantFrom(...'MLHVCSQTAZmlz'),
      fc.array(number, { maxLength: 7 }),
    ),
    { maxLength: 12 },
  )
  .map(parts =>
    parts.map(([command, list]) => command + list.join(' ')).join(''),
  );
const reference = fc.constantFrom(
  '#a',
  '#b',
  '#c',
  '#none',
  'http://localhost:1/x.svg#a',
  'file:///etc/passwd',
);

/** Markup of an SVG with everything that can be wrong in it, but well nested. */
const { node } = fc.letrec<{ node: string }>(tie => ({
  node: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc
      .tuple(
        number,
        number,
        number,
        number,
        fc.constantFrom('a', 'b', 'c', 'd'),
      )
      .map(
        ([x, y, w, h, id]) =>
          `<rect id="${id}" x="${x}" y="${y}" width="${w}" height="${h}" stroke="red"/>`,
      ),
    fc
      .tuple(number, number, label, number)
      .map(
        ([x, y, text, size]) =>
          `<text x="${x}" y="${y}" font-size="${size}">${text.replace(
            /[<&]/g,
            '',
          )}<tspan dy="${size}">x</tspan></text>`,
      ),
    path.map(d => `<path d="${d}" stroke="blue" marker-end="url(#m)"/>`),
    fc
      .tuple(reference, number)
      .map(([href, x]) => `<use href="${href}" x="${x}"/>`),
    fc
      .array(number, { maxLength: 9 })
      .map(list => `<polygon points="${list.join(',')}"/>`),
    label.map(
      text =>
        `<foreignObject width="90" height="20"><div>${text.replace(
          /[<&]/g,
          '',
        )}<br></div></foreignObject>`,
    ),
    fc.constantFrom(
      '<style>.a{fill:none}@media{.b{stroke:red}}}{{{</style>',
      '<script>throw 1</script>',
      '<image href="http://localhost:1/" width="50" height="50"/>',
      '<switch><foreignObject width="100%" height="100%"/><text>y</text></switch>',
      '<!-- x --><?y?><![CDATA[<rect/>]]>',
      '<__proto__ x="1"/>',
      '<constructor constructor="1"/>',
    ),
    fc
      .tuple(
        fc.array(tie('node'), { maxLength: 5 }),
        fc.constantFrom('a', 'b', 'c', 'node', 'edge'),
        transform,
      )
      .map(
        ([children, id, move]) =>
          `<g id="${id}" class="${id}" transform="${move}"><title>a-&gt;b</title>${children.join(
            '',
          )}</g>`,
      ),
    fc
      .tuple(fc.array(tie('node'), { maxLength: 3 }), number)
      .map(
        ([children, width]) =>
          `<svg viewBox="0 0 ${width} 9" width="${width}"><symbol id="c">${children.join(
            '',
          )}<use href="#c"/></symbol></svg>`,
      ),
  ),
}));

const svgFile = fc
  .tuple(
    fc.array(node, { maxLength: 12 }),
    number,
    fc.option(fc.nat(), { freq: 5 }),
  )
  .map(([nodes, width, cut]) => {
    const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 480">${nodes.join(
      '',
    )}</svg>`;
    return text.slice(0, cut === null ? undefined : cut % (text.length + 1));
  });

const KEYWORDS = [
  'mxfile',
  'mxGraphModel',
  'application/vnd.excalidraw+json',
  'plantuml',
  'mermaid',
  'Comment',
  '',
];
const cell = fc
  .tuple(number, number, label, fc.constantFrom('1', 'a', 'b', 'loop'), number)
  .map(
    ([x, y, text, parent, angle]) =>
      `<mxCell id="${parent}" value="${text.replace(
        /[<&"]/g,
        '',
      )}" style="rotation=${angle};strokeWidth=${x};fontSize=${y};exitX=${x};exitY=${y}" parent="loop" source="a" target="${parent}" ${
        angle === '' ? 'edge' : 'vertex'
      }="1"><mxGeometry x="${x}" y="${y}" width="${angle}" height="60" relative="${x}"/></mxCell>`,
  );
const drawing = fc
  .array(cell, { maxLength: 8 })
  .map(
    cells =>
      `<mxfile><diagram name="a"><mxGraphModel pageWidth="1e308"><root>${cells.join(
        '',
      )}</root></mxGraphModel></diagram><diagram>%%%</diagram></mxfile>`,
  );
const scene = fc
  .array(
    fc.record({
      id: fc.constantFrom('a', 'b'),
      type: fc.constantFrom('rectangle', 'text', 'arrow', 'frame', 'x'),
      x: fc.double(),
      y: fc.double(),
      width: fc.double(),
      height: fc.double(),
      angle: fc.double(),
      text: label,
      points: fc.array(fc.array(fc.double(), { maxLength: 3 }), {
        maxLength: 4,
      }),
      containerId: fc.constantFrom('a', 'b', null),
      frameId: fc.constantFrom('a', 'b', null),
    }),
    { maxLength: 8 },
  )
  .map(elements =>
    JSON.stringify({
      type: 'excalidraw',
      elements,
      appState: { exportPadding: '1' },
    }),
  );
const content = fc.oneof(
  drawing,
  drawing.map(encodeURIComponent),
  scene,
  svgFile,
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '@startuml\n[a] --> [b]\n@enduml',
    '~1',
    'flowchart LR\na-->b',
    '%3Cmxfile%',
    '{"encoded":"x","compressed":true}',
  ),
);
const pngFile = fc
  .tuple(
    fc.array(
      fc
        .tuple(
          fc.constantFrom('tEXt', 'zTXt', 'iTXt', 'IDAT', 'IEND', 'abcd'),
          fc.constantFrom(...KEYWORDS),
          content,
          fc.boolean(),
          fc.option(fc.nat(0xffffffff), { freq: 8 }),
        )
        .map(([type, keyword, text, packed, length]) => {
          const data = packed ? deflateSync(text) : Buffer.from(text);
          const heads: Record<string, number[]> = {
            zTXt: [0],
            iTXt: [packed ? 1 : 0, 0, 0, 0],
          };
          const head = heads[type] ?? [];
          return chunk(
            type,
            keyed(keyword, Buffer.concat([Buffer.from(head), data])),
            length ?? undefined,
          );
        }),
      { maxLength: 4 },
    ),
    fc.option(fc.nat(), { freq: 5 }),
  )
  .map(([chunks, cut]) => {
    const bytes = png(chunks);
    return bytes.subarray(
      0,
      cut === null ? undefined : cut % (bytes.length + 1),
    );
  });

const pdfFile = fc
  .array(
    fc.oneof(
      content.map(text => `1 0 obj <</Subject (${text})>> endobj\n`),
      content.map(
        text =>
          `2 0 obj <</Subject <FEFF${Buffer.from(text, 'utf16le')
            .swap16()
            .toString('hex')}>>> endobj\n`,
      ),
      content.map(
        text =>
          `3 0 obj <</Type/EmbeddedFile/Filter/FlateDecode>> stream\n${deflateSync(
            text,
          ).toString('latin1')}\nendstream\n`,
      ),
      fc.constantFrom(
        'stream',
        'endstream',
        '4 0 obj <</Type/ObjStm>> stream\r\n',
        '/Subject',
        '(%3Cmxfile',
        '<<',
        '\\)',
      ),
    ),
    { maxLength: 6 },
  )
  .map(parts => Buffer.from(`%PDF-1.7\n${parts.join('')}`, 'latin1'));

const options = { numRuns: RUNS, ...(LONG ? {} : { seed: 31 }) };

async function failureOf<T>(
  arbitrary: fc.Arbitrary<T>,
  toInput: (value: T) => ImageInput,
): Promise<string | undefined> {
  const report = await fc.check(
    fc.asyncProperty(arbitrary, value => survives(toInput(value))),
    options,
  );
  return fc.defaultReportMessage(report);
}

describe('hostile pictures', () => {
  jest.setTimeout(120_000 + RUNS * 200);

  it('SVG ends in a valid model or a clear refusal', async () => {
    const failure = await failureOf(svgFile, text =>
      pictureOf(Buffer.from(text), 'image/svg+xml'),
    );
    expect(failure).toBeUndefined();
  });

  it('PNG does so too, whatever is in its chunks', async () => {
    const failure = await failureOf(pngFile, bytes =>
      pictureOf(bytes, 'image/png'),
    );
    expect(failure).toBeUndefined();
  });

  it('PDF does so too', async () => {
    const failure = await failureOf(pdfFile, bytes => ({
      ...pictureOf(png([]), 'image/png'),
      original: { bytes, mediaType: 'application/pdf' },
    }));
    expect(failure).toBeUndefined();
  });

  const bomb = deflateSync(Buffer.alloc(15 * 1024 * 1024, 0x41));
  const svg = (inner: string, attributes = '') =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" ${attributes}>${inner}</svg>`,
    );

  it.each<[string, Uint8Array]>([
    [
      'copies of copies',
      svg(
        `<g id="x0"><rect width="50" height="50"/><text>a</text></g>${Array.from(
          { length: 30 },
          (_, i) =>
            `<g id="x${i + 1}">${`<use href="#x${i}"/>`.repeat(10)}</g>`,
        ).join('')}`,
      ),
    ],
    [
      'a circle of copies',
      svg(
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/><use href="#b"/></g>',
      ),
    ],
    [
      'copies of a long path',
      svg(
        `<path id="p" d="M0 0${'L1 1'.repeat(
          40_000,
        )}"/>${'<use href="#p"/>'.repeat(20_000)}`,
      ),
    ],
    [
      'one huge path',
      svg(`<path stroke="red" d="M0 0${' 1'.repeat(1_500_000)}"/>`),
    ],
    ['many shapes', svg('<rect width="30" height="30"/>'.repeat(90_000))],
    [
      'many texts',
      svg(
        Array.from(
          { length: 20_000 },
          (_, i) => `<text y="${i}">a</text>`,
        ).join(''),
      ),
    ],
    [
      'many lines',
      svg(
        Array.from(
          { length: 3_000 },
          (_, i) =>
            `<line x1="${i % 600}" y1="0" x2="9" y2="${
              i % 400
            }" stroke="red"/>`,
        ).join(''),
      ),
    ],
    [
      'many boxes with words',
      svg(
        Array.from(
          { length: 1_500 },
          (_, i) =>
            `<rect x="${(i % 60) * 30}" y="${
              Math.floor(i / 60) * 30
            }" width="28" height="28" fill="red"/><text x="${
              (i % 60) * 30
            }" y="${Math.floor(i / 60) * 30 + 20}">API ${i}</text>`,
        ).join(''),
      ),
    ],
    [
      'deep nesting',
      svg(
        `${'<g transform="scale(10)">'.repeat(
          190,
        )}<text>a</text>${'</g>'.repeat(190)}`,
      ),
    ],
    ['deeper nesting', svg(`${'<g>'.repeat(100_000)}`)],
    ['many tags', svg('<a/>'.repeat(1_200_000))],
    [
      'a style sheet of selectors',
      svg(
        `<style>${'.a .b .c .d,'.repeat(
          100_000,
        )}{fill:red}</style>${'<g class="a">'.repeat(50)}`,
      ),
    ],
    ['a style sheet of brackets', svg(`<style>${'{'.repeat(500_000)}</style>`)],
    [
      'rules for every element',
      svg(
        `<style>${Array.from(
          { length: 3_000 },
          (_, i) => `g .c${i} rect{fill:red}`,
        ).join(
          '',
        )}</style>${'<g class="c1"><rect width="30" height="30"/></g>'.repeat(
          8_000,
        )}`,
      ),
    ],
    [
      'a long transform',
      svg(`<g transform="${'scale(2) '.repeat(200_000)}"><text>a</text></g>`),
    ],
    [
      'a long class',
      svg(`<g class="${'a '.repeat(300_000)}"><text>a</text></g>`),
    ],
    ['a long label', svg(`<text>${'word '.repeat(400_000)}</text>`)],
    [
      'many pieces of text',
      svg(`<text>${'<tspan x="1">a</tspan>'.repeat(90_000)}</text>`),
    ],
    ['open comments', svg('<!--'.repeat(500_000))],
    [
      'entities',
      Buffer.from(
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
      ),
    ],
    ['an endless attribute', svg('', `content="${'&lt;'.repeat(800_000)}`)],
    [
      'a source that is no file',
      svg('', `content="${'QUFB'.repeat(500_000)}"`),
    ],
    [
      'an endless payload',
      svg(
        `<!-- payload-type:application/vnd.excalidraw+json --><!-- payload-version:2 --><!-- payload-start -->${'AAAA'.repeat(
          500_000,
        )}<!-- payload-end -->`,
      ),
    ],
    ['PlantUML without end', svg(`<?plantuml-src ${'a'.repeat(2_000_000)}?>`)],
    [
      'cells of nothing',
      svg(
        '<g data-cell-id="1"><rect width="1e308" height="50"/></g>',
        'content="&lt;mxfile&gt;&lt;diagram&gt;&lt;mxGraphModel/&gt;&lt;/diagram&gt;&lt;/mxfile&gt;"',
      ),
    ],
  ])('%s takes no time', async (_, bytes) => {
    await expect(
      survives(pictureOf(bytes, 'image/svg+xml')),
    ).resolves.toBeUndefined();
  });

  it.each<[string, Uint8Array]>([
    [
      'chunks that unpack to much',
      png(
        Array.from({ length: 300 }, () =>
          chunk(
            'zTXt',
            keyed('mxfile', Buffer.concat([Buffer.alloc(1), bomb])),
          ),
        ),
      ),
    ],
    [
      'scenes that unpack to much',
      png(
        Array.from({ length: 99 }, () =>
          chunk(
            'tEXt',
            keyed(
              'application/vnd.excalidraw+json',
              Buffer.from(
                JSON.stringify({
                  compressed: true,
                  encoded: bomb.toString('latin1'),
                }),
                'latin1',
              ),
            ),
          ),
        ),
      ),
    ],
    [
      'empty chunks',
      png(Array.from({ length: 30_000 }, () => chunk('tEXt', Buffer.alloc(0)))),
    ],
    [
      'a chunk longer than the file',
      png([chunk('tEXt', keyed('mxfile', Buffer.from('x')), 0xfffffff0)]),
    ],
  ])('%s take no time', async (_, bytes) => {
    await expect(
      survives(pictureOf(bytes, 'image/png')),
    ).resolves.toBeUndefined();
  });

  it.each<[string, string]>([
    [
      'streams that unpack to much',
      `1 0 obj <</Type/ObjStm/Filter/FlateDecode>> stream\n${bomb.toString(
        'latin1',
      )}\nendstream\n`.repeat(200),
    ],
    ['open strings', '/Subject (%3Cmxfile '.repeat(200_000)],
    ['open streams', ' stream'.repeat(500_000)],
    ['open hexadecimal', `/Subject <FEFF${'00'.repeat(2_000_000)}`],
  ])('a PDF of %s takes no time', async (_, inner) => {
    const original = Buffer.from(`%PDF-1.7\n${inner}`, 'latin1');
    await expect(
      survives({
        ...pictureOf(png([]), 'image/png'),
        original: { bytes: original, mediaType: 'application/pdf' },
      }),
    ).resolves.toBeUndefined();
  });
});
