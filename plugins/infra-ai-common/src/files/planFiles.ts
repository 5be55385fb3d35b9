import type { Entity } from '@backstage/catalog-model';
import { stringify } from 'yaml';
import {
  entitiesToYaml,
  toEntities,
  type EntityMapping,
  type ToEntitiesOptions,
} from '../entities';
import type { InfrastructureModel } from '../model';
import { toReadme } from './readme';

/** A text file of a repository; `path` is relative, with `/`. @public */
export interface PlannedFile {
  path: string;
  content: string;
}

/** @public */
export interface FilePlan extends EntityMapping {
  files: PlannedFile[];
}

/** Name of the file that the catalog reads. @public */
export const CATALOG_FILE = 'catalog-info.yaml';

/**
 * The files that publishing a model writes: `catalog-info.yaml`, a README with a diagram and, with `techdocs`, the
 * pages TechDocs builds. Pure: the same model and options give the same bytes.
 *
 * @public
 */
export function planFiles(
  model: InfrastructureModel,
  options: ToEntitiesOptions,
): FilePlan {
  const mapping = toEntities(model, options);
  const readme = toReadme(model, mapping);
  const files = [
    { path: CATALOG_FILE, content: entitiesToYaml(mapping.entities) },
    { path: 'README.md', content: readme },
  ];
  if (options.techdocs) {
    files.push(
      { path: 'docs/index.md', content: readme },
      { path: 'mkdocs.yml', content: mkdocs(mapping.entities[0]) },
    );
  }
  return { ...mapping, files };
}

function mkdocs(system: Entity): string {
  return stringify({
    site_name: system.metadata.title ?? system.metadata.name,
    nav: [{ Overview: 'index.md' }],
    plugins: ['techdocs-core'],
  });
}
