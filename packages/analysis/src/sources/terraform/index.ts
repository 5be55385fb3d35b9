import type {
  Evidence,
  ModelWarning,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { Extraction, SourceText } from '../../source';
import { draw, type CloudResource, type Place } from '../cloud';
import { readFiles } from './files';
import { loadResources } from './load';
import { toModules } from './module';

/**
 * Reads a Terraform or OpenTofu configuration: all its files and folders at once, native syntax and JSON. Modules are
 * followed, so that what one makes and another uses becomes a relation.
 */
export function extractTerraform(sources: readonly SourceText[]): Extraction {
  const warnings: ModelWarning[] = [];
  const evidence = ({ source, start, end }: Place): Evidence =>
    sources[source].evidence(start, end);
  const files = readFiles(sources, warnings);
  const resources = loadResources(toModules(files), evidence, warnings);
  const { elements, relations } = draw(resources, evidence);
  return {
    format: 'terraform',
    ...systemOf(resources),
    elements,
    relations,
    warnings,
  };
}

/** The system that the resources' own tags name, when they agree. */
function systemOf(
  resources: readonly CloudResource[],
): Pick<Extraction, 'system'> {
  const names = new Set<string>();
  for (const { facts } of resources) {
    for (const { path, text } of facts) {
      if (
        /^(?:tags|labels)\.(?:system|backstage\.io\/system)$/.test(path) &&
        text
      )
        names.add(text);
    }
  }
  const [name] = names;
  return names.size === 1 && name.trim()
    ? { system: { name: name.trim().slice(0, 200) } }
    : {};
}
