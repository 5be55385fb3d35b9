import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import * as fc from 'fast-check';
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
import { cpuClock } from '../../__testUtils__/cpuClock';

const RUNS = Number(process.env.INFRA_AI_FUZZ_RUNS ?? 150);
/** Far above what any input of this size takes; a slower machine must not fail the test. */
const MAX_MS = 3000;

const READERS: Record<
  string,
  [extract: (source: SourceText) => Extraction, words: string]
> = {
  d2: [
    extractD2,
    'a b.c -> <- -- <-> : { } ; | |md shape cylinder label icon "x" _ . \n # ... @x classes near',
  ],
  dot: [
    extractDot,
    'digraph graph subgraph cluster_a { } [ ] -> -- ; , = a "b" <i> label shape record node edge : port \n // /* */ + strict',
  ],
  drawio: [
    extractDrawio,
    '<mxfile> <diagram> </diagram> <mxGraphModel> <root> <mxCell id="1" parent="0"/> vertex="1" edge="1" source="a" <mxGeometry x="1e9" style="shape= container=1 &lt; > " / %3C',
  ],
  excalidraw: [
    extractExcalidraw,
    '{"type":"excalidraw","elements":[ {"id":"a","type":"arrow", "points":[[0,0],[1,1]], "x":1, "text":"t", "containerId":"a", "groupIds":["g"], null } ] , : 1e400',
  ],
  mermaid: [
    extractMermaid,
    'flowchart LR\n graph A B["x"] [( )] (( )) {{ }} --> --- -.-> ==> -- text & | ; ::: @{ } subgraph end \n sequenceDiagram C4Context Rel( , ) % architecture-beta service : L ```mermaid',
  ],
  plantuml: [
    extractPlantUml,
    '@startuml\n @enduml component database [ ] ( ) { } -> --> <-- .. "x" as <<s>> : note end !define !procedure $x( $x) !endprocedure !definelong !enddefinelong ++ !include Rel( , ) \n package left to right participant \' /\'',
  ],
  structurizr: [
    source => extractStructurizr([source])[0],
    'workspace model { } = softwareSystem container component person "x" -> this views styles element ! !const ${a} group \n archetypes tags technology deploymentNode " """ // /* */',
  ],
  svg: [
    extractSvg,
    '<svg> </svg> <g transform="rotate(1" > </g> <rect x="1" width="9e9" height="5" fill="red"/> <path d="M0 0 L1 1 Z" <text> x </text> <line marker-end="a" " / & ; tspan foreignObject',
  ],
};

const root = join(__dirname, '..', '..', '..', 'cases');
const materials = (kind: string) =>
  readdirSync(join(root, 'material'))
    .filter(file => file.startsWith(`${kind}-`))
    .sort()
    .map(file => readFileSync(join(root, 'material', file), 'utf8'));

/** Own material with pieces cut out, repeated and replaced, or cut off. */
const mutated = (kind: string, words: string[]) =>
  fc
    .tuple(
      fc.constantFrom(...materials(kind)),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(60),
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 8 }),
            fc.constantFrom(...words),
          ),
        ),
        { maxLength: 10 },
      ),
      fc.option(fc.nat(), { freq: 4 }),
    )
    .map(([text, edits, cut]) => {
      const edited = edits.reduce((result, [at, length, insert]) => {
        const start = at % (result.length + 1);
        return result.slice(0, start) + insert + result.slice(start + length);
      }, text);
      return cut === null ? edited : edited.slice(0, cut % (edited.length + 1));
    });

/** Milliseconds that reading took; throws where it ended in anything but a valid model or a clear refusal. */
function survive(
  extract: (source: SourceText) => Extraction,
  text: string,
): number {
  const worked = cpuClock();
  const source: SourceText = {
    text,
    evidence: (start, end) => ({ kind: 'text', start, end }),
  };
  let took = 0;
  try {
    const extraction = extract(source);
    took = worked();
    const model = joinExtractions([extraction], { kind: 'text' });
    parseInfrastructureModel(model);
    for (const { evidence } of [...model.elements, ...model.relations]) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const item of evidence) {
        if (item.kind !== 'text') throw new Error('not a span');
        expect(item.start).toBeLessThanOrEqual(item.end);
        expect(item.end).toBeLessThanOrEqual(text.length);
      }
    }
  } catch (error) {
    if ((error as Error).name !== 'InputError') throw error;
    // the model's own check throws InputError too, and must not
    expect((error as Error).message).not.toMatch(/valid infrastructure model/);
  }
  return took;
}

