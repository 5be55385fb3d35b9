/**
 * The embedded analyzer: text and files in, infrastructure model out, with evidence, offline.
 *
 * @packageDocumentation
 */
export { analyze, analyzerVersion, type AnalyzeOptions } from './analyze';
export { isSideFile } from './files';
export type { PixelPicture, PixelText } from './raster';
export { detectSource, sourceFormats, type SourceFormat } from './detect';
export { isExactPicture, withoutPixels } from './pictures/exact';
export {
  readEmbeddedSource,
  type EmbeddedFormat,
  type EmbeddedSource,
} from './pictures';
export type { DiagramFormat } from './sources/diagram/formats';
export { vocabulary, type Technology, type TechnologyRole } from './vocabulary';
export * from './evaluation';
