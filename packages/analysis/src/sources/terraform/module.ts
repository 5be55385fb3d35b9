import type { TerraformFile } from './files';
import type { Attribute, Block, Body, Expression } from './hcl';

/** A block with the file it stands in. */
export interface Placed<T> {
  node: T;
  file: TerraformFile;
}

/** The files of one folder: a module of Terraform. */
export interface Module {
  folder: string;
  resources: Map<string, Placed<Block>>;
  calls: Map<string, Placed<Block>>;
  variables: Map<string, Placed<Body>>;
  locals: Map<string, Placed<Attribute>>;
  outputs: Map<string, Placed<Expression>>;
  providers: Array<Placed<Block>>;
  /** Values of `terraform.tfvars`. */
  values: Map<string, Placed<Attribute>>;
}

/** Sorts files into modules by their folder. */
export function toModules(
  files: readonly TerraformFile[],
): Map<string, Module> {
  const modules = new Map<string, Module>();
  for (const file of files) {
    let module = modules.get(file.folder);
    if (!module) {
      module = {
        folder: file.folder,
        resources: new Map(),
        calls: new Map(),
        variables: new Map(),
        locals: new Map(),
        outputs: new Map(),
        providers: [],
        values: new Map(),
      };
      modules.set(file.folder, module);
    }
    if (/\.tfvars(?:\.json)?$/.test(file.name)) {
      if (/^terraform\.tfvars|\.auto\.tfvars/.test(file.name)) {
        for (const node of file.body.attributes) {
          module.values.set(node.name, { node, file });
        }
      }
    } else {
      for (const block of file.body.blocks) addBlock(module, block, file);
    }
  }
  return modules;
}

function addBlock(module: Module, node: Block, file: TerraformFile): void {
  const [first, second] = node.labels;
  switch (node.type) {
    case 'resource':
      if (second !== undefined)
        add(module.resources, `${first}.${second}`, { node, file });
      break;
    case 'data':
    case 'ephemeral':
      if (second !== undefined) {
        add(module.resources, `data.${first}.${second}`, { node, file });
      }
      break;
    case 'module':
      if (first !== undefined) add(module.calls, first, { node, file });
      break;
    case 'variable':
      if (first !== undefined)
        add(module.variables, first, { node: node.body, file });
      break;
    case 'output': {
      const value = node.body.attributes.find(({ name }) => name === 'value');
      if (first !== undefined && value) {
        add(module.outputs, first, { node: value.value, file });
      }
      break;
    }
    case 'locals':
      for (const attribute of node.body.attributes) {
        add(module.locals, attribute.name, { node: attribute, file });
      }
      break;
    case 'provider':
      module.providers.push({ node, file });
      break;
    default:
  }
}

/** The first of two with one name counts, as the second is an error in Terraform. */
function add<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}

export function attributeOf(
  block: { body: Body },
  name: string,
): Expression | undefined {
  return block.body.attributes.find(attribute => attribute.name === name)
    ?.value;
}
