import { deflateRawSync, deflateSync } from 'node:zlib';
import type {
  ImageInput,
  InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { analyze } from '../analyze';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

function png(keyword?: string, text = ''): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.alloc(13)),
    ...(keyword
      ? [chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'))]
      : []),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const vertex = (
  id: string,
  label: string,
  [x, y, width, height]: number[],
  style = '',
  more = '',
) =>
  `<mxCell id="${id}" value="${label}" style="rounded=0;whiteSpace=wrap;html=1;${style}" vertex="1" parent="1"><mxGeometry x="${x}" y="${y}" width="${width}" height="${height}" as="geometry"/></mxCell>${more}`;
const edge = (id: string, from: string, to: string, style = '', inner = '') =>
  `<mxCell id="${id}" style="edgeStyle=orthogonalEdgeStyle;${style}" edge="1" parent="1" source="${from}" target="${to}"><mxGeometry relative="1" as="geometry">${inner}</mxGeometry></mxCell>`;
const page = (name: string, cells: string) =>
  `<diagram name="${name}"><mxGraphModel pageWidth="850" pageHeight="1100"><root><mxCell id="0"/><mxCell id="1" parent="0"/>${cells}</root></mxGraphModel></diagram>`;

const BOXES =
  vertex('a', 'Orders API', [100, 200, 120, 60]) +
  vertex('b', 'Orders DB', [380, 200, 120, 60], 'shape=cylinder3;') +
  edge('e', 'a', 'b');

async function read(
  file: string,
  size: { width: number; height: number },
): Promise<InfrastructureModel> {
  return analyze({
    kind: 'image',
    bytes: png('mxfile', encodeURIComponent(`<mxfile>${file}</mxfile>`)),
    mediaType: 'image/png',
    ...size,
  });
}

/** Left, top, width and height of a finding in pixels, rounded. */
function pixels(
  { evidence: [item] }: InfrastructureModel['elements' | 'relations'][number],
  { width, height }: { width: number; height: number },
): number[] {
  if (item.kind !== 'image') throw new Error('not on the picture');
  return [
    item.x * width,
    item.y * height,
    item.width * width,
    item.height * height,
  ].map(Math.round);
}

/** What was found, where it is near enough to what is expected; else both. */
function near(found: number[], expected: number[], tolerance = 1): unknown {
  const off = found.map((value, i) => Math.abs(value - expected[i]));
  return Math.max(...off) <= tolerance ? 'near' : { found, expected };
}

describe('places on a draw.io picture', () => {
  // what is drawn is 401 by 61: the boxes and half of the line around them
  it.each([
    ['as it is', 401, 61, 1, 0],
    ['twice as large', 802, 122, 2, 0],
    ['with a border', 421, 81, 1, 10],
    ['three times as large with a border', 1263, 243, 3, 10],
    ['at a zoom of 130 %', 521, 79, 1.3, 0],
  ])('are found %s', async (_, width, height, scale, border) => {
    const size = { width, height };
    const model = await read(page('P', BOXES), size);
    const at = (x: number, y: number, w: number, h: number) =>
      [x - 99.5 + border, y - 199.5 + border, w, h].map(side => side * scale);
    expect(
      near(pixels(model.elements[0], size), at(100, 200, 120, 60), 2),
    ).toBe('near');
    expect(
      near(pixels(model.elements[1], size), at(380, 200, 120, 60), 2),
    ).toBe('near');
    const [left, , length] = pixels(model.relations[0], size);
    expect(near([left, length], [at(220, 0, 0, 0)[0], 160 * scale], 2)).toBe(
      'near',
    );
  });

  it('follow rotation, groups, fixed ends and corners of lines', async () => {
    const size = { width: 601, height: 401 };
    const cells =
      vertex('frame', '', [0, 0, 600, 400], 'fillColor=none;') +
      vertex('g', '', [200, 100, 300, 200], 'group;') +
      vertex('a', 'Orders API', [10, 20, 100, 40]).replace(
        'parent="1"',
        'parent="g"',
      ) +
      vertex('b', 'Orders DB', [460, 300, 40, 90], 'rotation=90;') +
      vertex('c', 'Redis', [20, 300, 100, 60]) +
      edge(
        'e',
        'a',
        'c',
        'exitX=0;exitY=0.5;entryX=0.2;entryY=0;',
        '<Array as="points"><mxPoint x="40" y="140"/></Array><mxPoint x="900" y="900" as="sourcePoint"/>',
      );
    const model = await read(page('P', cells), size);
    expect(near(pixels(model.elements[0], size), [210.5, 120.5, 100, 40])).toBe(
      'near',
    );
    expect(near(pixels(model.elements[1], size), [435.5, 325.5, 90, 40])).toBe(
      'near',
    );
    expect(
      near(pixels(model.relations[0], size), [40.5, 140.5, 170, 160]),
    ).toBe('near');
  });

  it('include captions, also where they reach beyond the shapes', async () => {
    const cells =
      vertex('a', 'Orders API', [100, 100, 60, 60], 'image;aspect=fixed;') +
      vertex(
        'b',
        'Kafka',
        [300, 100, 60, 60],
        'verticalLabelPosition=bottom;verticalAlign=top;',
      ) +
      edge('e', 'a', 'b');
    const size = { width: 261, height: 79 };
    const model = await read(page('P', cells), size);
    const [, top, , height] = pixels(model.elements[0], size);
    expect(near([top, top + height], [0, 79], 3)).toBe('near');
  });

  it('are those of the page that the picture shows', async () => {
    const tall = vertex('z', 'Mainframe', [0, 0, 100, 900]);
    const model = await read(
      page('First', tall) + page('Second', BOXES) + page('Third', BOXES),
      { width: 802, height: 122 },
    );
    expect(model.elements.map(({ name }) => name)).toEqual([
      'Orders API',
      'Orders DB',
    ]);
    expect(model.warnings.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringMatching(/3 pages.*"Second"/)]),
    );
    const other = await read(page('First', tall) + page('Second', BOXES), {
      width: 500,
      height: 499,
    });
    expect(other.elements.map(({ name }) => name)).toEqual(['Mainframe']);
  });

  it('leave out layers that are switched off', async () => {
    const model = await read(
      page(
        'P',
        `<mxCell id="2" parent="0" visible="0"/>${BOXES}${vertex(
          'c',
          'Redis',
          [900, 900, 60, 60],
        ).replace('parent="1"', 'parent="2"')}`,
      ),
      { width: 401, height: 61 },
    );
    expect(model.elements.map(({ name }) => name)).not.toContain('Redis');
    expect(
      near(
        pixels(model.elements[0], { width: 401, height: 61 }),
        [0.5, 0.5, 120, 60],
      ),
    ).toBe('near');
  });
});

