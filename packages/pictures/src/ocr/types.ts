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
