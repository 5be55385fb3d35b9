import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AnalysisStore } from '../database/AnalysisStore';
import type { QueueDepth } from '../database/types';
import type { Instruments } from './instruments';

/** Scrapes that come faster share an answer: however many there are, the database is asked this seldom. */
const CACHE_MS = 5_000;
/** A gap in a graph; to leave it out would show the last answer for ever. */
const UNKNOWN: QueueDepth = { queued: NaN, running: NaN, oldestSeconds: NaN };

/**
 * Shows the queue, as the database has it, to whoever scrapes. Every back end shows the same.
 *
 * @returns ends it
 */
export function observeQueue(options: {
  store: Pick<AnalysisStore, 'getQueueDepth'>;
  instruments: Pick<Instruments, 'queueDepth' | 'queueOldest'>;
  logger: LoggerService;
  now?: () => number;
}): () => void {
  const { store, instruments, logger, now = Date.now } = options;
  let cached: { until: number; depth: Promise<QueueDepth> };
  const read = () => {
    if (!cached || now() >= cached.until) {
      const depth = store.getQueueDepth().catch(error => {
        logger.warn('The queue could not be read for its metrics', error);
        return UNKNOWN;
      });
      cached = { until: now() + CACHE_MS, depth };
    }
    return cached.depth;
  };
  const observe = (
    gauge: Instruments['queueDepth'],
    callback: (
      depth: QueueDepth,
      observe: (value: number, attributes?: { state: string }) => void,
    ) => void,
  ) => {
    const onCollect: Parameters<typeof gauge.addCallback>[0] = async result => {
      callback(await read(), result.observe.bind(result));
    };
    gauge.addCallback(onCollect);
    return () => gauge.removeCallback(onCollect);
  };
  const ends = [
    observe(instruments.queueDepth, ({ queued, running }, value) => {
      value(queued, { state: 'queued' });
      value(running, { state: 'running' });
    }),
    observe(instruments.queueOldest, ({ oldestSeconds }, value) =>
      value(oldestSeconds),
    ),
  ];
  return () => ends.forEach(end => end());
}
