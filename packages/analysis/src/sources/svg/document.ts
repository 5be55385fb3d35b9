import type { XmlElement } from '../diagram';

/** The `<svg>` of a document. */
export const svgIn = (document: XmlElement): XmlElement | undefined =>
  document.children.find(({ name }) => /^(?:svg:)?svg$/.test(name));
