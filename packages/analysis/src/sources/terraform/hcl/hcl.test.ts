import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parse } from '@cdktn/hcl2json';
import { parseHcl, type Body } from '.';

const folder = join(__dirname, '..', '..', '..', '..', 'cases', 'material');

/** `resource/aws_lb/main.name`: blocks with their attributes and nested blocks, one level down. */
function outline(body: Body): Set<string> {
  const found = new Set<string>();
  for (const block of body.blocks) {
    const address = [block.type, ...block.labels].join('/');
    found.add(address);
    for (const { name } of block.body.attributes)
      found.add(`${address}.${name}`);
    for (const { type } of block.body.blocks) found.add(`${address}.${type}`);
  }
  return found;
}

/** The same of what HashiCorp's parser returns: blocks are lists below their labels. */
function reference(document: object): Set<string> {
  const found = new Set<string>();
  const walk = (address: string, node: object) => {
    for (const [key, value] of Object.entries(node)) {
      const inner = `${address}${address ? '/' : ''}${key}`;
      if (!Array.isArray(value)) walk(inner, value);
      else {
        found.add(inner);
        for (const block of value) {
          for (const name of Object.keys(block)) found.add(`${inner}.${name}`);
        }
      }
    }
  };
  walk('', document);
  return found;
}

describe('the HCL parser', () => {
  jest.setTimeout(60_000);

  it.each(readdirSync(folder).filter(file => file.endsWith('.tf')))(
    "agrees with HashiCorp's on %s",
    async file => {
      const text = readFileSync(join(folder, file), 'utf8');
      const { body, problems } = parseHcl(text);
      expect(problems).toEqual([]);
      const expected = reference(await parse(file, text));
      expect([...outline(body)].sort()).toEqual([...expected].sort());
    },
  );

  it.each([
    ['a = "x-${b.c["d"]}-%{ if e }f%{ endif }"', 'template'],
    ['a = [for k, v in b : "${k}=${v}" if v != ""]', 'for'],
    ['a = { for k in b : k => { c = k }... }', 'for'],
    ['a = (\n  b\n  && c\n  ? d : e\n)', 'conditional'],
    ['a = b[*].c.0["d"]', 'traversal'],
    ['a = f(b, [c]...)', 'call'],
    ['a = provider::time::rfc3339_parse(b)', 'call'],
    ['a = -(!b)', 'operation'],
    ['a = <<-EOT\n  b ${c}\n  EOT', 'template'],
    ['a = {\n  b = 1 # c\n  "d" : 2, (e) = 3\n}', 'object'],
  ])('reads %s', (text, kind) => {
    const { body, problems } = parseHcl(`${text}\n`);
    expect(problems).toEqual([]);
    expect(body.attributes).toMatchObject([{ name: 'a', value: { kind } }]);
  });

  it('leaves escaped interpolations as text', () => {
    const [attribute] = parseHcl('a = "$${b} %%{c} \\"d\\" \\u00e9"\n').body
      .attributes;
    expect(attribute.value).toMatchObject({
      kind: 'literal',
      text: '${b} %{c} "d" é',
    });
  });
});
