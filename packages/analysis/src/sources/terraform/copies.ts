import type { CloudResource, Fact, Place, Reference } from '../cloud';

/** Folders of one system's environments, which make the same things. */
const ENVIRONMENT =
  /(?:^|\/)(?:dev|develop|development|test|testing|qa|uat|stage|staging|preprod|pre-prod|prod|production|live|sandbox|demo|nonprod|non-prod)(?:[-_/][^/]*)?\/|(?:^|\/)(?:env|envs|environments?|live|stacks?)\/[^/]+\//i;

/** The `services` that a module for a cluster is given run in it. */
export function withServices(
  cluster: Omit<CloudResource, 'facts'>,
  facts: readonly Fact[],
): CloudResource[] {
  const services = new Map<string, Fact[]>();
  const own: Fact[] = [];
  for (const fact of facts) {
    const [, name, path] = /^services\.([^.]+)\.(.+)$/.exec(fact.path) ?? [];
    if (name === undefined) {
      own.push(fact);
      continue;
    }
    const list = services.get(name) ?? [];
    list.push({ ...fact, path });
    services.set(name, list);
  }
  return [
    { ...cluster, facts: own },
    ...[...services].map(([name, settings]) => ({
      ...cluster,
      key: `${cluster.key}.services.${name}`,
      type: 'aws_ecs_service',
      label: name,
      address: `${cluster.address}.services["${name}"]`,
      place: settings[0].place,
      facts: [
        ...settings,
        {
          path: 'cluster',
          refs: [{ target: cluster.key }],
          place: cluster.place,
        },
      ],
    })),
  ];
}

/** What `for_each` makes several of stays one element, whose description says of what. */
export function withKeys(facts: Fact[], keys: string[], place: Place): Fact[] {
  if (
    !keys.length ||
    keys.length > 12 ||
    facts.some(({ path }) => path === 'description')
  )
    return facts;
  return [
    ...facts,
    {
      path: 'description',
      text: `One each for ${keys.join(', ')}`,
      refs: [],
      place,
    },
  ];
}

/**
 * Environments of one system make the same things from one module, or from copies of one file: each is one element. Two
 * resources are the same when their block is, reached by the same calls; or their address, type and label in folders
 * that are named as environments.
 */
export function withoutCopies(resources: CloudResource[]): CloudResource[] {
  const byIdentity = new Map<string, string>();
  const same = new Map<string, string>();
  const kept: CloudResource[] = [];
  for (const resource of resources) {
    const { key, address, type, place } = resource;
    const root = key.slice(0, key.indexOf(':'));
    const identities = [`${place.source} ${place.start} ${address}`];
    if (ENVIRONMENT.test(root)) identities.push(`${type} ${address}`);
    const known = identities
      .map(identity => byIdentity.get(identity))
      .find(Boolean);
    if (known !== undefined) {
      same.set(key, known);
      continue;
    }
    for (const identity of identities) byIdentity.set(identity, key);
    kept.push(resource);
  }
  if (!same.size) return kept;
  const rename = (ref: Reference): Reference => {
    const target = same.get(ref.target);
    return target ? { ...ref, target } : ref;
  };
  return kept.map(resource => ({
    ...resource,
    facts: resource.facts.map(fact => ({
      ...fact,
      refs: fact.refs.map(rename),
    })),
  }));
}
