import {
  boundsOf,
  fitFrame,
  grown,
  unionOf,
  type Box,
  type Point,
} from '../diagram';
import type { Scene, SceneElement } from './scene';

/** What Excalidraw leaves free around a scene that it exports. */
const PADDING = 10;
/** Sizes that differ by less than this share are the same: they were rounded to pixels. */
const SAME = 0.02;

/** Height of a frame's name, with the gap below it. */
const FRAME_NAME = 20.5;

const isFrame = ({ type }: SceneElement) =>
  type === 'frame' || type === 'magicframe';

/** Where an element is drawn: turned by its angle, along its points. */
export function placeOf(element: SceneElement): Box {
  const { x, y, width, height, points, angle } = element;
  const own: Point[] = points.length
    ? points.map(point => ({ x: x + point.x, y: y + point.y }))
    : [
        { x, y },
        { x: x + width, y },
        { x: x + width, y: y + height },
        { x, y: y + height },
      ];
  const box = boundsOf(own);
  if (!angle) return box;
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return boundsOf(
    own.map(point => ({
      x: cx + (point.x - cx) * cos - (point.y - cy) * sin,
      y: cy + (point.x - cx) * sin + (point.y - cy) * cos,
    })),
  );
}

/** The part of a scene that its picture shows: all of it with a border, or one frame of it without. */
export function frameOf(
  { elements, padding }: Scene,
  picture: { width: number; height: number },
): Box | undefined {
  if (!elements.length) return undefined;
  const frames = elements.filter(isFrame).map(placeOf);
  const all = unionOf(elements.map(placeOf));
  // the name of a frame is written above it, unless names are switched off
  const named = unionOf([
    all,
    ...frames.map(frame => ({ ...frame, y: frame.y - FRAME_NAME })),
  ]);
  const border = padding ?? PADDING;
  const misfit = ({ width, height }: Box) =>
    Math.abs(
      Math.log(
        picture.width /
          Math.max(1, width) /
          (picture.height / Math.max(1, height)),
      ),
    );
  const shown = [grown(named, border), grown(all, border), ...frames].find(
    box => misfit(box) < SAME,
  );
  return shown ?? fitFrame({ shapes: all, all: named }, picture).frame;
}
