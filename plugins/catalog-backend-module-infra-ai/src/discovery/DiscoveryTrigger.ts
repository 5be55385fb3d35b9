import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsServiceCounter } from '@backstage/backend-plugin-api/alpha';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  PUBLISHED_EVENT_TOPIC,
  publishedEventSchema,
} from '@infra-ai/backstage-plugin-infra-ai-common';
import type { GithubProviderConfig } from '../config';
import { reasonNotCovered, suggestProvider } from './coverage';
import { toPushEvent } from './pushEvent';

/**
 * Makes GitHub discovery take up a published repository at once instead of at its next run. The location stays
 * discovery's own: nothing is registered, so nothing can conflict with it.
 */
export class DiscoveryTrigger {
  readonly #providers: GithubProviderConfig[];
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #published: MetricsServiceCounter;

  constructor(options: {
    providers: GithubProviderConfig[];
    events: EventsService;
    logger: LoggerService;
    /** Counts events by outcome. */
    published: MetricsServiceCounter;
  }) {
    this.#providers = options.providers;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#published = options.published;
  }

  async start(): Promise<void> {
    // Of a series that begins at one, Prometheus' `increase` never sees the one.
    for (const outcome of ['handed_over', 'not_covered']) {
      this.#published.add(0, { outcome });
    }
    await this.#events.subscribe({
      id: 'infra-ai-discovery',
      topics: [PUBLISHED_EVENT_TOPIC],
      onEvent: ({ eventPayload }) => this.#onPublished(eventPayload),
    });
  }

  async #onPublished(payload: unknown): Promise<void> {
    const event = publishedEventSchema.parse(payload);
    const { owner, repository, analysisId } = event;
    const meta = analysisId ? { analysisId } : undefined;
    const reasons = this.#providers.map(provider => ({
      id: provider.id,
      reason: reasonNotCovered(provider, event),
    }));
    if (reasons.every(({ reason }) => reason !== undefined)) {
      const list = reasons.map(({ id, reason }) => `${id} ${reason}`);
      this.#logger.warn(
        `${
          repository.htmlUrl
        } was published, but no discovery provider takes it${
          list.length > 0 ? ` (${list.join('; ')})` : ''
        }. Add ${suggestProvider(event)}`,
        meta,
      );
      this.#published.add(1, { outcome: 'not_covered' });
      return;
    }
    this.#logger.debug(
      `Handing the push to ${owner.login}/${repository.name} to discovery`,
      meta,
    );
    await this.#events.publish(toPushEvent(event));
    this.#published.add(1, { outcome: 'handed_over' });
  }
}
