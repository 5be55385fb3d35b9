import { readFileSync, readdirSync } from 'fs';
import { basename, join } from 'path';
import { parseInfrastructureModel } from '@infra-ai/backstage-plugin-infra-ai-common';
import { analyze } from './analyze';
import { detectSource, sourceFormats } from './detect';

const folder = join(__dirname, '..', 'cases', 'material');
const bytesOf = (text: string) => new TextEncoder().encode(text);

function png(keyword: string, text: string): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', Buffer.alloc(13)),
      chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1')),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

const names = (model: { elements: Array<{ name: string }> }) =>
  model.elements.map(({ name }) => name);

describe('diagrams', () => {
  it.each(
    readdirSync(folder)
      .filter(file =>
        sourceFormats.some(format => file.startsWith(`${format}-`)),
      )
      .sort(),
  )(
    '%s is read as what it is, whether pasted or given as a file',
    async file => {
      const text = readFileSync(join(folder, file), 'utf8');
      const format = sourceFormats.find(name => file.startsWith(`${name}-`));
      if (format === 'prose') return;
      const pasted = await analyze({ kind: 'text', text });
      const given = await analyze({
        kind: 'files',
        files: [{ path: basename(file), content: bytesOf(text) }],
      });
      expect(pasted.source.format).toBe(format);
      expect(given.source.format).toBe(format);
      expect(names(given)).toEqual(names(pasted));
      expect(() => parseInfrastructureModel(given)).not.toThrow();
    },
  );

  it('leave prose alone that only begins like one', () => {
    for (const text of [
      'architecture of our shop: a React app calls the Orders API',
      'graph databases such as Neo4j store the relations',
      'Workspace service calls the Billing API.',
      'The flow is web -> api -> db.',
      'digraphs are fine',
    ]) {
      expect(detectSource(text)).toBe('prose');
    }
  });

  it('that are only a part of a page leave its words to be read', async () => {
    const model = await analyze({
      kind: 'text',
      text: 'The Orders API stores orders in PostgreSQL.\n\n```mermaid\nflowchart LR\n  web[Web Shop] --> api[Orders API]\n```\n',
    });
    expect(names(model)).toEqual(
      expect.arrayContaining(['Web Shop', 'Orders API', 'PostgreSQL']),
    );
  });

  it('in a picture are read from the source that it carries', async () => {
    const source = readFileSync(join(folder, 'drawio-bikes.drawio'), 'utf8');
    const bytes = png('mxfile', encodeURIComponent(source));
    const model = await analyze({
      kind: 'image',
      bytes,
      mediaType: 'image/png',
      width: 800,
      height: 600,
    });
    expect(() => parseInfrastructureModel(model)).not.toThrow();
    expect(model.source).toEqual({
      kind: 'image',
      format: 'drawio',
      embedded: true,
    });
    expect(names(model)).toContain('Rental API');
    const file = await analyze({
      kind: 'files',
      files: [{ path: 'docs/overview.png', content: bytes }],
    });
    // the picture shows one page of the file
    expect(model.warnings[0].message).toMatch(/2 pages/);
    expect(names(file)).toEqual(expect.arrayContaining(names(model)));
    expect(names(file).length).toBeGreaterThan(names(model).length);
    expect(file.elements[0].evidence[0]).toEqual({
      kind: 'file',
      path: 'docs/overview.png',
      line: 1,
    });
  });

  it('in an SVG without a source are read from its shapes', async () => {
    const model = await analyze({
      kind: 'image',
      bytes: new Uint8Array(readFileSync(join(folder, 'svg-clinic.svg'))),
      mediaType: 'image/svg+xml',
      width: 900,
      height: 420,
    });
    expect(model.source).toEqual({ kind: 'image', format: 'svg' });
    expect(names(model)).toContain('Appointment Service');
  });

  it('that cannot be read are refused, or only left out among other files', async () => {
    const bomb = '<!DOCTYPE svg [<!ENTITY a "x">]><svg>&a;</svg>';
    await expect(analyze({ kind: 'text', text: bomb })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/entities/),
    });
    const model = await analyze({
      kind: 'files',
      files: [
        { path: 'a.svg', content: bytesOf(bomb) },
        {
          path: 'b.mmd',
          content: bytesOf('flowchart LR\n a[Orders API] --> b[(Orders DB)]'),
        },
      ],
    });
    expect(names(model)).toEqual(['Orders API', 'Orders DB']);
    expect(model.warnings[0].message).toMatch(/a\.svg.*entities/);
  });

  it('point at their lines', async () => {
    const model = await analyze({
      kind: 'files',
      files: [
        {
          path: 'x.mmd',
          content: bytesOf(
            'flowchart LR\n a[Orders API]\n a --> b[(Orders DB)]\n',
          ),
        },
      ],
    });
    expect(model.elements[0].evidence).toEqual([
      { kind: 'file', path: 'x.mmd', line: 2 },
    ]);
    expect(model.relations[0].evidence).toEqual([
      { kind: 'file', path: 'x.mmd', line: 3 },
    ]);
  });
});
