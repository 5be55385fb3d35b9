import { mockServices } from '@backstage/backend-test-utils';
import { createMeasurements } from '../__testUtils__/measurements';
import { createInstruments } from './instruments';
import { observeQueue } from './observeQueue';

describe('observeQueue', () => {
  it('asks the database seldom, and shows a gap when it does not answer', async () => {
    const { metrics, read } = createMeasurements();
    let now = 0;
    const getQueueDepth = jest
      .fn()
      .mockResolvedValueOnce({ queued: 3, running: 1, oldestSeconds: 40 })
      .mockRejectedValueOnce(new Error('no database'))
      .mockResolvedValue({ queued: 0, running: 0, oldestSeconds: 0 });
    const logger = mockServices.logger.mock();
    const end = observeQueue({
      store: { getQueueDepth },
      instruments: createInstruments(metrics),
      logger,
      now: () => now,
    });
    const waiting = async () =>
      (await read('infra_ai.queue.depth')).find(
        point => 'state' in point && point.state === 'queued',
      )?.value;

    // Two gauges, several scrapes, one question.
    expect(await waiting()).toBe(3);
    now = 4_999;
    expect(await waiting()).toBe(3);
    expect(await read('infra_ai.queue.oldest_age')).toEqual([{ value: 40 }]);
    expect(getQueueDepth).toHaveBeenCalledTimes(1);

    now = 5_000;
    expect(await waiting()).toBeNaN();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    now = 10_000;
    expect(await waiting()).toBe(0);
    end();
    now = 20_000;
    await waiting();
    expect(getQueueDepth).toHaveBeenCalledTimes(3);
  });
});
