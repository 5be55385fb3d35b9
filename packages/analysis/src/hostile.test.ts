import { constants, deflateRawSync } from 'zlib';
import { analyze } from './analyze';
import type { SourceFormat } from './detect';
import { cpuClock } from './__testUtils__/cpuClock';

/** Far above what any of these takes; a slower machine must not fail the test. */
const MAX_MS = 5000;

jest.setTimeout(120_000);

/** What reading ends in: the warnings, or the refusal. */
async function said(
  text: string,
  source: SourceFormat | 'auto' = 'auto',
): Promise<string> {
  const worked = cpuClock();
  let words: string;
  try {
    const { warnings } = await analyze({ kind: 'text', text }, { source });
    words = warnings.map(({ message }) => message).join('\n');
  } catch (error) {
    if ((error as Error).name !== 'InputError') throw error;
    words = (error as Error).message;
  }
  expect(worked()).toBeLessThan(MAX_MS);
  return words;
}

/** Documents in YAML with a place for what is hostile. */
const YAML: Partial<Record<SourceFormat, (value: string) => string>> = {
  'docker-compose': value => `services:\n  web: ${value}\n`,
  kubernetes: value =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { x: ${value} }\n`,
  openapi: value =>
    `openapi: 3.0.0\ninfo: { title: Shop, version: "1" }\npaths: { /a: ${value} }\n`,
  asyncapi: value =>
    `asyncapi: 3.0.0\ninfo: { title: Shop, version: "1" }\nchannels: { a: ${value} }\n`,
  cloudformation: value =>
    `AWSTemplateFormatVersion: "2010-09-09"\nResources: { A: { Type: "AWS::SQS::Queue", Properties: ${value} } }\n`,
  serverless: value =>
    `service: shop\nprovider: { name: aws }\nfunctions: { a: { handler: x, events: ${value} } }\n`,
  pulumi: value =>
    `name: shop\nruntime: yaml\nresources: { a: { type: "aws:sqs:Queue", properties: ${value} } }\n`,
  catalog: value =>
    `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web, tags: ${value} }\nspec: { type: service }\n`,
};

const LAUGHS = `x0: &x0 [${Array(9).fill('lol').join(', ')}]\n${Array.from(
  { length: 12 },
  (_, i) => `x${i + 1}: &x${i + 1} [${Array(9).fill(`*x${i}`).join(', ')}]\n`,
).join('')}`;

describe('a bomb', () => {
  describe.each(
    Object.entries(YAML) as [SourceFormat, (v: string) => string][],
  )('in YAML read as %s', (format, document) => {
    it('of aliases upon aliases costs nothing', async () => {
      const words = await said(LAUGHS + document('*x12'), format);
      // Compose follows aliases one by one, where it needs them.
      expect(words).toMatch(
        format === 'docker-compose'
          ? /^/
          : /too many repeated parts \(aliases\)/,
      );
    });

    it.each([
      ['brackets', '['.repeat(50_000)],
      ['mappings', '{a: '.repeat(50_000)],
    ])('of nested %s is refused', async (_, value) => {
      expect(await said(document(value), format)).toMatch(/nested/);
    });

    it('of nested lines is refused', async () => {
      const lines = Array.from(
        { length: 1500 },
        (_, depth) => `${' '.repeat(depth)}a:\n`,
      );
      expect(await said(document('{}') + lines.join(''), format)).toMatch(
        /nested/,
      );
    });

    it('of nested JSON is refused', async () => {
      const json = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
      expect(await said(json, format)).toMatch(/nested/);
    });
  });

  it('of XML entities is refused', async () => {
    const entities = Array.from(
      { length: 9 },
      (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`,
    );
    expect(
      await said(
        `<!DOCTYPE l [<!ENTITY l0 "lol">${entities.join(
          '',
        )}]><mxfile><diagram><mxGraphModel><root><mxCell id="1" value="&l9;" vertex="1"/></root></mxGraphModel></diagram></mxfile>`,
      ),
    ).toBe(
      'The XML defines entities, which are not read. Remove its document type.',
    );
  });

  it('of a draw.io page that unpacks to gigabytes is refused', async () => {
    const piece = deflateRawSync(Buffer.alloc(1 << 20, ' '), {
      finishFlush: constants.Z_FULL_FLUSH,
    });
    const page = Buffer.concat([
      ...Array(2_000).fill(piece),
      deflateRawSync(''),
    ]).toString('base64');
    expect(await said(`<mxfile><diagram>${page}</diagram></mxfile>`)).toMatch(
      /unpacks to more than 16777216 bytes/,
    );
  });
});

const LONG = 30_000;
const blank = ' '.repeat(LONG);
const tabs = '\t'.repeat(LONG);
const queue = (value: string) =>
  `resource "aws_sqs_queue" "a" { name = ${value} }\n`;

