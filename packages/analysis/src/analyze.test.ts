import {
  parseInfrastructureModel,
  type InfrastructureModel,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import { analyze } from './analyze';

const bytes = (text: string) => new TextEncoder().encode(text);
const nameOf = (model: InfrastructureModel, id: string) =>
  model.elements.find(element => element.id === id)!.name;
const relationsOf = (model: InfrastructureModel) =>
  model.relations
    .map(({ from, to }) => `${nameOf(model, from)} > ${nameOf(model, to)}`)
    .sort();

const COMPOSE = `services:
  web:
    build: ./web
    environment:
      API_URL: http://api:8080
  api:
    build: ./api
    depends_on: [db]
  db:
    image: postgres:17
`;

describe('analyze', () => {
  it('gives the same bytes for the same input, and a valid model', async () => {
    const text =
      'A React web app calls the Orders API, which stores orders in PostgreSQL. It does not use Redis.';
    const [first, second] = await Promise.all([
      analyze({ kind: 'text', text }),
      analyze({ kind: 'text', text }),
    ]);
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
    expect(() => parseInfrastructureModel(first)).not.toThrow();
    expect(relationsOf(first)).toEqual([
      'Orders API > PostgreSQL',
      'Web app > Orders API',
    ]);
    expect(first.warnings[0].message).toContain('denies');
    expect(first.elements.map(({ name }) => name)).not.toContain('Redis');
  });

  it('points every finding at the words it came from', async () => {
    const text =
      'Un portal web llama a la API de pagos, que guarda los pagos en MySQL.';
    const model = await analyze({ kind: 'text', text });
    const quoted = model.elements.map(({ evidence }) => {
      const [first] = evidence;
      return first.kind === 'text' ? text.slice(first.start, first.end) : '';
    });
    expect(quoted).toEqual(['portal web', 'API de pagos', 'MySQL']);
    expect(model.source).toEqual({
      kind: 'text',
      format: 'prose/es',
      language: 'es',
    });
  });

  it('recognizes a pasted compose file and marks its lines as spans', async () => {
    const model = await analyze({ kind: 'text', text: COMPOSE });
    expect(model.source.format).toBe('docker-compose');
    expect(relationsOf(model)).toEqual(['api > db', 'web > api']);
    const [evidence] = model.elements[2].evidence;
    expect(evidence).toEqual({
      kind: 'text',
      start: COMPOSE.indexOf('db:'),
      end: COMPOSE.indexOf('db:') + 2,
    });
  });

  it('joins files, and says which file and line it could not read', async () => {
    const model = await analyze({
      kind: 'files',
      name: 'shop',
      files: [
        { path: 'compose.yaml', content: bytes(COMPOSE) },
        {
          path: 'README.md',
          content: bytes('# Shop\n\nThe api sends e-mails through SendGrid.\n'),
        },
        { path: 'logo.bin', content: new Uint8Array([0, 1, 2, 3]) },
        { path: 'main.rs', content: bytes('fn main() {}') },
      ],
    });
    expect(model.system?.name).toBe('shop');
    expect(model.elements.map(({ name }) => name)).toContain('SendGrid');
    expect(model.elements.find(({ name }) => name === 'db')!.evidence).toEqual([
      { kind: 'file', path: 'compose.yaml', line: 9 },
    ]);
    expect(
      model.warnings.map(({ evidence }) =>
        evidence?.kind === 'file' ? evidence.path : undefined,
      ),
    ).toEqual(['logo.bin', 'main.rs']);
  });

  it('says what it looked for when it finds nothing', async () => {
    const model = await analyze({ kind: 'text', text: 'Hello, how are you?' });
    expect(model.elements).toEqual([]);
    expect(model.warnings[0].message).toContain('Looked for components');
  });

  it.each([
    ['an empty text', { kind: 'text' as const, text: '   ' }, /empty/],
    [
      'a binary text',
      { kind: 'text' as const, text: 'PK\u0003\u0004\u0000\u0000' },
      /binary/,
    ],
    [
      'a file that is not UTF-8',
      {
        kind: 'files' as const,
        files: [{ path: 'a.md', content: new Uint8Array([0x61, 0xff, 0xfe]) }],
      },
      /UTF-8/,
    ],
    ['no files', { kind: 'files' as const, files: [] }, /at least one/],
    [
      'a picture',
      {
        kind: 'image' as const,
        bytes: new Uint8Array(),
        mediaType: 'image/png' as const,
        width: 1,
        height: 1,
      },
      /only pixels.*GEMINI_API_KEY.*SVG.*in words/,
    ],
  ])('refuses %s and says what to change', async (_, input, message) => {
    await expect(analyze(input)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('stops when it is told to, and reports its steps', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(
      analyze({ kind: 'text', text: COMPOSE }, { signal: controller.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    const steps: string[] = [];
    await analyze(
      { kind: 'text', text: COMPOSE },
      { onProgress: ({ step }) => steps.push(step) },
    );
    expect(steps).toEqual(['read', 'done']);
  });

  it('reads the input as the format that is asked for', async () => {
    const model = await analyze(
      { kind: 'text', text: COMPOSE },
      { source: 'prose' },
    );
    expect(model.source.format).toBe('prose/en');
  });
});
