import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  locationSpecToLocationEntity,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import type { Clock } from '../github';
import {
  checkEntities,
  processingErrors,
  type EntityProgress,
} from './checkEntities';

const FIRST_POLL_MS = 100;
const SLOWEST_POLL_MS = 2_000;
const FACTOR = 1.15;
/** An entity may change hands while it is processed; one that still comes from elsewhere then is somebody else's. */
const FOREIGN_GRACE_MS = 10_000;

/** What to wait for and with what. */
export interface WaitOptions {
  entityRefs: string[];
  /** Where they must come from. */
  catalogInfoUrl?: string;
  timeoutMs: number;
  catalog: CatalogService;
  credentials: BackstageCredentials;
  logger: LoggerService;
  clock: Clock;
  signal?: AbortSignal;
}

/**
 * Returns once the catalog has all entities, from the given file, with the relations between them.
 *
 * @throws ConflictError when another place holds an entity of the same name
 * @throws NotFoundError after the time, with what is missing, what the catalog says is wrong, and the next step
 */
export async function waitForEntities(options: WaitOptions): Promise<void> {
  const { entityRefs, catalogInfoUrl, clock, logger, signal } = options;
  const started = clock.now();
  let interval = FIRST_POLL_MS;
  let lastReport = '';
  for (;;) {
    const progress = await look(options);
    const waited = clock.now() - started;
    if (isComplete(progress)) {
      logger.info(
        `All ${entityRefs.length} entities are in the catalog, after ${(
          waited / 1_000
        ).toFixed(1)} s`,
      );
      return;
    }
    if (progress.foreign.length > 0 && waited >= FOREIGN_GRACE_MS) {
      throw foreignError(progress, catalogInfoUrl);
    }
    if (waited >= options.timeoutMs) {
      throw progress.foreign.length > 0
        ? foreignError(progress, catalogInfoUrl)
        : await timeoutError(progress, options);
    }
    const report = describe(progress, entityRefs.length);
    if (report !== lastReport) {
      logger.info(report);
      lastReport = report;
    }
    await clock.sleep(interval, signal);
    interval = Math.min(interval * FACTOR, SLOWEST_POLL_MS);
  }
}

async function look(options: WaitOptions): Promise<EntityProgress> {
  const { entityRefs, catalogInfoUrl, catalog, credentials } = options;
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs },
    { credentials },
  );
  return checkEntities(entityRefs, items, catalogInfoUrl);
}

function isComplete({ missing, foreign, unrelated }: EntityProgress): boolean {
  return missing.length + foreign.length + unrelated.length === 0;
}

function describe(progress: EntityProgress, total: number): string {
  const { missing, unrelated } = progress;
  return missing.length > 0
    ? `${total - missing.length} of ${total} entities are in the catalog`
    : `All ${total} entities are in the catalog, ${unrelated.length} without all their relations`;
}

function foreignError(
  { foreign }: EntityProgress,
  catalogInfoUrl: string | undefined,
): Error {
  const list = foreign.map(({ ref, location }) => `${ref} (from ${location})`);
  return new ConflictError(
    `The repository is published, but the catalog has other entities of the same name: ${list.join(
      ', ',
    )}. Rename them in ${catalogInfoUrl}, or remove the others from the catalog`,
  );
}

async function timeoutError(
  progress: EntityProgress,
  options: WaitOptions,
): Promise<Error> {
  const { missing, unrelated } = progress;
  const waited = `${options.timeoutMs / 1_000} s`;
  const what =
    missing.length > 0
      ? `the catalog has not got ${missing.join(', ')}`
      : `the relations of ${unrelated.join(', ')} are not complete`;
  const { found, errors } = await inspectLocation(options);
  const all = [...errors, ...progress.errors];
  const why =
    all.length > 0
      ? `The catalog reports: ${all
          .map(({ ref, message }) => `${ref}: ${message}`)
          .join('; ')}. Correct that in ${options.catalogInfoUrl}`
      : nextStep(found, options.catalogInfoUrl);
  return new NotFoundError(
    `The repository is published, but after ${waited} ${what}. ${why}`,
  );
}

function nextStep(
  locationFound: boolean | undefined,
  catalogInfoUrl: string | undefined,
): string {
  if (locationFound === false) {
    const { host, pathname } = new URL(catalogInfoUrl!);
    const owner = pathname.split('/')[1];
    return `Discovery has not found ${catalogInfoUrl}: check that catalog.providers.github has an entry with "organization: ${owner}" and "host: ${host}" whose filters let the repository pass; the log of the back end says which one is missing`;
  }
  return 'The catalog is still at work or you may not see the entities: check the kinds that catalog.rules allows, and look again in a minute';
}

/** What the catalog made of the file itself. */
async function inspectLocation(options: WaitOptions): Promise<{
  found?: boolean;
  errors: EntityProgress['errors'];
}> {
  const { catalogInfoUrl, catalog, credentials } = options;
  if (!catalogInfoUrl) {
    return { errors: [] };
  }
  const location = await catalog.getEntityByRef(
    stringifyEntityRef(
      locationSpecToLocationEntity({
        location: { type: 'url', target: catalogInfoUrl },
      }),
    ),
    { credentials },
  );
  return {
    found: location !== undefined,
    errors: location ? processingErrors(location) : [],
  };
}
