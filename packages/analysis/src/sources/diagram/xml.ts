import { InputError } from '@backstage/errors';
import { XMLParser } from 'fast-xml-parser';
import { decodeEntities } from './label';

/** As many blanks as a text has characters, so that offsets stay. */
const blank = (text: string) => ' '.repeat(text.length);

/** An element of an XML document; character references in attributes and text are resolved. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** Text directly in it. */
  text: string;
  /** Text and elements in their order, where it has both. */
  mixed?: ReadonlyArray<string | XmlElement>;
  /** Offset of its start tag, and of the character behind that tag. */
  start: number;
  end: number;
}

const MAX_DEPTH = 200;
const MAX_ELEMENTS = 100_000;
const METADATA = XMLParser.getMetaDataSymbol() as unknown as symbol;
const ATTRIBUTES = ':@';
const TEXT = '#text';
const VOID_TAGS = ['br', 'hr', 'img', 'wbr'];
/** More than this many tags, comments and the like are not parsed, which would take much memory. */
const MAX_TAGS = 5 * MAX_ELEMENTS;

/**
 * Parses XML that may be hostile: no document type with entities, nothing is fetched, depth and size are bounded.
 *
 * @throws InputError for a document that is refused or not XML, with what is wrong
 */
export function parseXml(text: string): XmlElement {
  const clean = withoutDoctype(text).replace(/<\/br\s{0,10}>/g, blank);
  refuseTooMany(clean);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    allowBooleanAttributes: true,
    captureMetaData: true,
    maxNestedTags: MAX_DEPTH,
    // labels are HTML, and some tools write it as browsers do
    unpairedTags: VOID_TAGS,
    // prototype-polluting names are data here, never keys that are looked up
    onDangerousProperty: name => `_${name}`,
  });
  let parsed: unknown;
  try {
    parsed = parser.parse(clean);
  } catch (error) {
    throw new InputError(
      `This is not readable XML: ${(error as Error).message.slice(0, 200)}`,
    );
  }
  const budget = { left: MAX_ELEMENTS };
  const children = readChildren(parsed, budget, clean);
  return {
    name: '',
    attributes: {},
    children,
    text: '',
    start: 0,
    end: text.length,
  };
}

function refuseTooMany(text: string): void {
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    if (++count > MAX_TAGS) {
      throw new InputError(
        `The XML has more than ${MAX_TAGS} tags, which are not read. Give a part of it.`,
      );
    }
  }
}

/** Blanks a plain document type, keeping offsets; one that defines anything is refused. */
function withoutDoctype(text: string): string {
  if (/<!ENTITY/i.test(text)) {
    throw new InputError(
      'The XML defines entities, which are not read. Remove its document type.',
    );
  }
  const start = text.search(/<!DOCTYPE/i);
  if (start < 0) return text;
  const end = text.indexOf('>', start);
  const doctype = text.slice(start, end < 0 ? undefined : end + 1);
  if (end < 0 || doctype.includes('[')) {
    throw new InputError(
      'The XML has a document type with definitions, which are not read. Remove it.',
    );
  }
  return (
    text.slice(0, start) + ' '.repeat(doctype.length) + text.slice(end + 1)
  );
}

function readChildren(
  list: unknown,
  budget: { left: number },
  source: string,
): XmlElement[] {
  if (!Array.isArray(list)) return [];
  const elements: XmlElement[] = [];
  for (const item of list as Array<Record<string, unknown>>) {
    const name = Object.keys(item).find(
      key => key !== ATTRIBUTES && key !== TEXT,
    );
    if (name === undefined || budget.left-- <= 0) continue;
    const content = item[name];
    const attributes: Record<string, string> = {};
    for (const [key, value] of Object.entries(
      (item[ATTRIBUTES] ?? {}) as Record<string, unknown>,
    )) {
      attributes[key] = decodeEntities(String(value));
    }
    const start =
      (item as Record<symbol, { startIndex?: number } | undefined>)[METADATA]
        ?.startIndex ?? 0;
    const close = source.indexOf('>', start);
    const children = readChildren(content, budget, source);
    const inner = decodeEntities(textOf(content));
    elements.push({
      name,
      attributes,
      children,
      text: inner,
      ...(children.length && inner.trim()
        ? { mixed: mixedOf(content, children) }
        : {}),
      start,
      end: close < 0 || close - start > 100_000 ? start + 1 : close + 1,
    });
  }
  return elements;
}

function mixedOf(
  content: unknown,
  children: readonly XmlElement[],
): Array<string | XmlElement> {
  const mixed: Array<string | XmlElement> = [];
  let next = 0;
  for (const item of content as Array<Record<string, unknown>>) {
    if (item[TEXT] !== undefined)
      mixed.push(decodeEntities(String(item[TEXT])));
    else if (next < children.length) mixed.push(children[next++]);
  }
  return mixed;
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return (content as Array<Record<string, unknown>>)
    .map(item =>
      typeof item[TEXT] === 'string' || typeof item[TEXT] === 'number'
        ? String(item[TEXT])
        : '',
    )
    .join('');
}

/** Every element below, depth first, in document order. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    yield child;
    yield* descendants(child);
  }
}
