/** A line of text in a picture. @public */
export interface TextLine {
  text: string;
  /** Box as fractions (0 to 1) of the picture's width and height, origin top left, picture upright. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** 0 to 1. */
  confidence: number;
}

/** @public */
export interface RecognizedText {
  /** From top to bottom, then from left to right. */
  lines: TextLine[];
  /** Size of the picture that was read, in pixels. */
  width: number;
  height: number;
}

/** @public */
export interface RecognizeOptions {
  signal?: AbortSignal;
}

/**
 * What runs the models: `native` is the package `onnxruntime-node`, which need not be installed; `wasm` runs everywhere and
 * takes two to three times as long.
 *
 * @public
 */
export type TextEngine = 'native' | 'wasm';

/** @public */
export interface TextRecognizerOptions {
  /** Default: `native` where it is installed. */
  engine?: TextEngine;
  /** A picture that takes longer is given up. Default: 60,000. */
  timeoutMs?: number;
  /** A process at rest, which holds some 300 MB, ends after this. Default: 60,000. */
  idleMs?: number;
}
