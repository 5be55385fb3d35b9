import { isPassive, isSupport, type Entity } from './entities';
import type { Block } from './markdown';

/** For each item of a list that stands below another one, that one. */
export function parentsOf(blocks: readonly Block[]): Map<Block, Block> {
  const parents = new Map<Block, Block>();
  let open: Array<Block & { kind: 'item' }> = [];
  for (const block of blocks) {
    if (block.kind !== 'item') {
      open = [];
      continue;
    }
    while (open.length && open[open.length - 1].indent >= block.indent) {
      open.pop();
    }
    const parent = open[open.length - 1];
    if (parent) parents.set(block, parent);
    open.push(block);
  }
  return parents;
}

/** A part that items below it may be about. */
export const isOwnPart = (entity: Entity | undefined): entity is Entity =>
  entity !== undefined && entity.kind === 'component' && !isSupport(entity);

/** A store or a product bought: below the item of a part it is what that part uses. */
export const isUsedPart = (entity: Entity | undefined): entity is Entity =>
  entity !== undefined &&
  (isPassive(entity) || isSupport(entity)) &&
  entity.product !== undefined;
