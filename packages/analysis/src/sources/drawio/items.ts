import { labelLines, type Item, type NodeShape } from '../diagram';
import type { Cell } from './cells';
import { drawnPlace, labelPlace } from './places';

const PROVIDERS: Array<[RegExp, string]> = [
  [/^aws/, 'aws'],
  [/^(?:azure|mscae|active_directory)/, 'azure'],
  [/^gcp/, 'gcp'],
  [/^(?:kubernetes|k8s)/, 'k8s'],
];
const DATABASE =
  /^(?:cylinder\d?|datastore|mxgraph\.flowchart\.(?:database|stored_data|direct_data)|mxgraph\.aws4\.generic_database)$/;
const PERSON =
  /(?:^|\.)(?:umlActor|actor|person2?|users?|illustration_users)\d?$/i;
const QUEUE = /(?:messageChannel|\.queue|^queue)$/i;
/** Shapes that stand for no thing: decisions, notes, block arrows, rulers. */
const DECORATION =
  /^(?:note2?|singleArrow|doubleArrow|flexArrow|line|curlyBracket|callout|waypoint|mxgraph\.arrows2?\..*|mxgraph\.basic\.(?:rect|.*frame.*)|partialRectangle|step)$/;
/** A rectangle of the library of basic shapes is a box once something is written in it. */
const PLAIN = /^mxgraph\.basic\.rect$/;
const GROUP = /^(?:group|groupCenter|group2)$/;
const BOUNDARY = /boundary|scope/i;

const providerOf = (library: string) =>
  PROVIDERS.find(([pattern]) => pattern.test(library))?.[1] ?? '';

/** The item that a cell draws, or nothing for what is no thing. */
export function toItem(
  cell: Cell,
  cells: ReadonlyMap<string, Cell>,
): Item | undefined {
  const { style, names, data } = cell;
  const shape = style.get('shape') ?? '';
  const kind = shape.slice(shape.lastIndexOf('.') + 1);
  if (
    (DECORATION.test(shape) &&
      !(PLAIN.test(shape) && labelLines(cell.label).length)) ||
    names.has('line') ||
    names.has('edgeLabel')
  )
    return undefined;
  if (
    (names.has('rhombus') || shape === 'rhombus') &&
    /\?\s*$/.test(labelLines(cell.label).join(' '))
  )
    return undefined;
  const place = drawnPlace(cell, cells);
  const item: Item = {
    key: cell.id,
    role: 'box',
    label: cell.label,
    ...place,
    caption: labelPlace(cell, place),
    icon: iconOf(cell, shape, kind),
    shape: shapeOf(shape, names),
    span: cell.span,
  };
  const parent = cell.parent === undefined ? undefined : cells.get(cell.parent);
  if (
    parent &&
    !parent.isEdge &&
    parent.parent !== undefined &&
    parent.parent !== '0'
  )
    item.parent = parent.id;
  else if (parent && !parent.isEdge && parent.box.width > 0)
    item.parent = parent.id;
  if (data.c4Name !== undefined || data.c4Type !== undefined)
    readC4(item, data);
  else if (isText(cell, shape)) item.role = 'text';
  else if (GROUP.test(kind) || names.has('group') || style.has('grIcon')) {
    item.container = true;
    item.icon = undefined;
  } else if (
    item.icon ||
    shape === 'image' ||
    names.has('image') ||
    style.has('image') ||
    isIconShape(shape, cell)
  ) {
    item.role = 'icon';
  }
  return item;
}

/** Stencils as large as an icon, with their name below, whatever library they are of. */
function isIconShape(shape: string, { box, style }: Cell): boolean {
  if (!shape.startsWith('mxgraph.')) return false;
  return (
    style.get('verticalLabelPosition') === 'bottom' ||
    (box.width <= 120 && box.height <= 120)
  );
}

function isText({ style, names }: Cell, shape: string): boolean {
  if (names.has('text') || shape === 'text') return true;
  const invisible = (key: string) => style.get(key) === 'none';
  return (
    invisible('strokeColor') &&
    invisible('fillColor') &&
    !shape &&
    !style.has('image') &&
    !names.has('image') &&
    !names.has('swimlane')
  );
}

function shapeOf(
  shape: string,
  names: ReadonlySet<string>,
): NodeShape | undefined {
  if (DATABASE.test(shape) || names.has('cylinder')) return 'database';
  if (PERSON.test(shape)) return 'person';
  if (QUEUE.test(shape)) return 'queue';
  return undefined;
}

/** `mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.s3` and `image=img/lib/azure2/…/Azure_Cosmos_DB.svg` by name. */
function iconOf(
  { style }: Cell,
  shape: string,
  kind: string,
): string | undefined {
  const image = style.get('image') ?? '';
  const library =
    /(?:img\/lib\/|^|\/)(azure2|mscae|active_directory|aws4?|gcp2?|allied_telesis|clip_art|[\w-]+)\/(?:[^;]*\/)?([^/;]{1,80})\.(?:svg|png)$/.exec(
      image,
    );
  if (library && !image.startsWith('data:'))
    return `${providerOf(library[1])}/${library[2]}`;
  if (/^productIcon$|^resourceIcon$/.test(kind) || style.has('resIcon')) {
    const name = style.get('resIcon') ?? style.get('prIcon') ?? '';
    return named(name);
  }
  if (style.has('prIcon'))
    return `${providerOf(/^mxgraph\.(\w+)/.exec(shape)?.[1] ?? '')}/${style.get(
      'prIcon',
    )}`;
  return shape.startsWith('mxgraph.') &&
    !/^mxgraph\.(?:basic|flowchart|bpmn|c4|mockup|ios|bootstrap|eip|infographic|electrical)\b/.test(
      shape,
    )
    ? named(shape)
    : undefined;
}

function named(name: string): string | undefined {
  const parts = /^mxgraph\.(\w+)\.(?:.*\.)?(\w+)$/.exec(name);
  return parts ? `${providerOf(parts[1])}/${parts[2]}` : undefined;
}

/** C4 shapes of draw.io keep name, type and technology in attributes. */
function readC4(item: Item, data: Record<string, string>): void {
  const type = data.c4Type ?? '';
  item.role = 'box';
  item.icon = undefined;
  item.label = data.c4Name || item.label;
  if (BOUNDARY.test(type) || data.c4Application !== undefined) {
    item.container = true;
    return;
  }
  item.technology = data.c4Technology || undefined;
  item.description = data.c4Description || undefined;
  if (/person|actor/i.test(type)) item.shape = 'person';
  else item.declared = true;
  if (/external/i.test(type)) item.external = true;
  if (/database/i.test(type)) item.shape = 'database';
}