/** Each costs a careless pattern the square of its length, or more. */
const RUNS: Partial<Record<SourceFormat, Record<string, string>>> = {
  mermaid: {
    'a class of spaces': `flowchart LR\nA-->B\nclass ${blank}!`,
    'an open label': `flowchart LR\nA["${blank}\nB-->C`,
    'an open title': `flowchart LR\nsubgraph a[${blank}x\nB-->C`,
    dashes: `flowchart LR\nA${'-'.repeat(LONG)}\nB-->C`,
    'a broken group': `architecture-beta\n${`group a${' '.repeat(
      900,
    )}!\n`.repeat(30)}`,
    'a message of spaces': `sequenceDiagram\na${blank}->>${blank}b${blank}x\u2028`,
    'a call of spaces': `C4Context\nRel(${blank},${blank}`,
  },
  plantuml: {
    'an open stereotype': `@startuml\ncomponent a <<${blank}\n@enduml`,
    'a broken tail': `@startuml\ncomponent a${blank}!x\n@enduml`,
    'an arrow of spaces': `@startuml\na${blank}-->${blank}!\n@enduml`,
    'a comment of spaces': `@startuml\na -> b${blank}/'${blank}\n@enduml`,
    'a call of commas': `@startuml\nRel(${'a,'.repeat(LONG)}\n@enduml`,
  },
  structurizr: {
    'a name of spaces': `workspace {\nmodel {\na = softwareSystem "${blank}x"\n}}`,
  },
  d2: {
    'an arrow of spaces': `a${blank}->${blank}b\nc -> d`,
    dots: `${'a.'.repeat(LONG)} -> b`,
    'an icon of dots': `a: {icon: ${'n.'.repeat(LONG)}}\nb -> c`,
    bars: `a: ${'|'.repeat(LONG)}\nb -> c`,
  },
  dot: {
    'an edge of spaces': `digraph {a${blank}->${blank}b${blank}[label="x"]}`,
    'a picture': `digraph {a [image="${'v'.repeat(LONG)}.s.svg"]; a -> b}`,
    'open HTML': `digraph {a [label=<${'<b>'.repeat(LONG)}>]; a -> b}`,
  },
  terraform: {
    'a marker of dashes': `${'-'.repeat(LONG)}\n${queue('"a"')}`,
    'a marker of slashes': `# ${'a/'.repeat(LONG)}\n${queue('"a"')}`,
    'a loop of tabs': queue(`"%{for ${tabs} if ${tabs}}"`),
    interpolations: queue(`"${'${'.repeat(LONG)}"`),
    parentheses: queue('('.repeat(LONG)),
    conditions: queue('a ? '.repeat(LONG)),
    dots: queue(`a${'.a'.repeat(LONG)}`),
  },
  'docker-compose': {
    images: `services:\n  a:\n    image: "${'0'.repeat(
      LONG,
    )}s0"\n  b:\n    image: "${':'.repeat(LONG)}/:"\n`,
    hosts: `services:\n  a:\n    image: nginx\n    environment:\n      HOSTS: "${'a   '.repeat(
      900,
    )}!"\n`,
    defaults: `services:\n  a:\n    image: "${'${a:-'.repeat(LONG)}"\n`,
  },
  kubernetes: {
    images: `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ image: "${':'.repeat(
      LONG,
    )}/:" }] }\n`,
  },
  prose: {
    'a heading of tabs': `# a${tabs}\u2028${tabs}x. The API uses Redis.`,
    'a broken table': `| a | b |\n${blank}--${blank}:--x\nThe API uses Redis.`,
    'open links': `${'[a]('.repeat(LONG / 3)} The API uses Redis.`,
  },
};

describe.each(Object.entries(RUNS))('a long run in %s', (format, runs) => {
  it.each(Object.entries(runs))(
    'of the kind: %s, takes no time',
    async (_, text) => {
      await expect(said(text, format as SourceFormat)).resolves.toBeDefined();
      // Each reader looks at it once to tell what it is.
      await expect(said(text)).resolves.toBeDefined();
    },
  );
});

it.each([
  ['brackets', '['.repeat(100_000)],
  ['open comments', '<!--'.repeat(25_000)],
  ['emphasis', '**a '.repeat(25_000)],
  ['backticks', '`'.repeat(100_000)],
  ['one long sentence', 'the orders service calls the api and '.repeat(2700)],
  ['one long list', `${'Orders, '.repeat(12_500)}and Payments services`],
  ['a long line of colons', 'a: '.repeat(33_000)],
  ['many directives', `${'!directive of many letters\n'.repeat(60)}x`],
])('%s take no time', async (_, text) => {
  await expect(said(text)).resolves.toBeDefined();
});

it('reads variables of a file whatever is between them', async () => {
  const variables = `A = 1 # one\nexport B='x # y'\r\nC=${tabs}\u2028${tabs}z\nIMAGE=postgres:17${blank}# db`;
  const encode = (text: string) => new TextEncoder().encode(text);
  const { elements } = await analyze({
    kind: 'files',
    files: [
      {
        path: 'compose.yml',
        content: encode('services:\n  db:\n    image: ${IMAGE}\n'),
      },
      { path: '.env', content: encode(variables) },
    ],
  });
  expect(elements).toMatchObject([{ name: 'db', technology: 'PostgreSQL' }]);
});
