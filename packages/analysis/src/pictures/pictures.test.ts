import { deflateRawSync, deflateSync } from 'zlib';
import * as fc from 'fast-check';
import { readEmbeddedSource } from '.';
import { cpuClock } from '../__testUtils__/cpuClock';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const RUNS = Number(process.env.INFRA_AI_FUZZ_RUNS ?? 300);

function chunk(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([
    length,
    Buffer.from(type, 'latin1'),
    data,
    Buffer.alloc(4),
  ]);
}

const png = (...chunks: Buffer[]) =>
  Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.alloc(13)),
    ...chunks,
    chunk('IEND', Buffer.alloc(0)),
  ]);
const tEXt = (keyword: string, text: string) =>
  chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
const zTXt = (keyword: string, data: Uint8Array) =>
  chunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), data]));
const iTXt = (keyword: string, text: string, packed = false) =>
  chunk(
    'iTXt',
    Buffer.concat([
      Buffer.from(keyword),
      Buffer.from([0, packed ? 1 : 0, 0, 0, 0]),
      packed ? deflateSync(text) : Buffer.from(text),
    ]),
  );

const FILE =
  '<mxfile><diagram name="Página"><mxGraphModel/></diagram></mxfile>';
const SCENE = '{"type":"excalidraw","elements":[]}';
const UML = '@startuml\n[Tienda] --> [Catálogo]\n@enduml';

/** As PlantUML does it: raw deflate in its own base 64. */
function inPlantUmlsCode(text: string): string {
  const alphabet =
    '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
  const usual =
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return deflateRawSync(text)
    .toString('base64')
    .replace(/=+$/, '')
    .replace(/./g, char => alphabet[usual.indexOf(char)]);
}
const PACKED = inPlantUmlsCode(UML);

