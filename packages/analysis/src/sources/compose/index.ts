import type { Evidence } from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Extraction, FoundElement, SourceText } from '../../source';
import { classify, type Classification } from '../containers/classify';
import { readProject } from './project';
import { hostsIn, hostsInCommand } from '../containers/hosts';
import type { Place, Reference, Service } from './service';

export { isCompose } from './detect';

const LABEL = 'backstage.io/';
const JOB_COMMAND =
  /(^|[\s/:_-])(migrate|migrations?|seed|db:(migrate|seed|setup)|upgrade head|createbuckets?|mc (alias|mb))([\s_-]|$)/i;

/**
 * Reads compose files of one folder: services become components and resources, and everything by which one service
 * names another (`depends_on`, links, environment, command) becomes a relation.
 */
export function extractCompose(
  sources: readonly SourceText[],
  envFiles: ReadonlyMap<string, string> = new Map(),
): Extraction {
  const project = readProject(sources, envFiles);
  const services = [...project.services.values()];
  const evidence = (place: Place): Evidence =>
    sources[place.file].evidence(place.start, place.end);

  const classes = new Map<Service, Classification>();
  const elements = services.map(service => {
    const classification = classify({
      name: service.name,
      image: service.image,
      build: service.build,
      ports: service.ownPorts,
      hasPorts: service.ports > 0,
      isJob: isJob(service),
    });
    classes.set(service, classification);
    return toElement(service, classification, evidence(service.place));
  });

  const hosts = hostTable(services);
  const relations = new Map<
    string,
    { from: Service; to: Service; references: Reference[] }
  >();
  const relate = (from: Service, to: Service, reference: Reference) => {
    if (from === to) return;
    const key = `${from.name}\n${to.name}`;
    const relation = relations.get(key) ?? { from, to, references: [] };
    relation.references.push(reference);
    relations.set(key, relation);
  };
  for (const service of services) {
    for (const reference of referencesOf(service)) {
      const target = hosts.get(
        (
          service.linkAliases.get(reference.host) ?? reference.host
        ).toLowerCase(),
      );
      if (target) relate(service, target, reference);
      else if (reference.why === 'depends_on') {
        project.warnings.push({
          message: `"${service.name}" depends on "${reference.host.slice(
            0,
            100,
          )}", which is not a service of these files.`,
          evidence: evidence(reference.place),
        });
      }
    }
  }
  const found = [...relations.values()].map(({ from, to, references }) => ({
    from: from.name,
    to: to.name,
    type: 'dependsOn' as const,
    description: [...new Set(references.map(({ why }) => why))]
      .join(', ')
      .slice(0, 400),
    evidence: dedupe(references.map(({ place }) => evidence(place))).slice(
      0,
      20,
    ),
    confidence: Math.max(...references.map(({ confidence }) => confidence)),
  }));

  return {
    format: 'docker-compose',
    system: project.name ? { name: project.name } : undefined,
    elements,
    relations: [
      ...found,
      ...ownStores(services, classes, found, evidence),
      ...routedByLabels(services, classes, found, evidence),
    ],
    warnings: project.warnings,
  };
}

function dedupe(list: Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return list.filter(item => {
    const key = JSON.stringify(item);
    return !seen.has(key) && seen.add(key);
  });
}

function isJob(service: Service): boolean {
  return (
    (service.restart === 'no' && service.profiles.length > 0) ||
    JOB_COMMAND.test(lastCommand(service.command.join(' ')))
  );
}

