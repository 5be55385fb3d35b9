import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogState, locationOf } from './catalogEntities';
import { normalizeLocation, parsePlace } from './locations';

/** An entity whose repository or file is gone. */
export interface Orphan {
  ref: string;
  location: string;
  why: string;
}

/** What is known of the owners that were read. */
export interface KnownRepositories {
  host: string;
  /** Logins in small letters. */
  owners: Set<string>;
  /** By `owner/name` in small letters; `ignored` says why discovery leaves it out. */
  repositories: Map<string, { ignored?: string }>;
  /** Files that are there and were compared, in their normal form. */
  files: Set<string>;
  /** Files that discovery looked for, of which those that are not in `files` are not there. */
  expected: Set<string>;
}

/** Entities that have to be looked at once more, as nothing but GitHub knows whether their file is there. */
export interface OrphanSearch {
  orphans: Orphan[];
  /** By file: entities that another way than discovery brought, from a repository that is there. */
  elsewhere: Map<string, Entity[]>;
}

/** Finds entities of the owners' repositories that no file stands behind. */
export function findOrphans(
  catalog: CatalogState,
  known: KnownRepositories,
): OrphanSearch {
  const search: OrphanSearch = { orphans: [], elsewhere: new Map() };
  for (const [ref, entity] of catalog.byRef) {
    const isLocation = entity.kind === 'Location';
    const location =
      isLocation && typeof entity.spec?.target === 'string'
        ? entity.spec.target
        : locationOf(entity);
    const place = parsePlace(location);
    if (
      !place ||
      place.host !== known.host ||
      !known.owners.has(place.owner.toLowerCase())
    ) {
      continue;
    }
    const add = (why: string) => search.orphans.push({ ref, location, why });
    const name = `${place.owner}/${place.repo}`.toLowerCase();
    const repository = known.repositories.get(name);
    const file = normalizeLocation(location);
    if (!repository) {
      add('its repository is gone, or the token may not see it');
    } else if (isLocation) {
      // Discovery makes a location for each repository, with the file or without.
      continue;
    } else if (known.files.has(file)) {
      if (entity.metadata.annotations?.['backstage.io/orphan'] === 'true') {
        add('the catalog calls it an orphan: nothing refers to it any more');
      }
    } else if (known.expected.has(file)) {
      add('its file is gone');
    } else if (repository.ignored !== undefined) {
      add(`discovery leaves its repository out (${repository.ignored})`);
    } else {
      search.elsewhere.set(file, [
        ...(search.elsewhere.get(file) ?? []),
        entity,
      ]);
    }
  }
  return search;
}

/** As orphans, of entities whose file turned out to be gone. */
export function toOrphans(entities: Entity[], why: string): Orphan[] {
  return entities.map(entity => ({
    ref: stringifyEntityRef(entity),
    location: locationOf(entity),
    why,
  }));
}
