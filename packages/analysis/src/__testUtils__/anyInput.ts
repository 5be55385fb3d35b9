import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import type { AnalyzerInput } from '@infra-ai/backstage-plugin-infra-ai-common';
import * as fc from 'fast-check';
import type { SourceFormat } from '../detect';

/** What the analyzer is given, and as which format it is told to read it. */
export interface FuzzInput {
  input: AnalyzerInput;
  source: SourceFormat | 'auto';
}

/** Characters of one input; what a person pastes is far smaller. */
const MAX_LENGTH = 64_000;

/** How the files of the own cases begin, by format. */
const FORMATS: Record<SourceFormat, string> = {
  kubernetes: 'kubernetes-',
  catalog: 'catalog-',
  openapi: 'openapi-',
  asyncapi: 'asyncapi-',
  terraform: 'tf-',
  serverless: 'serverless-',
  pulumi: 'pulumi-',
  cloudformation: 'cfn-',
  'docker-compose': 'compose-',
  drawio: 'drawio-',
  excalidraw: 'excalidraw-',
  mermaid: 'mermaid-',
  plantuml: 'plantuml-',
  structurizr: 'structurizr-',
  d2: 'd2-',
  dot: 'dot-',
  svg: 'picture-svg-',
  prose: 'prose-',
};

const folder = join(__dirname, '..', '..', 'cases', 'material');
const names = readdirSync(folder).sort();
const bytesOf = (name: string) =>
  new Uint8Array(readFileSync(join(folder, name)));
const materialOf = (prefix: string) =>
  names
    .filter(name => name.startsWith(prefix))
    .map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const everything = Object.values(FORMATS).flatMap(materialOf);

/** What parsers stumble over, whatever they parse. */
const STUMBLES = [
  ...'{}[]()<>"\'`|&*!%@#$:;,=-+/\\~^?_.\n\t ',
  ...[
    '\r\n',
    '\u2028',
    '\ufeff',
    '\ud800',
    'ñ',
    '🚀',
    '&a ',
    '*a',
    '<<: *a',
    '!!js/function x',
    '---\n',
    '...\n',
    '<!--',
    '-->',
    '<![CDATA[',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '${',
    '${a}',
    '%{ if',
    '<<EOF\n',
    '/*',
    '*/',
    '//',
    '```',
    '"""',
    '\\"',
    '\\u0000',
    '__proto__',
    'constructor',
    'null',
    'true',
    '0x7fffffff',
    '-1e308',
    '9'.repeat(60),
    'a'.repeat(500),
  ],
];

/** What a run of is long where it should be short. */
const RUNS = [
  ...' \t\n-=.:;,#"\'`<>|[](){}*/\\_a0A&$%@!~',
  '\r\n',
  ' a',
  'a ',
  'a.',
  'a\n',
  '\n ',
  '${',
  '<a',
  '--',
  '"a"',
  '(a',
];

/** The words of a text, once each: what its format is written in. */
function wordsOf(texts: string[]): string[] {
  const words = texts.flatMap(
    text => text.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]+|\s+/gu) ?? [],
  );
  return [...new Set(words)].slice(0, 600);
}

type Edit = (text: string) => string;

/** One change of a text; `word` is what is put in. */
const edit = (word: fc.Arbitrary<string>): fc.Arbitrary<Edit> => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const at = (text: string, where: number) => Math.floor(where * text.length);
  const lines = (change: (all: string[], i: number, j: number) => string[]) =>
    fc.tuple(place, place).map(
      ([a, b]): Edit =>
        text => {
          const all = text.split('\n');
          const [i, j] = [a, b]
            .map(x => Math.floor(x * all.length))
            .sort((x, y) => x - y);
          return change(all, i, j).join('\n');
        },
    );
  return fc.oneof(
    fc.tuple(place, fc.nat(40), word).map(
      ([where, cut, put]): Edit =>
        text => {
          const from = at(text, where);
          return text.slice(0, from) + put + text.slice(from + cut);
        },
    ),
    fc.tuple(place, place, fc.nat(30)).map(
      ([where, end, times]): Edit =>
        text => {
          const from = at(text, where);
          const piece = text.slice(from, from + Math.ceil(end * 200));
          return text.slice(0, from) + piece.repeat(times) + text.slice(from);
        },
    ),
    lines((all, i, j) => [...all.slice(0, i), ...all.slice(j)]),
    lines((all, i, j) => [...all.slice(0, j), ...all.slice(i)]),
    lines((all, i, j) =>
      all.map((line, n) => (n >= i && n < j ? `  ${line}` : line)),
    ),
    lines((all, i, j) =>
      all.map((line, n) => (n >= i && n < j ? line.slice(2) : line)),
    ),
    place.map(
      (end): Edit =>
        text =>
          text.slice(0, at(text, end)),
    ),
    place.map(
      (start): Edit =>
        text =>
          text.slice(at(text, start)),
    ),
  );
};

