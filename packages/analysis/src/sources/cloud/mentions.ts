import type { ResourceGraph } from './graph';
import type { CloudResource, Fact, Place } from './model';
import { deployedName } from './names';
import type { ElementRule } from './rules';

/** Settings that hold what the program reads: environment, arguments, application settings. */
const PROGRAM =
  /(?:^|\.)(?:env|environment|environment_variables|env_vars|variables|app_settings|site_config|args|command|container_definitions|secrets|secret|connection_string|config|settings|policy|user_data|value|iam_role_statements|statements|policies)(?:\.|$)/;
/** `arn:aws:sqs:…:name`, `https://host…`, `jdbc:…//host:port/…` */
const HOST = /(?:(?<!\/)\/\/|@)([a-z0-9][a-z0-9.-]*)/gi;
/** Settings whose value is a name that the program gives, not that of what it calls. */
const OWN_NAME = /(?:^|\.)(?:name|key|secret_name|container_name|family)$/;
/** Settings whose value may be a plain word and still the name of a resource. */
const NAMING =
  /table|queue|bucket|topic|host|ur[il]|endpoint|arn|stream|bus|function|server|addr|cluster|domain|broker|resource/i;
const MIN_NAME = 4;
const MAX_TEXT = 8000;

/** A mention of another element by its deployed name. */
export interface Mention {
  from: string;
  to: string;
  path: string;
  place: Place;
}

/** Finds settings of programs whose text, not a reference, names another element. */
export function* mentions(
  graph: ResourceGraph,
  drawn: ReadonlyMap<string, ElementRule>,
): Generator<Mention> {
  const { resources } = graph;
  const byName = new Map<string, string | undefined>();
  for (const resource of resources) {
    if (!drawn.has(resource.key)) continue;
    const name = deployedName(resource)?.toLowerCase();
    if (!name || name.length < MIN_NAME) continue;
    // a name that two have names neither
    byName.set(name, byName.has(name) ? undefined : resource.key);
  }
  if (!byName.size) return;
  for (const resource of resources) {
    const rule = drawn.get(resource.key);
    if (rule?.kind !== 'component') continue;
    for (const { path, text: known, hint, place } of settingsOf(
      graph,
      resource,
    )) {
      const text = known ?? hint;
      if (!text || text.length > MAX_TEXT) continue;
      if (!PROGRAM.test(path) || OWN_NAME.test(path)) continue;
      for (const name of namesIn(text.toLowerCase())) {
        const to = byName.get(name);
        if (!to || to === resource.key) continue;
        if (/[-_.:/]/.test(text) || NAMING.test(path)) {
          yield { from: resource.key, to, path, place };
        }
      }
    }
  }
}

/** Templates of what runs, apart from the resource that runs it. */
const PROGRAM_TEMPLATE =
  /(?:task_definition|launch_template|launch_configuration|instance_template|config_map(?:_v1)?)$/;

/** Settings of a resource and of the template that it runs. */
function* settingsOf(
  graph: ResourceGraph,
  resource: CloudResource,
): Generator<Fact> {
  yield* resource.facts;
  const seen = new Set<string>();
  for (const { refs } of resource.facts) {
    for (const { target } of refs) {
      const template = graph.byKey.get(target);
      if (!template || seen.has(target)) continue;
      seen.add(target);
      if (PROGRAM_TEMPLATE.test(template.type)) yield* template.facts;
    }
  }
}

function namesIn(text: string): Set<string> {
  const names = new Set([text]);
  if (text.startsWith('arn:')) {
    const last = text.split(':').pop()!;
    names.add(last.replace(/^table\//, '').replace(/\/\*?$/, ''));
  }
  for (const [, host] of text.matchAll(HOST)) {
    names.add(host);
    names.add(host.split('.')[0]);
  }
  return names;
}
