import {
  grown,
  isInside,
  overlapOf,
  unionOf,
  type Box,
} from '../sources/diagram';
import { isLetter, isWords, readLines, textOf, toBlocks } from './blocks';
import { findBoxes } from './boxes';
import { findTechnology } from '../vocabulary';
import { findIcon, Obstacles } from './icons';
import type { Block, Frame, Mask, PixelText, RasterNode } from './types';
import type { PixelPicture } from './types';

/** Blocks of a box that are this many lines apart are about different things. */
const TOGETHER = 2.4;
const PLATE_REACH = 14;
/** What stands so near to each other is a row of boxes, not a frame. */
const FULL = 0.8;
const MAX_CAPTIONS = 400;
const LEGEND = /^\W*(?:legend|legenda|leyenda|notation|notaci[oó]n|key)\W*$/i;

/** Names of places and borders: what is in them is drawn, they are not. */
const BORDER =
  /^(?:(?:public|private|protected|isolated|app|data|web|db)[\s-]*)?(?:security groups?|vpc|vnet|virtual network|virtual private cloud|subnets?|availability zones?(?:\s*\w{1,2})?|az\s*-?\w{1,2}|regions?|auto ?scaling groups?|resource groups?|aws cloud|aws account|google cloud(?: platform| project)?|(?:kubernetes|k8s|ecs|eks|aks|gke|swarm) cluster|data ?cent(?:er|re)|dmz)$/i;
function isBorderName(text: string) {
  return BORDER.test(text.replace(/\s+/g, ' ').trim());
}

/** What was found besides lines. */
export interface FoundNodes {
  nodes: RasterNode[];
  frames: Frame[];
  /** Text that names nothing that is drawn: of lines, or of the picture. */
  free: Block[];
}

function areaOf({ width, height }: Box) {
  return width * height;
}
function centerOf({ x, y, width, height }: Box) {
  return {
    x: x + width / 2,
    y: y + height / 2,
  };
}

/** Finds boxes with their text, icons with their captions, and frames with their titles. */
export function findNodes(
  picture: PixelPicture,
  contrast: Mask,
  allLines: readonly PixelText[],
): FoundNodes {
  const lines = withoutLegend(allLines);
  const { boxes, boxOf } = findBoxes(picture, contrast, lines);
  const inBox = new Map<number, PixelText[]>();
  lines.forEach((line, i) => {
    if (boxOf[i] >= 0)
      inBox.set(boxOf[i], [...(inBox.get(boxOf[i]) ?? []), line]);
  });
  const isFrame = boxes.map((box, index) => {
    const own = inBox.get(index) ?? [];
    if (!own.length) return true;
    return (
      isBorderName(textOf(own)) ||
      [...inBox.keys()].some(
        other =>
          other !== index &&
          areaOf(boxes[other]) < areaOf(box) * 0.8 &&
          isInside(centerOf(boxes[other]), box) &&
          inBox.get(other)!.some(isWords) &&
          isTitled(box, boxes[other], own),
      ) ||
      isSpread(box, own)
    );
  });
  const nodes: RasterNode[] = [];
  const frames: Frame[] = [];
  const free: PixelText[] = [];
  lines.forEach((line, i) => {
    if (boxOf[i] < 0) free.push(line);
  });
  boxes.forEach((box, index) => {
    const own = inBox.get(index) ?? [];
    if (!isFrame[index]) {
      const words = own.filter(
        line => line.confidence >= 0.6 && !isLetter(line),
      );
      const node = toNode(`box${index}`, words, box, [box], true);
      if (own.some(isWords)) nodes.push(node);
    } else {
      if (
        !own.length &&
        isHalo(
          box,
          boxes.filter((_, i) => inBox.has(i)),
        )
      )
        return;
      frames.push({ key: `frame${index}`, label: '', box });
      free.push(...own);
    }
  });
  const blocks = toBlocks(free.filter(isWords), 0.9);
  const rest: Block[] = [];
  const obstacles = new Obstacles(picture.width, picture.height);
  for (const { box } of nodes) obstacles.add(box, 3);
  for (const { box } of blocks) obstacles.add(box, 1);
  for (const { box } of frames) obstacles.addOutline(box);
  blocks.forEach((block, i) => {
    const lettered = nodes.find(node => isLetteredIcon(node, block.box));
    if (lettered) {
      lettered.label = textOf(block.lines);
      lettered.parts.push(block.box);
      lettered.box = unionOf(lettered.parts);
      lettered.hasBox = false;
      return;
    }
    const icon =
      i < MAX_CAPTIONS ? findIcon(picture, block.box, obstacles) : undefined;
    const frame = frames
      .filter(({ box }) => isTitleOf(block.box, box))
      .sort((a, b) => areaOf(a.box) - areaOf(b.box))[0];
    if (
      frame &&
      (!icon || !isAbove(icon, block.box) || isCorner(icon, frame.box))
    ) {
      frame.label ||= textOf(block.lines);
      return;
    }
    if (!icon || isBorderName(textOf(block.lines))) {
      rest.push(block);
      return;
    }
    obstacles.add(icon, 3);
    nodes.push(
      toNode(
        `icon${i}`,
        block.lines,
        unionOf([icon, block.box]),
        [icon, block.box],
        false,
      ),
    );
  });
  withoutPlates(nodes);
  const kept = frames.filter(frame => isDrawnAround(frame, nodes));
  for (const node of nodes) node.frame = frameAround(node, kept)?.key;
  return { nodes, frames: kept, free: rest };
}