/** A text of this format as it should not be. */
function anyText(format: SourceFormat): fc.Arbitrary<string> {
  const materials = materialOf(FORMATS[format]).map(({ text }) => text);
  const word = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...wordsOf(materials)) },
    { weight: 2, arbitrary: fc.constantFrom(...STUMBLES) },
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const material = fc.constantFrom(...materials);
  const damaged = fc
    .tuple(material, fc.array(edit(word), { minLength: 1, maxLength: 8 }))
    .map(([text, edits]) =>
      // The longest that is kept between two edits: each may multiply.
      edits.reduce((now, change) => change(now).slice(0, MAX_LENGTH), text),
    );
  const soup = fc
    .tuple(material, fc.nat(400), fc.array(word, { maxLength: 200 }))
    .map(([text, head, list]) => text.slice(0, head) + list.join(''));
  // What costs more than its length shows only when there is much of it.
  const amplified = fc
    .tuple(
      damaged,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(word, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(2_000, 15_000, MAX_LENGTH),
    )
    .map(([text, head, list, length]) => {
      const piece = list.join('') || ' ';
      return (
        text.slice(0, Math.floor(head * 2_000)) +
        piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      );
    });
  // Patterns that look far ahead from each place stumble over a long run of what they look for.
  const stretched = fc
    .tuple(
      material,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.oneof(fc.constantFrom(...RUNS), word),
      fc.constantFrom(...RUNS, '\n', ''),
    )
    .map(([text, at, piece, end]) => {
      const from = Math.floor(at * text.length);
      const room = Math.max(0, MAX_LENGTH - text.length - 10);
      const run = piece && piece.repeat(Math.ceil(room / piece.length));
      return text.slice(0, from) + run.slice(0, room) + end + text.slice(from);
    });
  const spliced = fc
    .tuple(damaged, fc.constantFrom(...everything), fc.nat())
    .map(([text, other, at]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + other.text + text.slice(cut);
    });
  return fc
    .oneof(
      { weight: 5, arbitrary: damaged },
      { weight: 2, arbitrary: soup },
      { weight: 2, arbitrary: amplified },
      { weight: 2, arbitrary: stretched },
      { weight: 1, arbitrary: spliced },
    )
    .map(text => text.slice(0, MAX_LENGTH));
}

const encoder = new TextEncoder();

/** Texts of one format in each way in which they come: pasted, as a file, among others. */
function anyOf(format: SourceFormat): fc.Arbitrary<FuzzInput> {
  const fileNames = materialOf(FORMATS[format]).map(({ name }) => name);
  return fc
    .tuple(
      anyText(format),
      fc.constantFrom('auto' as const, 'auto' as const, format),
      fc.constantFrom('text', 'file', 'files'),
      fc.constantFrom(...fileNames),
      fc.constantFrom(...everything),
    )
    .map(([text, source, way, path, other]): FuzzInput => {
      if (way === 'text') return { input: { kind: 'text', text }, source };
      const files = [{ path, content: encoder.encode(text) }];
      if (way === 'files') {
        files.push({
          path: `other/${other.name}`,
          content: encoder.encode(other.text),
        });
      }
      return { input: { kind: 'files', files }, source };
    });
}

/** Pictures that carry their source, with bytes changed, as a picture and as a file. */
const anyPicture: fc.Arbitrary<FuzzInput> = fc
  .tuple(
    fc.constantFrom(...names.filter(name => name.startsWith('picture-'))),
    fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 })), {
      maxLength: 10,
    }),
    fc.option(fc.nat(), { freq: 4 }),
    fc.boolean(),
  )
  .map(([name, edits, cut, isFile]): FuzzInput => {
    const bytes = bytesOf(name);
    for (const [at, change] of edits) {
      const most = Math.max(0, bytes.length - change.length);
      bytes.set(change.subarray(0, bytes.length), at % (most + 1));
    }
    const content = cut === null ? bytes : bytes.slice(0, cut % bytes.length);
    return {
      source: 'auto',
      input: isFile
        ? { kind: 'files', files: [{ path: name, content }] }
        : {
            kind: 'image',
            bytes: content,
            mediaType: name.endsWith('.png') ? 'image/png' : 'image/svg+xml',
            width: 640,
            height: 480,
          },
    };
  });

/** Bytes that are nothing. */
const anyBytes: fc.Arbitrary<FuzzInput> = fc
  .tuple(
    fc.uint8Array({ maxLength: 2_000 }),
    fc.constantFrom(
      'a.md',
      'compose.yml',
      '.env',
      'x',
      '../../etc/passwd',
      'a.tf',
    ),
  )
  .map(([content, path]) => ({
    source: 'auto',
    input: { kind: 'files', files: [{ path, content }] },
  }));

/** Inputs of every format that is read, by its name; `picture` and `bytes` beside them. */
export const anyInput: Record<string, fc.Arbitrary<FuzzInput>> = {
  ...Object.fromEntries(
    (Object.keys(FORMATS) as SourceFormat[]).map(format => [
      format,
      anyOf(format),
    ]),
  ),
  picture: anyPicture,
  bytes: anyBytes,
};