describe('readEmbeddedSource', () => {
  it.each([
    [
      'draw.io in tEXt, URL-encoded',
      png(tEXt('mxfile', encodeURIComponent(FILE))),
      'drawio',
      FILE,
    ],
    [
      'draw.io in zTXt',
      png(zTXt('mxfile', deflateSync(encodeURIComponent(FILE)))),
      'drawio',
      FILE,
    ],
    [
      'draw.io in the old mxGraphModel chunk',
      png(tEXt('mxGraphModel', encodeURIComponent('<mxGraphModel/>'))),
      'drawio',
      '<mxGraphModel/>',
    ],
    [
      'Excalidraw, packed',
      png(
        tEXt(
          'application/vnd.excalidraw+json',
          JSON.stringify({
            version: '1',
            encoding: 'bstring',
            compressed: true,
            encoded: deflateSync(SCENE).toString('latin1'),
          }),
        ),
      ),
      'excalidraw',
      SCENE,
    ],
    [
      'Excalidraw, plain',
      png(tEXt('application/vnd.excalidraw+json', SCENE)),
      'excalidraw',
      SCENE,
    ],
    [
      'PlantUML in iTXt, packed',
      png(iTXt('plantuml', `${UML}\n\nPlantUML version 1.2025`, true)),
      'plantuml',
      UML,
    ],
    [
      'Mermaid in iTXt',
      png(iTXt('mermaid', 'flowchart LR\n a --> b')),
      'mermaid',
      'flowchart LR\n a --> b',
    ],
  ])('reads %s from a PNG', (_, bytes, format, text) => {
    expect(readEmbeddedSource(bytes)).toEqual({ format, text });
  });

  it.each([
    [
      'draw.io',
      `<svg xmlns="http://www.w3.org/2000/svg" content="${FILE.replace(
        /&/g,
        '&amp;',
      )
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')}"><g/></svg>`,
      'drawio',
      FILE,
    ],
    [
      'Excalidraw',
      `<svg><!-- svg-source:excalidraw --><metadata><!-- payload-type:application/vnd.excalidraw+json --><!-- payload-version:2 --><!-- payload-start -->${Buffer.from(
        JSON.stringify({
          version: '1',
          encoding: 'bstring',
          compressed: true,
          encoded: deflateSync(SCENE).toString('latin1'),
        }),
        'latin1',
      ).toString('base64')}<!-- payload-end --></metadata></svg>`,
      'excalidraw',
      SCENE,
    ],
    [
      'PlantUML',
      '<svg><g><!--MD5=[0123]\n@startuml\n[a] - -> [b]\n@enduml\n--></g></svg>',
      'plantuml',
      '@startuml\n[a] --> [b]\n@enduml',
    ],
    [
      'PlantUML, packed in a comment',
      `<svg><g><!--SRC=[${PACKED}]--></g></svg>`,
      'plantuml',
      UML,
    ],
    [
      'PlantUML, packed in an instruction',
      `<svg><?plantuml 1.2025.8?><g/><?plantuml-src ${PACKED}?></svg>`,
      'plantuml',
      UML,
    ],
    [
      'Excalidraw of version 1',
      `<svg><!-- svg-source:excalidraw --><!-- payload-type:application/vnd.excalidraw+json --><!-- payload-start -->${Buffer.from(
        '{"type":"excalidraw","elements":[],"source":"añil"}',
      ).toString('base64')}<!-- payload-end --></svg>`,
      'excalidraw',
      '{"type":"excalidraw","elements":[],"source":"añil"}',
    ],
  ])('reads %s from an SVG', (_, text, format, source) => {
    expect(readEmbeddedSource(Buffer.from(text))).toEqual({
      format,
      text: source,
    });
  });

  it('finds nothing in pictures without a source', () => {
    for (const bytes of [
      new Uint8Array(),
      png(),
      png(tEXt('Software', 'a tool')),
      png(tEXt('mxfile', 'no file')),
      png(tEXt('application/vnd.excalidraw+json', '{"encoded":')),
      Buffer.from('<svg><text>hello</text></svg>'),
      Buffer.from('<html></html>'),
      Buffer.from('GIF89a'),
    ]) {
      expect(readEmbeddedSource(bytes)).toBeUndefined();
    }
  });

  it('refuses what unpacks to too much', () => {
    const bomb = deflateSync(Buffer.alloc(40 * 1024 * 1024, 0x41));
    expect(bomb.length).toBeLessThan(100_000);
    expect(readEmbeddedSource(png(zTXt('mxfile', bomb)))).toBeUndefined();
    const scene = JSON.stringify({
      encoding: 'bstring',
      compressed: true,
      encoded: bomb.toString('latin1'),
    });
    expect(
      readEmbeddedSource(png(tEXt('application/vnd.excalidraw+json', scene))),
    ).toBeUndefined();
  });

  it('survives files that are cut off or damaged', () => {
    const whole = [
      png(
        tEXt('mxfile', encodeURIComponent(FILE)),
        zTXt('mxfile', deflateSync(FILE)),
        iTXt('plantuml', UML, true),
      ),
      Buffer.from(
        `<svg content="${deflateRawSync('x').toString(
          'base64',
        )}"><!-- payload-start --><!--@startuml-->`,
      ),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 10 }),
        fc.nat(),
        (bytes, edits, cut) => {
          const damaged = Buffer.from(bytes);
          for (const [at, value] of edits) damaged[at % damaged.length] = value;
          const worked = cpuClock();
          readEmbeddedSource(damaged.subarray(0, cut % (damaged.length + 1)));
          expect(worked()).toBeLessThan(2000);
        },
      ),
      { numRuns: RUNS, seed: process.env.INFRA_AI_FUZZ_RUNS ? undefined : 22 },
    );
  });

  it('looks no longer at hostile markup than at any other', () => {
    const worked = cpuClock();
    for (const text of [
      `<svg ${'content="'.repeat(100_000)}`,
      '<svg>'.padEnd(500_000, '<!--'),
      `<svg>${'<!-- -->'.repeat(50_000)}`,
      `<svg ${' '.repeat(500_000)}`,
    ]) {
      readEmbeddedSource(Buffer.from(text));
    }
    expect(worked()).toBeLessThan(5000);
  });
});