/** A box with a few letters and a caption below it: an icon that shows letters. */
function isLetteredIcon(
  { label, hasBox, box }: RasterNode,
  caption: Box,
): boolean {
  const gap = caption.y - box.y - box.height;
  return (
    hasBox &&
    label.length <= 4 &&
    Math.max(box.width, box.height) < caption.height * 6 &&
    gap > -2 &&
    gap < caption.height * 1.5 &&
    Math.abs(centerOf(caption).x - centerOf(box).x) < caption.height
  );
}

/** Small boxes on the edge of others that say what those are written in. */
function withoutPlates(nodes: RasterNode[]): void {
  for (const plate of [...nodes]) {
    if (!plate.hasBox || plate.label.length > 12) continue;
    if (!isBadge(plate.label)) continue;
    const owner = nodes.find(
      node =>
        node !== plate &&
        node.hasBox &&
        areaOf(node.box) > areaOf(plate.box) * 2 &&
        overlapOf(grown(plate.box, PLATE_REACH), node.box) > 0,
    );
    if (!owner) continue;
    owner.technology ??= plate.label;
    nodes.splice(nodes.indexOf(plate), 1);
  }
}

function isBadge(label: string) {
  return (
    findTechnology(label)?.role === 'implementation' ||
    /^(?:g?rpc|rest|https?|amqp|mqtt|ws|soap|graphql|tcp|api)$/i.test(label)
  );
}

/** Lines enclose areas too, but they cut through boxes or hold a single one. */
function isDrawnAround(
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

function frameAround(
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

function toNode(
  key: string,
  lines: readonly PixelText[],
  box: Box,
  parts: Box[],
  hasBox: boolean,
): RasterNode {
  const { label, description } = readLines(lines);
  return {
    key,
    label,
    description,
    confidence: lines.reduce(
      (least, line) => Math.min(least, line.confidence),
      1,
    ),
    box,
    parts,
    hasBox,
  };
}

/** A frame that is little larger than a box is its shadow or its border. */
function isHalo(frame: Box, boxes: readonly Box[]) {
  return boxes.some(
    box =>
      overlapOf(box, frame) > 0.9 &&
      areaOf(box) < areaOf(frame) * 1.2 &&
      areaOf(box) > areaOf(frame) * 0.65,
  );
}

/** Whether a box with text of its own is a frame of another box, not a card with a plate on it. */
function isTitled(box: Box, inner: Box, own: readonly PixelText[]): boolean {
  const text = unionOf(own.map(line => line.box));
  return (
    areaOf(inner) > areaOf(text) * 0.6 && areaOf(box) > areaOf(inner) * 1.3
  );
}

/** Whether the text in a box is about several things. */
function isSpread(box: Box, own: readonly PixelText[]): boolean {
  const blocks = toBlocks(own.filter(isWords), TOGETHER);
  if (blocks.length < 2) return false;
  const text = blocks.reduce((sum, block) => sum + areaOf(block.box), 0);
  return areaOf(box) > text * 5;
}

/** Whether text is written on the edge of a frame, or inside at its top or bottom. */
function isTitleOf(text: Box, frame: Box): boolean {
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

function isAbove(icon: Box, text: Box) {
  return icon.y + icon.height <= text.y + 4;
}

/** An icon in a corner of a frame, as the clouds mark their accounts and networks. */
function isCorner(icon: Box, frame: Box) {
  return (
    icon.y - frame.y < icon.height * 0.5 && icon.x - frame.x < icon.width * 0.6
  );
}

/** What stands below the word "legend" explains the drawing. */
function withoutLegend(lines: readonly PixelText[]): PixelText[] {
  const legend = lines.find(({ text }) => LEGEND.test(text));
  if (!legend) return [...lines];
  const { box } = legend;
  const reach = box.height * 14;
  return lines.filter(
    line =>
      line !== legend &&
      !(
        line.box.y > box.y - box.height * 0.5 &&
        line.box.y < box.y + reach &&
        line.box.x > box.x - box.height * 3 &&
        line.box.x < box.x + Math.max(box.width, reach)
      ),
  );
}