describe('draw.io in a PDF', () => {
  const file = `<mxfile>${page('P (1)', BOXES)}</mxfile>`;
  const encoded = encodeURIComponent(file);
  const utf16 = Buffer.from(`\ufeff${encoded}`, 'utf16le').swap16();
  const stream = (head: string, data: Buffer) =>
    `7 0 obj\n<<${head}/Length ${data.length}>>\nstream\n${data.toString(
      'latin1',
    )}\nendstream\nendobj\n`;
  it.each([
    [
      'as its subject',
      `3 0 obj\n<</Title (x) /Subject (${encoded.replace(
        /[()]/g,
        '\\$&',
      )})>>\nendobj`,
    ],
    ['in an object of its own', `9 0 obj\n(${encoded})\nendobj`],
    [
      'in hexadecimal among packed objects',
      stream(
        '/Type /ObjStm /Filter /FlateDecode',
        deflateSync(`1 0 2 9 <</Subject <${utf16.toString('hex')}>>>`),
      ),
    ],
    [
      'as an attached file',
      stream(
        '/Type /EmbeddedFile /Subtype /application#2Fvnd.jgraph.mxfile /Filter /FlateDecode',
        deflateSync(file),
      ),
    ],
  ])('is read %s', async (_, object) => {
    const original = Buffer.from(`%PDF-1.7\n${object}\n%%EOF`, 'latin1');
    const size = { width: 1203, height: 183 };
    const input: ImageInput = {
      kind: 'image',
      bytes: png(),
      mediaType: 'image/png',
      ...size,
      original: { bytes: original, mediaType: 'application/pdf' },
    };
    const model = await analyze(input);
    expect(model.source).toEqual({
      kind: 'image',
      format: 'drawio',
      embedded: true,
    });
    expect(near(pixels(model.elements[0], size), [1.5, 1.5, 360, 180], 2)).toBe(
      'near',
    );
    // a whole page at 72 dots an inch
    const sheet = { width: 850, height: 1100 };
    const onPaper = await analyze({ ...input, ...sheet });
    expect(
      near(pixels(onPaper.elements[0], sheet), [100, 200, 120, 60], 1),
    ).toBe('near');
  });

  it('is missed where there is none', async () => {
    await expect(
      analyze({
        kind: 'image',
        bytes: png(),
        mediaType: 'image/png',
        width: 1,
        height: 1,
        original: {
          bytes: Buffer.from('%PDF-1.7\n<</Subject (Figures)>>'),
          mediaType: 'application/pdf',
        },
      }),
    ).rejects.toThrow(/PDF carries no draw\.io diagram.*GEMINI_API_KEY/);
  });
});

describe('what is said about a picture', () => {
  const say = (name?: string) =>
    analyze({
      kind: 'image',
      bytes: png(
        'mxfile',
        encodeURIComponent(`<mxfile>${page('P', BOXES)}</mxfile>`),
      ),
      mediaType: 'image/png',
      width: 401,
      height: 61,
      name,
      description: '  Orders, with a Redis cache soon. ',
    });

  it('describes the system, and adds nothing to what is drawn', async () => {
    const model = await say('Ordering');
    expect(model.system).toEqual({
      name: 'Ordering',
      description: 'Orders, with a Redis cache soon.',
    });
    expect(model.elements).toHaveLength(2);
    expect((await say()).system).toBeUndefined();
  });
});

describe('a source that older draw.io packed into the attribute of an SVG', () => {
  it('is read', async () => {
    const model = await analyze({
      kind: 'image',
      bytes: Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-0.5 -0.5 401 61" content='${deflateRawSync(
          encodeURIComponent(`<mxfile>${page('P', BOXES)}</mxfile>`),
        ).toString('base64')}'/>`,
      ),
      mediaType: 'image/svg+xml',
      width: 401,
      height: 61,
    });
    expect(model.elements.map(({ name }) => name)).toEqual([
      'Orders API',
      'Orders DB',
    ]);
  });
});
