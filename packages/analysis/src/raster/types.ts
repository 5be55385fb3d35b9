import type { Box } from '../sources/diagram';

/** A line of text as it was recognized, its box in pixels. @public */
export interface PixelText {
  text: string;
  box: Box;
  /** 0 to 1. */
  confidence: number;
}

/**
 * A picture as its pixels and the text in them.
 *
 * @public
 */
export interface PixelPicture {
  width: number;
  height: number;
  /** Row by row from the top left; RGB, or gray where it has one byte per pixel. */
  data: Uint8Array;
  lines: PixelText[];
}

/** Pixels marked with 1. */
export interface Mask {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Lines of text that stand together. */
export interface Block {
  lines: PixelText[];
  box: Box;
}

/** A box, or an icon with its caption, and what is written on it. */
export interface RasterNode {
  key: string;
  label: string;
  /** What is written below it, apart. */
  description?: string;
  /** Written on a plate beside it. */
  technology?: string;
  /** Of its text, 0 to 1. */
  confidence: number;
  /** All that is drawn of it. */
  box: Box;
  /** What lines lead to: its parts. */
  parts: Box[];
  hasBox: boolean;
  /** Key of the smallest frame around it. */
  frame?: string;
}

/** A box around nodes. */
export interface Frame {
  key: string;
  label: string;
  box: Box;
}
