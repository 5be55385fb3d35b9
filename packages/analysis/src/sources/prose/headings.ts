import type { Entity } from './entities';
import type { Block, Range } from './markdown';
import type { Token } from './tokens';

const LAYER = /^(?:module|pipeline)$/;

/** "### Ingestion" over a list of services: it groups parts and is none. */
export function dropGroupHeadings(
  blocks: readonly Block[],
  subjects: ReadonlyMap<Block, { entity?: Entity; bodyStart: number }>,
): void {
  // parts listed below the heading that comes next, from the end on
  let parts = 0;
  for (const block of [...blocks].reverse()) {
    const own = subjects.get(block);
    if (block.kind === 'heading') {
      if (own && isGroup(own.entity, parts)) {
        own.entity!.defined = false;
        own.entity!.ranges = [];
        own.entity = undefined;
      }
      parts = 0;
    } else if (block.kind === 'item' && own?.entity?.kind === 'component') {
      parts++;
    }
  }
}

function isGroup(entity: Entity | undefined, parts: number): boolean {
  if (!entity || (entity.noun && !LAYER.test(entity.noun.family))) return false;
  const isOver = parts > 1 || (parts === 1 && entity.noun !== undefined);
  return isOver && entity.ranges.length <= 1;
}

/** The first title, in lower case. */
export function titleOf(
  blocks: readonly Block[],
  tokensOf: (range: Range) => Token[],
): string {
  const title = blocks.find(
    block => block.kind === 'heading' && block.level === 1,
  );
  return title
    ? tokensOf(title)
        .map(({ low }) => low)
        .join(' ')
    : '';
}
