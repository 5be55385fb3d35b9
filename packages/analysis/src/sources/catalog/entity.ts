import type { ElementKind } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Extraction, FoundElement, SourceText } from '../../source';
import { findTechnology } from '../../vocabulary';
import { fileAlias } from '../openapi/document';
import { get, itemsOf, parseTree, textOf, type Tree } from '../cloud/tree';

const MAX_DEFINITION = 1_000_000;
const KINDS: Record<string, ElementKind> = {
  component: 'component',
  resource: 'resource',
  api: 'api',
};

/** An entity of a catalog file. */
export interface CatalogEntity {
  /** `kind:namespace/name`, in lower case. */
  ref: string;
  kind: string;
  name: string;
  source: SourceText;
  tree: Tree;
  spec: Tree | undefined;
  /** Set for what the model has elements for. */
  element?: FoundElement;
  /** Set for a System. */
  system?: Extraction['system'];
}

/** Reads one document of a catalog file; kinds that describe no software are reported and left out. */
export function readEntity(
  source: SourceText,
  root: Tree,
  warn: (message: string) => void,
): CatalogEntity | undefined {
  if (root.kind === 'null') return undefined;
  const kindName = textOf(get(root, 'kind'))?.trim();
  const name = textOf(get(root, 'metadata', 'name'))?.trim();
  if (!kindName || !name) {
    warn(
      'The document has no kind or no metadata.name, so it is no catalog entity.',
    );
    return undefined;
  }
  if (name.includes('${{') || name.includes('{{')) {
    warn(
      `"${name}" is the name in a template, not of an entity; it is left out.`,
    );
    return undefined;
  }
  const kind = kindName.toLowerCase();
  const spec = get(root, 'spec');
  const namespace = textOf(get(root, 'metadata', 'namespace')) ?? 'default';
  const shared = {
    ref: `${kind}:${namespace}/${name}`.toLowerCase(),
    kind,
    name: name.slice(0, 200),
    source,
    tree: root,
    spec,
  };
  const title = textOf(get(root, 'metadata', 'title'))?.trim().slice(0, 200);
  const description = textOf(get(root, 'metadata', 'description'))
    ?.trim()
    .slice(0, 2000);
  const owner = textOf(get(spec, 'owner'))?.trim().slice(0, 200);
  const tags = itemsOf(get(root, 'metadata', 'tags'))
    .flatMap(tag => textOf(tag)?.trim().slice(0, 63) || [])
    .slice(0, 20);
  const common = {
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    ...(owner ? { owner } : {}),
    ...(tags.length ? { tags } : {}),
  };
  if (kind === 'system') {
    const domain = textOf(get(spec, 'domain'))?.trim().slice(0, 200);
    return {
      ...shared,
      system: { name: shared.name, ...common, ...(domain ? { domain } : {}) },
    };
  }
  const elementKind = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!elementKind) {
    warn(
      `${kindName} "${name}" is left out: only components, resources, APIs and systems are read.`,
    );
    return undefined;
  }
  const type =
    textOf(get(spec, 'type'))?.trim().slice(0, 63) ||
    (elementKind === 'api' ? 'openapi' : 'service');
  const lifecycle = textOf(get(spec, 'lifecycle'))?.trim().slice(0, 63);
  const stated = elementKind === 'api' ? get(spec, 'definition') : undefined;
  const text = textOf(stated);
  const definition =
    text?.trim() && text.length <= MAX_DEFINITION ? text : undefined;
  const file = definitionFile(source, stated);
  const place = get(root, 'metadata', 'name')!;
  return {
    ...shared,
    element: {
      key: shared.ref,
      name: shared.name,
      aliases: [
        ...[title, definition && titleOf(definition)].flatMap(alias =>
          // a title that is a product's name would make one of every database of that product
          alias && !findTechnology(alias) ? [alias] : [],
        ),
        ...(file ? [fileAlias(file)] : []),
      ],
      kind: elementKind,
      type,
      ...common,
      ...(lifecycle ? { lifecycle } : {}),
      ...(definition ? { definition } : {}),
      evidence: [source.evidence(place.start, place.end)],
      confidence: 1,
    },
  };
}

/** Path of the file that a definition is taken from (`$text: ./openapi.yaml`). */
function definitionFile(
  source: SourceText,
  tree: Tree | undefined,
): string | undefined {
  const placeholder =
    textOf(get(tree, '$text')) ??
    textOf(get(tree, '$openapi')) ??
    textOf(get(tree, '$asyncapi'));
  return placeholder === undefined
    ? undefined
    : resolve(source.path, placeholder);
}

function resolve(from: string | undefined, path: string): string {
  const parts = (from ?? '').split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Title of an OpenAPI or AsyncAPI definition: the name that a reader of that file gives the API. */
function titleOf(definition: string): string | undefined {
  if (!/\b(?:openapi|swagger|asyncapi)\b/.test(definition.slice(0, 2000)))
    return undefined;
  return textOf(get(parseTree(definition).roots[0], 'info', 'title'))
    ?.trim()
    .slice(0, 200);
}
