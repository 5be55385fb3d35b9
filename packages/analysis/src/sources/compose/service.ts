import { interpolate } from './interpolate';
import type { Entry, YamlFile } from './yaml';

/** A place in one of the files. */
export interface Place {
  file: number;
  start: number;
  end: number;
}

/** A mention of another service, before it is known to be one. */
export interface Reference {
  /** Service name, container name, host name or network alias. */
  host: string;
  why: string;
  place: Place;
  confidence: number;
}

/** One service of a compose project, files merged. */
export interface Service {
  name: string;
  place: Place;
  image?: string;
  build?: string;
  ports: number;
  /** What it listens on, of those. */
  ownPorts: number[];
  restart?: string;
  profiles: string[];
  command: string[];
  commandPlace?: Place;
  hostNames: string[];
  labels: Map<string, string>;
  environment: Map<string, { value: string; place: Place }>;
  references: Reference[];
  /** Variables that its environment takes from outside. */
  variables: Set<string>;
  /** Names that this service gives to others (`links: db:database`). */
  linkAliases: Map<string, string>;
}

/** Where the text of a service comes from and what its variables stand for. */
export interface ReadContext {
  yaml: YamlFile;
  file: number;
  variables: ReadonlyMap<string, string>;
}

export function newService(name: string, place: Place): Service {
  return {
    name,
    place,
    ports: 0,
    ownPorts: [],
    profiles: [],
    command: [],
    hostNames: [],
    labels: new Map(),
    environment: new Map(),
    references: [],
    variables: new Set(),
    linkAliases: new Map(),
  };
}

/** Reads the keys of one service definition into `service`; later files override earlier ones as Compose does. */
export function readService(
  service: Service,
  node: unknown,
  context: ReadContext,
): void {
  const { yaml, file } = context;
  const resolve = (value: string) => interpolate(value, context.variables);
  const placeOf = (entry: { start: number; end: number }): Place => ({
    file,
    start: entry.start,
    end: entry.end,
  });
  const refer = (
    host: string,
    why: string,
    at: { start: number; end: number },
    confidence = 1,
  ) => {
    service.references.push({ host, why, place: placeOf(at), confidence });
  };

  for (const entry of yaml.entries(node)) {
    const { key, value } = entry;
    switch (key) {
      case 'image':
        service.image = resolve(yaml.text(value) ?? '') || service.image;
        break;
      case 'build':
        service.build =
          yaml.text(value) ??
          yaml.text(yaml.get(value, 'context')?.value) ??
          service.build ??
          '.';
        break;
      case 'ports':
        service.ports += yaml.items(value).length;
        for (const item of yaml.items(value)) {
          const said =
            yaml.text(item) ?? yaml.text(yaml.get(item, 'target')?.value);
          const [own] = /\d+(?=(?:\/\w+)?$)/.exec(resolve(said ?? '')) ?? [];
          if (own) service.ownPorts.push(Number(own));
        }
        break;
      case 'restart':
        service.restart = yaml.text(value);
        break;
      case 'profiles':
        service.profiles = yaml.list(value).map(item => item.text);
        break;
      case 'container_name':
      case 'hostname':
        service.hostNames.push(resolve(yaml.text(value) ?? ''));
        break;
      case 'command':
      case 'entrypoint':
        readCommand(service, yaml, value, resolve);
        service.commandPlace = placeOf(entry);
        break;
      case 'labels':
        for (const [name, label] of pairs(yaml, value)) {
          service.labels.set(name, resolve(label.value));
        }
        break;
      case 'environment':
        for (const [name, variable] of pairs(yaml, value)) {
          for (const used of variable.value.matchAll(/\$\{?([A-Za-z_]\w*)/g)) {
            service.variables.add(used[1]);
          }
          service.environment.set(name, {
            value: resolve(variable.value),
            place: placeOf(variable),
          });
        }
        break;
      case 'depends_on':
        if (yaml.isMap(value)) {
          for (const dependency of yaml.entries(value)) {
            refer(dependency.key, 'depends_on', dependency);
          }
        } else {
          for (const item of yaml.list(value)) {
            refer(item.text, 'depends_on', item);
          }
        }
        break;
      case 'links':
        for (const item of yaml.list(value)) {
          const [target, alias] = item.text.split(':');
          if (alias) service.linkAliases.set(alias, target);
          refer(target, 'links', item);
        }
        break;
      case 'volumes_from':
        for (const item of yaml.list(value)) {
          refer(item.text.split(':')[0], 'volumes_from', item, 0.7);
        }
        break;
      case 'network_mode':
      case 'pid':
      case 'ipc': {
        const shared = /^service:(.+)$/.exec(yaml.text(value) ?? '');
        if (shared) refer(shared[1], key, entry, 0.9);
        break;
      }
      case 'networks':
        for (const network of yaml.entries(value)) {
          const aliases = yaml.get(network.value, 'aliases');
          if (!aliases) continue;
          for (const item of yaml.list(aliases.value)) {
            service.hostNames.push(item.text);
          }
        }
        break;
      case 'deploy':
        readDeploy(service, yaml, entry, resolve);
        break;
      default:
    }
  }
}

function readDeploy(
  service: Service,
  yaml: YamlFile,
  entry: Entry,
  resolve: (value: string) => string,
): void {
  const labels = yaml.get(entry.value, 'labels');
  if (!labels) return;
  for (const [name, label] of pairs(yaml, labels.value)) {
    service.labels.set(name, resolve(label.value));
  }
}

function readCommand(
  service: Service,
  yaml: YamlFile,
  value: unknown,
  resolve: (value: string) => string,
): void {
  const items = yaml.list(value).map(item => resolve(item.text));
  const words =
    items.length === 1 ? items[0].slice(0, 4000).split(/\s+/) : items;
  service.command.push(...words.flatMap(word => word.split(/\s+/)));
}

/** `KEY: value` mappings and `- KEY=value` lists alike. */
function pairs(
  yaml: YamlFile,
  node: unknown,
): Array<[string, { value: string; start: number; end: number }]> {
  if (yaml.isMap(node)) {
    return yaml.entries(node).map(entry => [
      entry.key,
      {
        value: yaml.text(entry.value) ?? '',
        start: entry.start,
        end: entry.end,
      },
    ]);
  }
  return yaml.list(node).map(item => {
    const equals = item.text.indexOf('=');
    return [
      equals < 0 ? item.text : item.text.slice(0, equals),
      {
        value: equals < 0 ? '' : item.text.slice(equals + 1),
        start: item.start,
        end: item.end,
      },
    ];
  });
}
