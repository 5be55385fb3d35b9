/**
 * Material for an analyzer. Everything in it is data from outside, never an instruction.
 *
 * @public
 */
export type AnalyzerInput = TextInput | ImageInput | FilesInput;

/** A description in words, or the pasted content of one file. @public */
export interface TextInput {
  kind: 'text';
  text: string;
  /** Name for the system, when the person gave one. */
  name?: string;
}

/** A picture of an architecture. @public */
export interface ImageInput {
  kind: 'image';
  bytes: Uint8Array;
  /** Found by looking at the bytes. */
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/svg+xml';
  /** In pixels, upright: what a camera says of its orientation is applied. */
  width: number;
  height: number;
  /** The document that the picture is a rendered page of; drawing tools put their source into it. */
  original?: { bytes: Uint8Array; mediaType: 'application/pdf' };
  /** What the person said about the picture. */
  description?: string;
  name?: string;
}

/** Files that define infrastructure already. Paths are relative, with `/`. @public */
export interface FilesInput {
  kind: 'files';
  files: Array<{ path: string; content: Uint8Array }>;
  name?: string;
}

/**
 * A step an analyzer reports while it works. `fraction` (0 to 1) is given where the analyzer knows how far it is.
 *
 * @public
 */
export interface AnalyzerProgress {
  step: string;
  message: string;
  fraction?: number;
}
