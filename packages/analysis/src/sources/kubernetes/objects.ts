import type {
  Evidence,
  ModelWarning,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { SourceText } from '../../source';
import {
  entriesOf,
  get,
  itemsOf,
  parseTree,
  textOf,
  type Tree,
} from '../cloud/tree';

/** A place in one of the files. */
export interface Place {
  source: number;
  start: number;
  end: number;
}

/** A Kubernetes object; patches of an overlay are further trees of the object that they patch. */
export interface KubernetesObject {
  kind: string;
  /** `apps`, `networking.k8s.io`; empty for the core. */
  group: string;
  name: string;
  namespace?: string;
  trees: Tree[];
  labels: ReadonlyMap<string, string>;
  annotations: ReadonlyMap<string, string>;
  place: Place;
}

const MAX_OBJECTS = 20_000;
const MAX_WARNINGS = 100;
/** A template's own lines, which are no YAML. */
const HELM_TEMPLATE = /^[ \t]*\{\{-?/m;

/** All objects of the files; those of one kind and name are one, as an overlay patches what its base has. */
export class KubernetesObjects {
  readonly warnings: ModelWarning[] = [];
  readonly kustomizations: Array<{ tree: Tree; source: number }> = [];
  private readonly byKey = new Map<string, KubernetesObject>();

  constructor(private readonly sources: readonly SourceText[]) {
    sources.forEach((source, index) => this.read(source, index));
  }

  get all(): KubernetesObject[] {
    return [...this.byKey.values()];
  }

  ofKind(...kinds: string[]): KubernetesObject[] {
    return this.all.filter(({ kind }) => kinds.includes(kind));
  }

  evidence({ source, start, end }: Place): Evidence {
    return this.sources[source].evidence(start, end);
  }

  warn(message: string, { source, start, end }: Place): void {
    if (this.warnings.length >= MAX_WARNINGS) return;
    this.warnings.push({
      message: message.slice(0, 900),
      evidence: this.sources[source].evidence(start, end),
    });
  }

  private read({ text }: SourceText, source: number): void {
    const template = HELM_TEMPLATE.exec(text);
    if (template) {
      const start = template.index;
      this.warn(
        'This is a Helm template, which is not read. Give what "helm template" makes of it.',
        { source, start, end: start + 2 },
      );
      return;
    }
    const { roots, problems } = parseTree(text);
    for (const { message, offset } of problems) {
      const end = Math.min(offset + 1, text.length);
      this.warn(`Not read as YAML: ${message}`, { source, start: offset, end });
    }
    for (const root of roots) this.add(root, source);
  }

  /** Patches that stand in a kustomization itself; those in files of their own are objects already. */
  private addPatches(kustomization: Tree, source: number): void {
    const inline = [
      ...itemsOf(get(kustomization, 'patches')).map(item => get(item, 'patch')),
      ...itemsOf(get(kustomization, 'patchesStrategicMerge')),
    ];
    for (const item of inline) {
      const text = textOf(item);
      if (!item || !text || !/^\s*(?:kind|apiVersion)\s*:/m.test(text))
        continue;
      for (const root of parseTree(text).roots) {
        if (root.kind === 'map') this.add(movedTo(root, item), source);
      }
    }
  }

  private add(tree: Tree, source: number): void {
    if (tree.kind === 'list') {
      for (const item of tree.items) this.add(item, source);
      return;
    }
    const kind = textOf(get(tree, 'kind')) ?? '';
    if (/List$/.test(kind) && get(tree, 'items')) {
      for (const item of itemsOf(get(tree, 'items'))) this.add(item, source);
      return;
    }
    const isKustomization =
      kind === 'Kustomization' ||
      kind === 'Component' ||
      (!kind &&
        ['resources', 'bases', 'configMapGenerator'].some(key =>
          get(tree, key),
        ));
    if (isKustomization) {
      this.kustomizations.push({ tree, source });
      this.addPatches(tree, source);
      return;
    }
    const metadata = get(tree, 'metadata');
    const name =
      textOf(get(metadata, 'name')) ?? textOf(get(metadata, 'generateName'));
    if (!kind || !name) return;
    const namespace = textOf(get(metadata, 'namespace'));
    const key = `${kind} ${name}`;
    const known =
      this.byKey.get(key) ?? this.byKey.get(`${key} ${namespace ?? ''}`);
    if (
      known &&
      (!namespace || !known.namespace || known.namespace === namespace)
    ) {
      patch(known, tree);
      return;
    }
    if (this.byKey.size >= MAX_OBJECTS) return;
    this.byKey.set(known ? `${key} ${namespace}` : key, {
      kind,
      group: groupOf(textOf(get(tree, 'apiVersion')) ?? ''),
      name: name.slice(0, 200),
      namespace,
      trees: [tree],
      labels: stringsOf(get(metadata, 'labels')),
      annotations: stringsOf(get(metadata, 'annotations')),
      place: { source, ...placeOfName(metadata, tree) },
    });
  }
}

function patch(object: KubernetesObject, tree: Tree): void {
  object.trees.push(tree);
  const metadata = get(tree, 'metadata');
  object.labels = new Map([
    ...object.labels,
    ...stringsOf(get(metadata, 'labels')),
  ]);
  object.annotations = new Map([
    ...object.annotations,
    ...stringsOf(get(metadata, 'annotations')),
  ]);
}

/** A tree that was read out of a text of another one: all of it is where that text is. */
function movedTo(tree: Tree, { start, end }: Tree): Tree {
  if (tree.kind === 'map') {
    const entries = tree.entries.map(entry => ({
      ...entry,
      start,
      end,
      value: movedTo(entry.value, { ...tree, start, end }),
    }));
    return { ...tree, start, end, entries };
  }
  if (tree.kind === 'list') {
    const items = tree.items.map(item =>
      movedTo(item, { ...tree, start, end }),
    );
    return { ...tree, start, end, items };
  }
  return { ...tree, start, end };
}

function placeOfName(metadata: Tree | undefined, tree: Tree) {
  const { start, end } = get(metadata, 'name') ?? tree;
  return { start, end };
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

/** The entries of a map whose values are texts. */
export function stringsOf(tree: Tree | undefined): Map<string, string> {
  return new Map(
    entriesOf(tree).flatMap(({ key, value }) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}
