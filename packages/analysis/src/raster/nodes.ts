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
import {
  frameAround,
  isBorderName,
  isCorner,
  isDrawnAround,
  isHalo,
  isSpread,
  isTitled,
  isTitleOf,
} from './frames';
import { findIcon, iconAbove, isCutBy, Obstacles } from './icons';
import type { Block, Frame, Mask, PixelText, RasterNode } from './types';
import type { PixelPicture } from './types';
import { areaOf, centerOf } from './ways';

const PLATE_REACH = 14;
const MAX_CAPTIONS = 400;
const LEGEND = /^\W*(?:legend|legenda|leyenda|notation|notaci[oó]n|key)\W*$/i;

/** What was found besides lines. */
export interface FoundNodes {
  nodes: RasterNode[];
  frames: Frame[];
  /** Text that names nothing that is drawn: of lines, or of the picture. */
  free: Block[];
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
  const text = new Obstacles(picture.width, picture.height);
  for (const line of lines) if (isWords(line)) text.add(line.box, 1);
  boxes.forEach((box, index) => {
    const own = inBox.get(index) ?? [];
    const icon = isFrame[index]
      ? undefined
      : iconAbove(picture, own.filter(isWords), text);
    if (icon && isCutBy(box, icon, contrast)) {
      free.push(...own);
      return;
    }
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

function isAbove(icon: Box, text: Box) {
  return icon.y + icon.height <= text.y + 4;
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