/** Of `migrate && serve` what goes on running. */
function lastCommand(command: string): string {
  return (
    command
      .slice(0, 10_000)
      .split(/&&|;|\n/)
      .filter(part => !/^\W*(?:exit|echo|true)?\b[\s\d"')]*$/.test(part))
      .pop() ?? ''
  );
}

function toElement(
  service: Service,
  classification: Classification,
  place: Evidence,
): FoundElement {
  const label = (name: string) =>
    service.labels.get(`${LABEL}${name}`)?.trim() || undefined;
  const tags = label('tags')
    ?.split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 20);
  return {
    key: service.name,
    name: service.name.slice(0, 200),
    kind: classification.kind,
    type: label('type') ?? classification.type,
    title:
      label('title') ?? service.labels.get('org.opencontainers.image.title'),
    description:
      label('description') ??
      service.labels.get('org.opencontainers.image.description'),
    technology: classification.technology,
    owner: label('owner'),
    lifecycle: label('lifecycle'),
    tags,
    evidence: [place],
    confidence: classification.confidence,
  };
}

/** Every name by which a service can be reached inside the project. */
function hostTable(services: readonly Service[]): Map<string, Service> {
  const table = new Map<string, Service>();
  for (const service of services)
    table.set(service.name.toLowerCase(), service);
  for (const service of services) {
    for (const host of service.hostNames) {
      const key = host.toLowerCase();
      if (key && !table.has(key)) table.set(key, service);
    }
  }
  return table;
}

function* referencesOf(service: Service): Generator<Reference> {
  yield* service.references;
  for (const [name, { value, place }] of service.environment) {
    for (const { host } of hostsIn(name, value)) {
      yield { host, why: `environment ${name}`, place, confidence: 0.95 };
    }
  }
  for (const host of hostsInCommand(service.command)) {
    yield {
      host,
      why: 'command',
      place: service.commandPlace ?? service.place,
      confidence: 0.9,
    };
  }
  const upstream = service.labels.get('backstage.io/depends-on');
  for (const ref of upstream?.split(/[\s,]+/).filter(Boolean) ?? []) {
    yield {
      host: ref.replace(/^.*[:/]/, ''),
      why: 'label backstage.io/depends-on',
      place: service.place,
      confidence: 1,
    };
  }
}

/** Labels by which a proxy finds the services that it passes requests to. */
const ROUTED =
  /^(?:traefik\.(?:enable$|(?:http|tcp|udp)\.(?:routers|services)\.|frontend\.rule$|port$)|caddy(?:_\d+)?(?:\.|$))/;

/** A proxy that reads its routes from labels depends on the services that carry them. */
function routedByLabels(
  services: readonly Service[],
  classes: ReadonlyMap<Service, Classification>,
  found: Extraction['relations'],
  evidence: (place: Place) => Evidence,
): Extraction['relations'] {
  const known = new Set(found.map(({ from, to }) => `${from}\n${to}`));
  const proxies = ['Traefik', 'Caddy'].map(product =>
    services.filter(service => classes.get(service)?.technology === product),
  );
  return services.flatMap(service => {
    const label = [...service.labels].find(
      ([name, value]) => ROUTED.test(name) && value !== 'false',
    )?.[0];
    if (!label || service.labels.get('traefik.enable') === 'false') return [];
    const [proxy, second] = proxies[label.startsWith('caddy') ? 1 : 0];
    // of two proxies the labels do not say which one reads them
    if (!proxy || second || proxy === service) return [];
    if (
      known.has(`${proxy.name}\n${service.name}`) ||
      known.has(`${service.name}\n${proxy.name}`)
    )
      return [];
    return [
      {
        from: proxy.name,
        to: service.name,
        type: 'dependsOn' as const,
        description: `label ${label}`.slice(0, 300),
        evidence: [evidence(service.place)],
        confidence: 0.9,
      },
    ];
  });
}

/** `accounts-service` and `accounts-mongodb`, which nothing else names: the store of that service, by its name. */
function ownStores(
  services: readonly Service[],
  classes: ReadonlyMap<Service, Classification>,
  found: Extraction['relations'],
  evidence: (place: Place) => Evidence,
): Extraction['relations'] {
  const reached = new Set(found.map(relation => relation.to));
  const stem = (name: string) => /^(.+?)[-_][^-_]+$/.exec(name)?.[1];
  const byStem = new Map<string, Service>();
  for (const service of services) {
    const own = stem(service.name);
    if (own && classes.get(service)?.kind === 'component' && !byStem.has(own)) {
      byStem.set(own, service);
    }
  }
  return services.flatMap(store => {
    if (classes.get(store)?.kind !== 'resource' || reached.has(store.name)) {
      return [];
    }
    const own = stem(store.name);
    const user = own ? byStem.get(own) : undefined;
    if (!user) return [];
    const shared = [...store.variables].find(name => user.variables.has(name));
    if (!shared) return [];
    return [
      {
        from: user.name,
        to: store.name,
        type: 'dependsOn' as const,
        evidence: [
          {
            kind: 'inferred' as const,
            why: `Both are named "${own}-…" and share the variable ${shared}`,
          },
          evidence(store.place),
        ],
        confidence: 0.6,
      },
    ];
  });
}
