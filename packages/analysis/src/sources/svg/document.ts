import type { XmlElement } from '../diagram';

const ROOT = /^(?:([\w-]{1,40}):)?svg$/;

/** The `<svg>` of a document, its elements by their plain names whatever prefix the file gives to them. */
export function svgIn(document: XmlElement): XmlElement | undefined {
  const svg = document.children.find(({ name }) => ROOT.test(name));
  const prefix = svg && ROOT.exec(svg.name)?.[1];
  return prefix ? withoutPrefix(svg, `${prefix}:`) : svg;
}

function withoutPrefix(element: XmlElement, prefix: string): XmlElement {
  return {
    ...element,
    name: element.name.startsWith(prefix)
      ? element.name.slice(prefix.length)
      : element.name,
    children: element.children.map(child => withoutPrefix(child, prefix)),
  };
}
