import { isInside, overlapOf, unionOf, type Box } from '../sources/diagram';
import { isWords, toBlocks } from './blocks';
import type { Frame, PixelText, RasterNode } from './types';
import { areaOf, centerOf } from './ways';

/** Blocks of a box that are this many lines apart are about different things. */
const TOGETHER = 2.4;
/** What stands so near to each other is a row of boxes, not a frame. */
const FULL = 0.8;

/** Names of places and borders: what is in them is drawn, they are not. */
const BORDER =
  /^(?:(?:public|private|protected|isolated|app|data|web|db)[\s-]*)?(?:security groups?|vpc|vnet|virtual network|virtual private cloud|subnets?|availability zones?(?:\s*\w{1,2})?|az\s*-?\w{1,2}|regions?|auto ?scaling groups?|resource groups?|aws cloud|aws account|google cloud(?: platform| project)?|(?:kubernetes|k8s|ecs|eks|aks|gke|swarm) cluster|data ?cent(?:er|re)|dmz)$/i;

/** Lines enclose areas too, but they cut through boxes or hold a single one. */
export function isDrawnAround(
  { box, label }: Frame,
  nodes: readonly RasterNode[],
): boolean {
  const members = nodes.filter(node => isInside(centerOf(node.box), box));
  const filled = members.reduce((sum, node) => sum + areaOf(node.box), 0);
  return (
    (label ? members.length > 0 : members.length > 1) &&
    filled < areaOf(box) * FULL &&
    !nodes.some(node => {
      const share = overlapOf(node.box, box);
      return (
        node.hasBox &&
        areaOf(node.box) < areaOf(box) &&
        share > 0.12 &&
        share < 0.85
      );
    })
  );
}

export function frameAround(
  { box }: RasterNode,
  frames: readonly Frame[],
): Frame | undefined {
  return frames
    .filter(
      frame =>
        isInside(centerOf(box), frame.box) &&
        areaOf(frame.box) > areaOf(box) * 1.2,
    )
    .sort((a, b) => areaOf(a.box) - areaOf(b.box))[0];
}

/** A frame that is little larger than a box is its shadow or its border. */
export function isHalo(frame: Box, boxes: readonly Box[]) {
  return boxes.some(
    box =>
      overlapOf(box, frame) > 0.9 &&
      areaOf(box) < areaOf(frame) * 1.2 &&
      areaOf(box) > areaOf(frame) * 0.65,
  );
}

/** Whether a box with text of its own is a frame of another box, not a card with a plate on it. */
export function isTitled(
  box: Box,
  inner: Box,
  own: readonly PixelText[],
): boolean {
  const text = unionOf(own.map(line => line.box));
  return (
    areaOf(inner) > areaOf(text) * 0.6 && areaOf(box) > areaOf(inner) * 1.3
  );
}

/** Whether the text in a box is about several things. */
export function isSpread(box: Box, own: readonly PixelText[]): boolean {
  const blocks = toBlocks(own.filter(isWords), TOGETHER);
  if (blocks.length < 2) return false;
  const text = blocks.reduce((sum, block) => sum + areaOf(block.box), 0);
  return areaOf(box) > text * 5;
}

/** Whether text is written on the edge of a frame, or inside at its top or bottom. */
export function isTitleOf(text: Box, frame: Box): boolean {
  const { x, y } = centerOf(text);
  if (x < frame.x || x > frame.x + frame.width) return false;
  if (isOnEdge(text, frame)) return true;
  const line = text.height;
  const down = text.y - frame.y;
  const up = frame.y + frame.height - text.y - text.height;
  if (!isInside({ x, y }, frame) || frame.height < line * 2.5) return false;
  return (
    (down < line * 1.3 && down < frame.height / 3) ||
    (up < line * 1.0 && up < frame.height / 4)
  );
}

function isOnEdge(text: Box, frame: Box): boolean {
  const { x, y } = centerOf(text);
  return (
    x > frame.x &&
    x < frame.x + frame.width &&
    (Math.abs(y - frame.y) < text.height * 0.45 ||
      Math.abs(y - frame.y - frame.height) < text.height * 0.45)
  );
}

/** An icon in a corner of a frame, as the clouds mark their accounts and networks. */
export function isCorner(icon: Box, frame: Box) {
  return (
    icon.y - frame.y < icon.height * 0.5 && icon.x - frame.x < icon.width * 0.6
  );
}

export function isBorderName(text: string) {
  return BORDER.test(text.replace(/\s+/g, ' ').trim());
}
