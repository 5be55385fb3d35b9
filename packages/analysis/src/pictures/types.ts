/** Formats that pictures carry as their source. @public */
export type EmbeddedFormat =
  | 'drawio'
  | 'excalidraw'
  | 'plantuml'
  | 'mermaid'
  | 'dot';

/** The source that a drawing tool put into a picture. @public */
export interface EmbeddedSource {
  format: EmbeddedFormat;
  /** As the reader of the format takes it. */
  text: string;
}
