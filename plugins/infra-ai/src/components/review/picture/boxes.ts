import type {
  Element,
  Evidence,
  InfrastructureModel,
  Relation,
} from '@infra-ai/backstage-plugin-infra-ai-common';

/** A place in the picture, as fractions of its width and height. */
export type Box = Pick<
  Extract<Evidence, { kind: 'image' }>,
  'x' | 'y' | 'width' | 'height'
>;

/** An element with the places where the picture shows it; at least one. */
export interface BoxedElement {
  element: Element;
  boxes: Box[];
}

/** From so much of both sides on a box says "somewhere in the picture" and no more. */
const WHOLE = 0.98;

/** Whether evidence names the picture and no place in it. */
function isWholePicture({ width, height }: Box): boolean {
  return width >= WHOLE && height >= WHOLE;
}

/** The places that evidence names; boxes are an analyzer's word, so what lies outside the picture is cut off. */
export function boxesOf(evidence: Evidence[]): Box[] {
  return evidence
    .flatMap(item => (item.kind === 'image' ? [item] : []))
    .filter(box => !isWholePicture(box))
    .map(({ x, y, width, height }) => ({
      x,
      y,
      width: Math.min(width, 1 - x),
      height: Math.min(height, 1 - y),
    }))
    .filter(({ width, height }) => width > 0 && height > 0);
}

/**
 * The elements that have a place, in the order in which they are drawn and reached with the keyboard: what encloses
 * others first, so that it covers nothing, then as one reads.
 */
export function boxedElements({
  elements,
}: InfrastructureModel): BoxedElement[] {
  const boxed = elements
    .map(element => ({ element, boxes: boxesOf(element.evidence) }))
    .filter(({ boxes }) => boxes.length > 0);
  const depth = (item: BoxedElement) =>
    boxed.filter(
      other =>
        other !== item &&
        encloses(other.boxes[0], item.boxes[0]) &&
        area(other.boxes[0]) > area(item.boxes[0]),
    ).length;
  const isLeaf = (item: BoxedElement) =>
    !boxed.some(
      other => other !== item && encloses(item.boxes[0], other.boxes[0]),
    );
  return boxed
    .map(item => ({ item, depth: depth(item), leaf: isLeaf(item) }))
    .sort(
      (a, b) =>
        Number(a.leaf) - Number(b.leaf) ||
        (a.leaf ? 0 : a.depth - b.depth) ||
        row(a.item) - row(b.item) ||
        a.item.boxes[0].x - b.item.boxes[0].x,
    )
    .map(({ item }) => item);
}

/** The relations of an element that have a place of their own. */
export function boxedRelations(
  { relations }: InfrastructureModel,
  elementId: string | undefined,
): Array<{ relation: Relation; boxes: Box[] }> {
  return relations
    .filter(({ from, to }) => from === elementId || to === elementId)
    .map(relation => ({ relation, boxes: boxesOf(relation.evidence) }))
    .filter(({ boxes }) => boxes.length > 0);
}

function encloses(outer: Box, inner: Box): boolean {
  const x = inner.x + inner.width / 2;
  const y = inner.y + inner.height / 2;
  return (
    area(outer) > area(inner) &&
    x > outer.x &&
    x < outer.x + outer.width &&
    y > outer.y &&
    y < outer.y + outer.height
  );
}

function area({ width, height }: Box): number {
  return width * height;
}

/** Boxes whose tops differ little stand in one row. */
function row({ boxes: [{ y }] }: BoxedElement): number {
  return Math.round(y * 20);
}
