import { GeminiFailure } from './GeminiFailure';
import { withRetries, type RetryOptions } from './retry';

const overloaded = (retryAfterMs?: number) =>
  new GeminiFailure('unavailable', 'Overloaded', 'Wait', { retryAfterMs });

function setUp(more: Partial<RetryOptions> = {}) {
  const waits: number[] = [];
  let now = 0;
  const options: RetryOptions = {
    policy: { maxAttempts: 6, baseDelayMs: 1_000, maxDelayMs: 4_000 },
    signal: new AbortController().signal,
    deadline: 1_000_000,
    now: () => now,
    random: () => 1,
    sleep: async ms => {
      waits.push(ms);
      now += ms;
    },
    onRetry: jest.fn(),
    ...more,
  };
  return { options, waits };
}

describe('withRetries', () => {
  it('waits twice as long each time, up to the longest wait', async () => {
    const { options, waits } = setUp();
    await expect(
      withRetries(() => Promise.reject(overloaded()), options),
    ).rejects.toThrow('Overloaded');
    expect(waits).toEqual([1_000, 2_000, 4_000, 4_000, 4_000]);
  });

  it('spreads the callers over half of the wait', async () => {
    const { options, waits } = setUp({ random: () => 0 });
    await expect(
      withRetries(() => Promise.reject(overloaded()), options),
    ).rejects.toThrow('Overloaded');
    expect(waits).toEqual([500, 1_000, 2_000, 2_000, 2_000]);
  });

  it('never comes back before the time the API asked for', async () => {
    const { options, waits } = setUp({ random: () => 0 });
    const call = jest
      .fn()
      .mockRejectedValueOnce(overloaded(60_000))
      .mockResolvedValue('answer');
    await expect(withRetries(call, options)).resolves.toBe('answer');
    expect(waits).toEqual([60_000]);
  });

  it('stops when the next wait would outlast the deadline', async () => {
    const { options, waits } = setUp({ deadline: 3_500 });
    await expect(
      withRetries(() => Promise.reject(overloaded()), options),
    ).rejects.toThrow('Overloaded');
    expect(waits).toEqual([1_000, 2_000]);
  });

  it.each(['bad-key', 'daily-quota', 'blocked', 'too-long'] as const)(
    'does not repeat a call that failed for %s',
    async reason => {
      const { options } = setUp();
      const call = jest
        .fn()
        .mockRejectedValue(new GeminiFailure(reason, 'No', 'Stop'));
      await expect(withRetries(call, options)).rejects.toThrow('No');
      expect(call).toHaveBeenCalledTimes(1);
    },
  );

  it('does not repeat a call that failed for a bug of ours', async () => {
    const { options } = setUp();
    const call = jest.fn().mockRejectedValue(new TypeError('x is not a'));
    await expect(withRetries(call, options)).rejects.toThrow(TypeError);
    expect(call).toHaveBeenCalledTimes(1);
  });
});
