import { get, itemsOf, textOf, type Tree } from '../cloud/tree';
import { hostsIn, hostsInCommand } from '../containers/hosts';
import type { Config } from './config';
import type { Place } from './objects';
import { containersOf, type Workload } from './workload';

/** A host that a workload names. */
export interface HostReference {
  host: string;
  /** Where it is named: "env REDIS_ADDR". */
  why: string;
  place: Place;
  confidence: number;
}

interface Variable {
  name: string;
  value: string;
  why: string;
  place: Place;
}

/** A secret that these files do not hold: an operator may have made it. */
export interface SecretReference {
  secret: string;
  why: string;
  place: Place;
}

/** Secrets that the containers of a workload take variables from. */
export function* secretReferences(
  workload: Workload,
): Generator<SecretReference> {
  const { source } = workload.object.place;
  for (const spec of workload.podSpecs) {
    for (const container of containersOf(spec)) {
      const named = [
        ...itemsOf(get(container, 'envFrom')).map(item => ({
          item,
          name: get(item, 'secretRef', 'name'),
        })),
        ...itemsOf(get(container, 'env')).map(item => ({
          item,
          name: get(item, 'valueFrom', 'secretKeyRef', 'name'),
        })),
      ];
      for (const { item, name } of named) {
        const secret = textOf(name);
        if (!secret) continue;
        yield {
          secret,
          why: `Secret ${secret}`,
          place: { source, start: item.start, end: item.end },
        };
      }
    }
  }
}

/** What waits for a host or looks it up names it without a port. */
const WAITING =
  /(?:nslookup|getent hosts|pg_isready -h|ping(?: -c ?\d+)?|nc(?: -\w+(?: \d+)?)*|wait-for(?:-it)?(?:\.sh)?|dockerize -wait \w+:\/\/) +([a-z0-9][a-z0-9.-]*)/gi;

/** Variables whose value is the name of a topic or a queue. */
const CHANNEL_KEY = /TOPIC|QUEUE|CHANNEL|STREAM|SUBJECT/i;

/** What the variables of a workload say about topics and queues, by their names. */
export function* channelReferences(
  workload: Workload,
  configs: ReadonlyMap<string, Config>,
): Generator<Variable> {
  const { source } = workload.object.place;
  for (const spec of workload.podSpecs) {
    for (const container of containersOf(spec)) {
      for (const variable of variablesOf(container, configs, source)) {
        if (!CHANNEL_KEY.test(variable.name)) continue;
        const values = variable.value.slice(0, 4000).split(/[\s,;]+/);
        for (const value of values) yield { ...variable, value };
      }
    }
  }
}

/** Every host that the containers of a workload name: in variables, config, arguments and mounted files. */
export function* hostReferences(
  workload: Workload,
  configs: ReadonlyMap<string, Config>,
): Generator<HostReference> {
  const { source } = workload.object.place;
  for (const spec of workload.podSpecs) {
    for (const container of containersOf(spec)) {
      const variables = [...variablesOf(container, configs, source)];
      for (const { name, value, why, place } of expand(variables)) {
        for (const { host } of hostsIn(name, value)) {
          yield { host, why, place, confidence: 0.95 };
        }
      }
      yield* inCommand(container, source);
    }
    yield* inVolumes(spec, configs);
  }
}

function* variablesOf(
  container: Tree,
  configs: ReadonlyMap<string, Config>,
  source: number,
): Generator<Variable> {
  for (const item of itemsOf(get(container, 'envFrom'))) {
    for (const [field, kind] of [
      ['configMapRef', 'ConfigMap'],
      ['secretRef', 'Secret'],
    ]) {
      const name = textOf(get(item, field, 'name'));
      for (const [key, { value, place }] of configs.get(`${kind}/${name}`) ??
        []) {
        yield { name: key, value, why: `${kind} ${name}, ${key}`, place };
      }
    }
  }
  for (const item of itemsOf(get(container, 'env'))) {
    const name = textOf(get(item, 'name'));
    if (!name) continue;
    const place = { source, start: item.start, end: item.end };
    const value = textOf(get(item, 'value'));
    if (value !== undefined) yield { name, value, why: `env ${name}`, place };
    for (const [field, kind] of [
      ['configMapKeyRef', 'ConfigMap'],
      ['secretKeyRef', 'Secret'],
    ]) {
      const reference = get(item, 'valueFrom', field);
      const id = `${kind}/${textOf(get(reference, 'name'))}`;
      const key = textOf(get(reference, 'key')) ?? '';
      const found = configs.get(id)?.get(key);
      if (found) {
        yield {
          name,
          value: found.value,
          why: `env ${name} from ${id}, ${key}`,
          place,
        };
      }
    }
  }
}

/** Replaces `$(NAME)` with the variable of that name. */
function* expand(variables: readonly Variable[]): Generator<Variable> {
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  for (const variable of variables) {
    const value = variable.value
      .slice(0, 4000)
      .replace(/\$\(([\w.-]+)\)/g, (whole, name) => values.get(name) ?? whole);
    yield { ...variable, value };
  }
}

function* inCommand(container: Tree, source: number): Generator<HostReference> {
  for (const field of ['command', 'args']) {
    const items = itemsOf(get(container, field));
    const words = items.flatMap(item =>
      (textOf(item) ?? '').slice(0, 4000).split(/\s+/),
    );
    const text = words.join(' ');
    const hosts = [
      ...hostsInCommand(words),
      ...[...text.matchAll(WAITING)].map(match => match[1]),
    ];
    for (const host of hosts) {
      yield {
        host,
        why: field === 'command' ? 'command' : 'arguments',
        place: {
          source,
          start: items[0].start,
          end: items[items.length - 1].end,
        },
        confidence: 0.9,
      };
    }
  }
}

/** Files of config maps: `nginx.conf`, `application.yml`. */
function* inVolumes(
  spec: Tree,
  configs: ReadonlyMap<string, Config>,
): Generator<HostReference> {
  for (const volume of itemsOf(get(spec, 'volumes'))) {
    const name = textOf(get(volume, 'configMap', 'name'));
    for (const [key, { value, place }] of configs.get(`ConfigMap/${name}`) ??
      []) {
      for (const { host } of hostsIn('', value)) {
        yield {
          host,
          why: `ConfigMap ${name}, ${key}`,
          place,
          confidence: 0.9,
        };
      }
    }
  }
}
