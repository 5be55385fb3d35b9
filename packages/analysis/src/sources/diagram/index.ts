export { toExtraction } from './extraction';
export { decodeEntities, labelLines, readLabel } from './label';
export {
  emptyDiagram,
  MAX_EDGES,
  MAX_NODES,
  warnUnread,
  type Diagram,
  type DiagramEdge,
  type DiagramGroup,
  type DiagramNode,
  type DiagramWarning,
  type Heads,
  type NodeShape,
  type Span,
} from './model';
export { textWidth, wrappedLines } from './textSize';
export { combineDiagrams } from './combine';
export {
  readC4Macro,
  readMacroCall,
  systemOf,
  type C4State,
  type MacroCall,
} from './c4';
export { layOut, type Drawing, type Item, type Stroke } from './layout';
export {
  boundsOf,
  grown,
  isInside,
  overlapOf,
  unionOf,
  type Box,
  type Point,
} from './geometry';
export {
  extentOf,
  fitFrame,
  onPicture,
  showOn,
  type Extent,
  type Fit,
} from './frame';
export { descendants, parseXml, type XmlElement } from './xml';
export { headOf, XML_PROLOG } from './head';
