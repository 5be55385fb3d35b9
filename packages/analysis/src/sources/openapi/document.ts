import type { ModelWarning } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { FoundElement, SourceText } from '../../source';
import {
  entriesOf,
  get,
  itemsOf,
  textOf,
  type ParsedTree,
  type Tree,
} from '../cloud/tree';

/** Longer definitions are left out: the model has no room for them. */
const MAX_DEFINITION = 1_000_000;
const MAX_WARNINGS = 100;
/** Extensions by which a document names the component that provides it. */
const PROVIDER = [
  'x-component',
  'x-provided-by',
  'x-provider',
  'x-service',
  'x-service-name',
  'x-backstage-component',
];
const OWNER = ['x-owner', 'x-team', 'x-backstage-owner'];
const LIFECYCLE = ['x-lifecycle', 'x-status', 'x-backstage-lifecycle'];

/** The API that a document describes, with the document as its definition. */
export function apiElement(
  source: SourceText,
  root: Tree,
  key: string,
  type: 'openapi' | 'asyncapi',
  servers: readonly string[],
): FoundElement {
  const info = get(root, 'info');
  const title =
    textOf(get(info, 'title'))?.trim() ||
    nameOfFile(source.path) ||
    `${type} document`;
  const description = [
    textOf(get(info, 'description'))?.trim() ||
      textOf(get(info, 'summary'))?.trim(),
    servers.length ? `Servers: ${servers.slice(0, 5).join(', ')}` : undefined,
  ]
    .filter(Boolean)
    .join('\n\n')
    .slice(0, 2000);
  const tags = tagsOf(root);
  const place = get(info, 'title') ?? info ?? root;
  return {
    key,
    name: title.slice(0, 200),
    // a catalog file may take this one as a definition, under another name
    ...(source.path ? { aliases: [fileAlias(source.path)] } : {}),
    kind: 'api',
    type,
    ...(description ? { description } : {}),
    ...optional('owner', extension(root, OWNER), 200),
    ...optional('lifecycle', extension(root, LIFECYCLE), 63),
    ...(tags.length ? { tags } : {}),
    ...(source.text.length <= MAX_DEFINITION
      ? { definition: source.text }
      : {}),
    evidence: [source.evidence(place.start, place.end)],
    confidence: 1,
  };
}

/** The component that a document says provides it; most say nothing. */
export function providerOf(
  source: SourceText,
  root: Tree,
  key: string,
): FoundElement | undefined {
  const found = extensionTree(root, PROVIDER);
  const name = textOf(found)?.trim();
  if (!found || !name) return undefined;
  return {
    key,
    name: name.replace(/^component:(?:[\w.-]+\/)?/, '').slice(0, 200),
    kind: 'component',
    type: 'service',
    ...optional('owner', extension(root, OWNER), 200),
    evidence: [source.evidence(found.start, found.end)],
    confidence: 0.9,
  };
}

/** A name that only an element which is described in this file has. */
export function fileAlias(path: string): string {
  return `file ${path}`;
}

export function reportProblems(
  source: SourceText,
  problems: ParsedTree['problems'],
  what: string,
  warnings: ModelWarning[],
): void {
  for (const { message, offset } of problems) {
    if (warnings.length >= MAX_WARNINGS) return;
    warnings.push({
      message: `Not read as ${what}: ${message}`.slice(0, 900),
      evidence: source.evidence(
        offset,
        Math.min(offset + 1, source.text.length),
      ),
    });
  }
}

function tagsOf(root: Tree): string[] {
  const names = [
    ...itemsOf(get(root, 'tags')),
    ...itemsOf(get(root, 'info', 'tags')),
  ].flatMap(tag => textOf(get(tag, 'name'))?.trim() || []);
  return [...new Set(names)].slice(0, 20).map(name => name.slice(0, 63));
}

function extension(root: Tree, names: readonly string[]): string | undefined {
  return textOf(extensionTree(root, names))?.trim() || undefined;
}

/** An extension at the top, in `info`, or below `x-backstage`. */
function extensionTree(root: Tree, names: readonly string[]): Tree | undefined {
  const places = [root, get(root, 'info')];
  for (const place of places) {
    for (const { key, value } of entriesOf(place)) {
      if (names.includes(key.toLowerCase())) return value;
    }
  }
  for (const place of places) {
    for (const { key, value } of entriesOf(get(place, 'x-backstage'))) {
      if (names.includes(`x-${key.toLowerCase()}`)) return value;
    }
  }
  return undefined;
}

function optional<K extends string>(
  key: K,
  value: string | undefined,
  max: number,
): Partial<Record<K, string>> {
  return value
    ? ({ [key]: value.slice(0, max) } as Partial<Record<K, string>>)
    : {};
}

function nameOfFile(path: string | undefined): string | undefined {
  return path
    ?.split('/')
    .pop()
    ?.replace(/\.[^.]*$/, '');
}
