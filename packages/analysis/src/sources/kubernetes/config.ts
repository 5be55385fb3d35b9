import { entriesOf, get, itemsOf, textOf, type Tree } from '../cloud/tree';
import type { KubernetesObjects, Place } from './objects';

/** A value of a config map or a secret, and where it stands. */
export interface ConfigValue {
  value: string;
  place: Place;
}

export type Config = ReadonlyMap<string, ConfigValue>;

/**
 * What config maps and secrets hold, by `kind/name`; those that a kustomization generates too. The paths of the files
 * that it takes for them are added to `read`.
 */
export function readConfigs(
  objects: KubernetesObjects,
  sideFiles: ReadonlyMap<string, string>,
  read: Set<string>,
): Map<string, Config> {
  const configs = new Map<string, Map<string, ConfigValue>>();
  const put = (id: string, key: string, value: string, place: Place) => {
    const config = configs.get(id) ?? new Map<string, ConfigValue>();
    configs.set(id, config.set(key, { value, place }));
  };
  for (const { kind, name, trees, place } of objects.ofKind(
    'ConfigMap',
    'Secret',
  )) {
    for (const tree of trees) {
      for (const section of ['data', 'stringData']) {
        for (const { key, value, start } of entriesOf(get(tree, section))) {
          const text = textOf(value);
          if (text === undefined) continue;
          const isEncoded = kind === 'Secret' && section === 'data';
          put(`${kind}/${name}`, key, isEncoded ? decode(text) : text, {
            source: place.source,
            start,
            end: value.end,
          });
        }
      }
    }
  }
  for (const { tree, source } of objects.kustomizations) {
    for (const [section, kind] of [
      ['configMapGenerator', 'ConfigMap'],
      ['secretGenerator', 'Secret'],
    ]) {
      for (const generator of itemsOf(get(tree, section))) {
        const name = textOf(get(generator, 'name'));
        if (!name) continue;
        for (const [key, value, item] of generated(
          generator,
          sideFiles,
          read,
        )) {
          put(`${kind}/${name}`, key, value, {
            source,
            start: item.start,
            end: item.end,
          });
        }
      }
    }
  }
  return configs;
}

function* generated(
  generator: Tree,
  sideFiles: ReadonlyMap<string, string>,
  read: Set<string>,
): Generator<[key: string, value: string, item: Tree]> {
  for (const item of itemsOf(get(generator, 'literals'))) {
    const [key, value] = pair(textOf(item) ?? '');
    if (key) yield [key, value, item];
  }
  const textOfFile = (name: string): string => {
    const file = name.replace(/^(?:\.\.?\/)+/, '');
    const found = [...sideFiles].find(
      ([path]) => file && (path === file || path.endsWith(`/${file}`)),
    );
    if (found) read.add(found[0]);
    return found?.[1] ?? '';
  };
  const env = get(generator, 'env');
  for (const item of [
    ...itemsOf(get(generator, 'envs')),
    ...(env ? [env] : []),
  ]) {
    for (const line of textOfFile(textOf(item) ?? '').split('\n')) {
      const [key, value] = pair(line);
      if (key && !key.startsWith('#')) yield [key, value, item];
    }
  }
  // `files: [name, key=name]`: each is one value
  for (const item of itemsOf(get(generator, 'files'))) {
    const name = textOf(item) ?? '';
    const [key, file] = pair(name);
    const text = textOfFile(file || name);
    if (text) yield [key || name.split('/').pop()!, text, item];
  }
}

function pair(text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  return at > 0
    ? [text.slice(0, at).trim(), text.slice(at + 1).trim()]
    : ['', ''];
}

/** Of a secret's encoded value only host names are looked for; it goes nowhere else. */
function decode(text: string): string {
  return Buffer.from(text.slice(0, 20_000), 'base64').toString('utf8');
}
