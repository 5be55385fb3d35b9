import { InputError } from '@backstage/errors';
import type { Heads, Point } from '../diagram';

/** The parts of a scene's element that are read; everything else in the file is ignored. */
export interface SceneElement {
  id: string;
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  text: string;
  groups: string[];
  frame?: string;
  container?: string;
  name?: string;
  points: Point[];
  start?: string;
  end?: string;
  heads: Heads;
  /** In radians, clockwise. */
  angle: number;
  /** Offset of its id in the text. */
  at: number;
}

/** What is read of a scene. */
export interface Scene {
  elements: SceneElement[];
  /** What was left free around it on export, where the scene says so. */
  padding?: number;
}

const MAX_ELEMENTS = 20_000;
const MAX_POINTS = 200;

const strings = (value: unknown) =>
  Array.isArray(value)
    ? value
        .filter((item): item is string => typeof item === 'string')
        .slice(0, 50)
    : [];

const number = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value)
    ? Math.max(-1e7, Math.min(1e7, value))
    : 0;

const string = (value: unknown) =>
  typeof value === 'string' && value ? value.slice(0, 4000) : undefined;

/** Whether a text is an Excalidraw scene. */
export function isExcalidraw(text: string): boolean {
  return (
    /^\s*\{/.test(text) &&
    /"type"\s*:\s*"excalidraw(?:\/clipboard|lib)?"/.test(
      text.slice(0, 2000) + text.slice(-2000),
    )
  );
}

/**
 * Reads the elements of a scene that are not deleted.
 *
 * @throws InputError when it is not the JSON of a scene
 */
export function readScene(text: string): Scene {
  let scene: unknown;
  try {
    scene = JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `The Excalidraw scene is not readable JSON: ${(
        error as Error
      ).message.slice(0, 200)}`,
    );
  }
  const list = (scene as { elements?: unknown } | null)?.elements;
  if (!Array.isArray(list)) {
    throw new InputError('The Excalidraw file has no "elements".');
  }
  const offsets = idOffsets(text);
  const elements = list
    .slice(0, MAX_ELEMENTS)
    .flatMap((raw: unknown, index) => {
      const value = (raw && typeof raw === 'object' ? raw : {}) as Record<
        string,
        unknown
      >;
      if (value.isDeleted === true || typeof value.type !== 'string') return [];
      const id = string(value.id) ?? `element-${index}`;
      return [
        {
          id,
          type: value.type,
          x: number(value.x),
          y: number(value.y),
          width: Math.abs(number(value.width)),
          height: Math.abs(number(value.height)),
          text: string(value.originalText) ?? string(value.text) ?? '',
          groups: strings(value.groupIds),
          frame: string(value.frameId),
          container: string(value.containerId),
          name: string(value.name),
          points: pointsOf(value.points),
          start: bindingOf(value.startBinding),
          end: bindingOf(value.endBinding),
          heads: headsOf(value),
          angle: number(value.angle),
          at: offsets.get(id) ?? 0,
        },
      ];
    });
  return { elements, padding: paddingOf(scene) };
}

function paddingOf(scene: unknown): number | undefined {
  const { appState } = scene as { appState?: unknown };
  const value =
    appState && typeof appState === 'object'
      ? (appState as Record<string, unknown>).exportPadding
      : undefined;
  return typeof value === 'number' && value >= 0 && value < 1000
    ? value
    : undefined;
}

function pointsOf(value: unknown): Point[] {
  if (!Array.isArray(value)) return [];
  const points = value.flatMap((point: unknown) =>
    Array.isArray(point) ? [{ x: number(point[0]), y: number(point[1]) }] : [],
  );
  if (points.length <= MAX_POINTS) return points;
  return [...points.slice(0, MAX_POINTS - 1), points[points.length - 1]];
}

function bindingOf(value: unknown): string | undefined {
  return value && typeof value === 'object'
    ? string((value as Record<string, unknown>).elementId)
    : undefined;
}

function headsOf({
  type,
  startArrowhead,
  endArrowhead,
}: Record<string, unknown>): Heads {
  // old scenes have no heads in the file: an arrow then points to its end
  const end =
    endArrowhead === undefined ? type === 'arrow' : Boolean(endArrowhead);
  if (startArrowhead && end) return 'both';
  if (startArrowhead) return 'backward';
  return end ? 'forward' : 'none';
}

function idOffsets(text: string): Map<string, number> {
  const offsets = new Map<string, number>();
  for (const match of text.matchAll(/"id"\s*:\s*"([^"\\]{1,200})"/g)) {
    if (!offsets.has(match[1])) offsets.set(match[1], match.index);
  }
  return offsets;
}