const many = (count: number, of: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => of(i)).join('');

/** What would cost a careless reader its stack, its memory or its time. */
const HOSTILE: Record<string, Array<[name: string, text: string]>> = {
  d2: [
    ['deep', 'a: {'.repeat(20_000)],
    ['long path', `${'a.'.repeat(20_000)}b -> c`],
    ['long chain', 'a -> '.repeat(20_000)],
    ['open block', `a: |md ${'x'.repeat(100_000)}`],
    ['quotes', '"'.repeat(100_000)],
  ],
  dot: [
    ['deep', `digraph{${'subgraph cluster_x {'.repeat(20_000)}`],
    ['open HTML', `digraph{a[label=${'<'.repeat(100_000)}`],
    [
      'all with all',
      `digraph{{${many(300, i => `a${i} `)}}->{${many(300, i => `b${i} `)}}}`,
    ],
    ['quotes', `digraph{${'"a" + '.repeat(30_000)}`],
    ['comments', `digraph{${'/*'.repeat(50_000)}`],
  ],
  drawio: [
    [
      'entities',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><mxfile>&b;</mxfile>',
    ],
    [
      'external entity',
      '<!DOCTYPE x SYSTEM "file:///etc/passwd"><mxfile><diagram/></mxfile>',
    ],
    ['deep', `<mxfile>${'<a>'.repeat(50_000)}`],
    ['unclosed', `<mxfile>${'<diagram '.repeat(20_000)}`],
    [
      'parents in a ring',
      '<mxGraphModel><root><mxCell id="a" parent="b" vertex="1" value="A"><mxGeometry x="1" width="9" height="9"/></mxCell><mxCell id="b" parent="a" vertex="1" value="B"><mxGeometry x="1" width="9" height="9"/></mxCell></root></mxGraphModel>',
    ],
    ['not base64', '<mxfile><diagram>@@@@</diagram></mxfile>'],
    ['attributes', `<mxfile ${many(20_000, i => `a${i}="1" `)}/>`],
  ],
  excalidraw: [
    ['deep', `{"type":"excalidraw","elements":${'['.repeat(100_000)}`],
    [
      'wrong types',
      '{"type":"excalidraw","elements":[null,1,"a",[],{"type":1},{"type":"arrow","points":"x","x":"1"},{"type":"text","text":{}}]}',
    ],
    [
      'polluting',
      '{"type":"excalidraw","__proto__":{"elements":[]},"elements":[{"id":"__proto__","type":"rectangle","groupIds":["constructor"]}]}',
    ],
    [
      'huge numbers',
      '{"type":"excalidraw","elements":[{"id":"a","type":"rectangle","x":1e308,"y":-1e308,"width":1e308,"height":1e308}]}',
    ],
  ],
  mermaid: [
    ['brackets', `flowchart LR\n${'A['.repeat(50_000)}`],
    [
      'ampersands',
      `flowchart LR\n${'a & '.repeat(400)}b --> ${'c & '.repeat(400)}d`,
    ],
    ['dashes', `flowchart LR\nA ${'-'.repeat(100_000)}`],
    ['subgraphs', `flowchart LR\n${'subgraph x\n'.repeat(20_000)}`],
    ['fences', '```mermaid\n'.repeat(20_000)],
    [
      'junctions',
      `architecture-beta\n${many(300, i => `junction j${i}\n`)}${many(
        299,
        i => `j${i}:R -- L:j${i + 1}\n`,
      )}`,
    ],
    ['open attributes', `flowchart LR\nA@{ ${'label: "x" '.repeat(20_000)}`],
  ],
  plantuml: [
    ['arrows', `@startuml\n${'a -> b '.repeat(20_000)}`],
    ['brackets', `@startuml\n${'['.repeat(100_000)}`],
    ['braces', `@startuml\n${'package a {\n'.repeat(20_000)}`],
    [
      'definitions upon definitions',
      `@startuml\n${many(
        100,
        i => `!define A${i} A${i + 1} A${i + 1}\n`,
      )}A0 -> b`,
    ],
    ['blocks', '@startuml\n@enduml\n'.repeat(10_000)],
    ['arguments', `@startuml\nContainer(${'('.repeat(50_000)}`],
    ['long name', `@startuml\ncomponent ${'a'.repeat(100_000)}`],
  ],
  structurizr: [
    ['braces', `workspace {${'model {\n'.repeat(30_000)}`],
    ['quotes', `workspace "${'\\"'.repeat(50_000)}`],
    [
      'constants',
      `workspace {\n!const A "${'${A}'.repeat(500)}"\nmodel {\n${many(
        200,
        () => 'a = person "${A}"\n',
      )}}}`,
    ],
    [
      'relations',
      `workspace {\nmodel {\na = softwareSystem "A"\nb = softwareSystem "B"\n${'a -> b\n'.repeat(
        20_000,
      )}}}`,
    ],
  ],
  svg: [
    [
      'entities',
      '<!DOCTYPE svg [<!ENTITY x "xxxxxxxxxx">]><svg><text>&x;</text></svg>',
    ],
    ['deep', `<svg>${'<g>'.repeat(50_000)}`],
    [
      'path',
      `<svg><path stroke="red" d="${'M0 0 L9 9 '.repeat(20_000)}"/></svg>`,
    ],
    [
      'numbers',
      `<svg><path d="M${'1e9 '.repeat(
        30_000,
      )}"/><rect x="NaN" width="Infinity" height="1e999"/></svg>`,
    ],
    [
      'script',
      '<svg onload="alert(1)"><script>fetch("http://x")</script><image href="http://x/y.png" width="90" height="90"/><text>hello there</text></svg>',
    ],
    [
      'lines',
      `<svg>${many(
        3000,
        i => `<line x1="${i}" y1="0" x2="${i}" y2="900" stroke="red"/>`,
      )}${many(
        300,
        i =>
          `<rect x="${
            i * 9
          }" y="0" width="50" height="30" fill="red"/><text x="${
            i * 9
          }" y="20">S ${i} x</text>`,
      )}</svg>`,
    ],
  ],
};

describe('any diagram', () => {
  jest.setTimeout(120_000 + RUNS * 400);

  describe.each(Object.entries(READERS))(
    'of %s',
    (kind, [extract, vocabulary]) => {
      const words = vocabulary.split(' ');
      const options = {
        numRuns: RUNS,
        seed: process.env.INFRA_AI_FUZZ_RUNS ? undefined : 21,
      };

      it('that is damaged ends in a valid model or a clear refusal', () => {
        expect.hasAssertions();
        fc.assert(
          fc.property(mutated(kind, words), text =>
            expect(survive(extract, text)).toBeLessThan(MAX_MS),
          ),
          options,
        );
      });

      it('of words in any order does so too', () => {
        const soup = fc
          .array(fc.constantFrom(...words, '\n'), { maxLength: 150 })
          .map(list => `${words[0]} ${list.join(' ')}`);
        expect.hasAssertions();
        fc.assert(
          fc.property(soup, text =>
            expect(survive(extract, text)).toBeLessThan(MAX_MS),
          ),
          options,
        );
      });

      it('of any characters does so too', () => {
        expect.hasAssertions();
        fc.assert(
          fc.property(fc.string({ unit: 'binary', maxLength: 1000 }), text =>
            expect(survive(extract, text)).toBeLessThan(MAX_MS),
          ),
          options,
        );
      });

      it.each(HOSTILE[kind])(
        'of the hostile kind (%s) takes no time',
        (_, text) => {
          expect(survive(extract, text)).toBeLessThan(MAX_MS);
        },
      );

      it('with NUL bytes or nothing in it is survived', () => {
        for (const text of [
          '',
          '\0',
          '\0'.repeat(10_000),
          `${materials(kind)[0].slice(0, 50)}\0\0`,
          '\ufeff',
        ]) {
          expect(survive(extract, text)).toBeLessThan(MAX_MS);
        }
      });
    },
  );

  it('is told apart without looking long', () => {
    const tests = [
      isD2,
      isDot,
      isDrawio,
      isExcalidraw,
      isMermaid,
      isPlantUml,
      isStructurizr,
      isSvg,
    ];
    const worked = cpuClock();
    for (const [, text] of Object.values(HOSTILE).flat())
      for (const is of tests) is(text);
    for (const text of [
      ' '.repeat(200_000),
      '\n'.repeat(200_000),
      '<!--'.repeat(50_000),
      'a -- '.repeat(40_000),
      '/*'.repeat(50_000),
    ]) {
      for (const is of tests) is(text);
    }
    expect(worked()).toBeLessThan(10_000);
  });
});
