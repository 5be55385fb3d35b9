import { get, textOf, type Tree } from '../cloud/tree';

const MAX_ROUNDS = 8;
const SELF = /\$\{(?:self:|file\([^)]{0,200}\):)([\w.-]*)(?:,\s*([^${}]*))?\}/g;

/** Replaces `${self:custom.x}` by what the file says; other variables (`${opt:stage}`) stay as they are written. */
export function resolveSelf(tree: Tree, root: Tree, depth = 0): Tree {
  if (depth > 100) return tree;
  switch (tree.kind) {
    case 'map':
      return {
        ...tree,
        entries: tree.entries.map(entry => ({
          ...entry,
          value: resolveSelf(entry.value, root, depth + 1),
        })),
      };
    case 'list':
      return {
        ...tree,
        items: tree.items.map(item => resolveSelf(item, root, depth + 1)),
      };
    case 'scalar': {
      // a whole section by reference: `environment: ${self:custom.environment}`
      const whole = /^\$\{self:([\w.-]+)\}$/.exec(tree.text);
      const section = whole && get(root, ...whole[1].split('.'));
      if (section && section.kind !== 'scalar' && depth < 20)
        return resolveSelf(section, root, depth + 20);
      return tree.text.includes('${self:')
        ? { ...tree, text: substitute(tree.text, root) }
        : tree;
    }
    default:
      return tree;
  }
}

function substitute(input: string, root: Tree): string {
  let text = input;
  for (let round = 0; round < MAX_ROUNDS && text.includes('${self:'); round++) {
    const before = text;
    text = text.replace(
      SELF,
      (all, path: string, fallback: string | undefined) => {
        const value = get(root, ...path.split('.'));
        return (
          textOf(value) ??
          textOf(get(value, 'name')) ??
          fallback?.trim().replace(/^['"]|['"]$/g, '') ??
          all
        );
      },
    );
    if (text === before || text.length > 10_000) break;
  }
  return text.slice(0, 10_000);
}
