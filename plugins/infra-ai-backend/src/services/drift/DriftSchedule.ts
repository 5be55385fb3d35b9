import { createHash } from 'node:crypto';
import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import {
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_ANALYSIS_ID,
  type DriftChange,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { DriftStore } from '../../database/DriftStore';
import type { EntitySource, EntitySources } from '../entities/EntitySources';
import type { Notifier } from '../Notifier';
import type { DriftService } from './DriftService';

const PAGE = 500;

/**
 * Checks on a schedule every system that came out of an analysis, one after the other, and tells its owner of differences
 * that the owner has not been told of.
 */
export class DriftSchedule {
  readonly #store: DriftStore;
  readonly #drift: DriftService;
  readonly #sources: EntitySources;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #notifier: Notifier;
  readonly #logger: LoggerService;

  constructor(options: {
    store: DriftStore;
    drift: DriftService;
    sources: EntitySources;
    catalog: CatalogService;
    auth: AuthService;
    notifier: Notifier;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#drift = options.drift;
    this.#sources = options.sources;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#notifier = options.notifier;
    this.#logger = options.logger;
  }

  /** Of several back ends one runs each round. */
  async register(
    scheduler: SchedulerService,
    schedule: SchedulerServiceTaskScheduleDefinition,
  ): Promise<void> {
    await scheduler.scheduleTask({
      ...schedule,
      id: 'infra-ai-drift',
      fn: signal => this.run(signal),
    });
  }

  async run(signal: AbortSignal): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const refs = await this.#systems(credentials);
    this.#logger.info(`Compares ${refs.length} systems with repositories`);
    for (const ref of refs) {
      if (signal.aborted) {
        return;
      }
      await this.#check(ref, credentials).catch(error =>
        this.#logger.warn(`Drift check of ${ref} could not be made`, error),
      );
    }
  }

  async #systems(credentials: BackstageCredentials): Promise<string[]> {
    const refs: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, pageInfo } = await this.#catalog.queryEntities(
        cursor
          ? { cursor, limit: PAGE }
          : {
              query: {
                $all: [
                  { kind: 'system' },
                  {
                    [`metadata.annotations.${ANNOTATION_ANALYSIS_ID}`]: {
                      $exists: true,
                    },
                  },
                ],
              },
              fields: ['kind', 'metadata.namespace', 'metadata.name'],
              limit: PAGE,
            },
        { credentials },
      );
      refs.push(...items.map(entity => stringifyEntityRef(entity)));
      cursor = pageInfo.nextCursor;
    } while (cursor);
    return refs;
  }

  async #check(ref: string, credentials: BackstageCredentials): Promise<void> {
    const source = await this.#sources.find(ref, credentials);
    const { done } = await this.#drift.start(source, credentials, {
      keepAnalysis: false,
    });
    const record = await done;
    if (record?.state === 'in-sync') {
      // What comes again after it was settled is news again.
      await this.#store.announce(record.entityRef, null);
    } else if (record?.state === 'drifted' && record.changes) {
      await this.#tell(source, record.changes);
    }
  }

  async #tell(source: EntitySource, changes: DriftChange[]): Promise<void> {
    const { entity, entityRef, owner } = source;
    if (
      !owner ||
      !(await this.#store.announce(entityRef, differencesOf(changes)))
    ) {
      return;
    }
    const { kind, namespace, name } = getCompoundEntityRef(entity);
    const title = entity.metadata.title ?? name;
    const path = [namespace, kind.toLocaleLowerCase('en-US'), name]
      .map(encodeURIComponent)
      .join('/');
    await this.#notifier.send({
      to: [owner],
      title: `${title} differs from its repository`,
      description: describe(changes),
      link: `/catalog/${path}/infrastructure`,
      topic: 'infra-ai-drift',
      scope: `infra-ai-drift:${entityRef}`,
    });
  }
}

/** The same differences have the same hash, wherever in its file a thing has moved to. */
function differencesOf(changes: DriftChange[]): string {
  const lines = changes
    .map(({ kind, entityRef, relation, fields }) =>
      JSON.stringify([kind, entityRef, relation ?? null, fields ?? null]),
    )
    .sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function describe(changes: DriftChange[]): string {
  const count = (kind: DriftChange['kind']) =>
    changes.filter(change => change.kind === kind).length;
  return [
    [count('added'), 'not in the catalog'],
    [count('changed'), 'changed'],
    [count('removed'), 'no longer in the repository'],
  ]
    .filter(([number]) => number)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ');
}
