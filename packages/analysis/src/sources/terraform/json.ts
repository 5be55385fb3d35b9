import { parseTree, type Tree } from '../cloud/tree';
import type { Attribute, Block, Body, Expression } from './hcl';
import type { SyntaxProblem } from './hcl/ast';
import { parseTemplate } from './hcl/expressions';

/** Labels of the block types that have some. */
const LABELS: Record<string, number> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
};

/** Reads Terraform's JSON syntax (`*.tf.json`, as CDK for Terraform writes it) as the same tree as the native one. */
export function parseTerraformJson(text: string): {
  body: Body;
  problems: SyntaxProblem[];
} {
  const { roots, problems } = parseTree(text);
  const body: Body = { attributes: [], blocks: [] };
  const [root] = roots;
  for (const { key, value, start } of root?.kind === 'map'
    ? root.entries
    : []) {
    if (key === '//') continue;
    if (key in LABELS || key === 'locals' || key === 'terraform') {
      addBlocks(body.blocks, key, [], value, start, LABELS[key] ?? 0, problems);
    } else {
      body.attributes.push(attribute(key, value, start, problems));
    }
  }
  return { body, problems };
}

function addBlocks(
  blocks: Block[],
  type: string,
  labels: string[],
  value: Tree,
  start: number,
  more: number,
  problems: SyntaxProblem[],
): void {
  if (value.kind === 'list') {
    for (const item of value.items) {
      addBlocks(blocks, type, labels, item, item.start, more, problems);
    }
  } else if (value.kind === 'map' && more > 0) {
    for (const entry of value.entries) {
      if (entry.key === '//') continue;
      addBlocks(
        blocks,
        type,
        [...labels, entry.key],
        entry.value,
        entry.start,
        more - 1,
        problems,
      );
    }
  } else if (value.kind === 'map') {
    const attributes = value.entries
      .filter(({ key }) => key !== '//')
      .map(entry => attribute(entry.key, entry.value, entry.start, problems));
    blocks.push({
      type,
      labels,
      body: { attributes, blocks: [] },
      start,
      end: value.end,
    });
  }
}

function attribute(
  name: string,
  value: Tree,
  start: number,
  problems: SyntaxProblem[],
): Attribute {
  return { name, value: expression(value, problems), start, end: value.end };
}

function expression(tree: Tree, problems: SyntaxProblem[]): Expression {
  const { start, end } = tree;
  switch (tree.kind) {
    case 'map':
      return {
        kind: 'object',
        items: tree.entries
          .filter(({ key }) => key !== '//')
          .map(entry => ({
            key: {
              kind: 'literal',
              text: entry.key,
              start: entry.start,
              end: entry.start,
            },
            value: expression(entry.value, problems),
          })),
        start,
        end,
      };
    case 'list':
      return {
        kind: 'tuple',
        items: tree.items.map(item => expression(item, problems)),
        start,
        end,
      };
    case 'scalar':
      return tree.quoted
        ? parseTemplate(tree.text, start + 1, problems)
        : { kind: 'literal', text: tree.text, start, end };
    default:
      return { kind: 'null', start, end };
  }
}
