import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { parse } from 'yaml';

/**
 * The templates of a folder as entities.
 *
 * @param location - what the entities name as their origin, `type:target`
 */
export async function readTemplates(
  folder: string,
  location: string,
): Promise<Entity[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
  return Promise.all(
    names.sort().map(async name => {
      const entity: Entity = parse(await readFile(join(folder, name), 'utf8'));
      // What a provider emits is not subject to catalog.rules.
      if (entity.kind !== 'Template') {
        throw new Error(`${name} is not a template but a ${entity.kind}`);
      }
      return {
        ...entity,
        metadata: {
          ...entity.metadata,
          annotations: {
            ...entity.metadata.annotations,
            [ANNOTATION_LOCATION]: location,
            [ANNOTATION_ORIGIN_LOCATION]: location,
          },
        },
      };
    }),
  );
}
