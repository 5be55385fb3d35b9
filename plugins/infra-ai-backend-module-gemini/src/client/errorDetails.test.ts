import { isDailyQuota, retryDelayMs } from './errorDetails';

const now = Date.parse('2026-11-24T12:00:00Z');

describe('retryDelayMs', () => {
  it.each([
    [[{ retryDelay: '34.074824224s' }], '3', 34_075],
    [[{ retryDelay: '0s' }], undefined, 0],
    [[{ retryDelay: 'soon' }], '3', 3_000],
    [[], 'Tue, 24 Nov 2026 12:00:05 GMT', 5_000],
    [[], 'Tue, 24 Nov 2026 11:00:00 GMT', 0],
    [[], 'whenever', undefined],
    [[], undefined, undefined],
  ])('reads %j and %j', (details, header, delay) => {
    expect(retryDelayMs(details, header, now)).toBe(delay);
  });
});

describe('isDailyQuota', () => {
  it.each([
    [true, 'GenerateRequestsPerDayPerProjectPerModel-FreeTier'],
    [false, 'GenerateRequestsPerMinutePerProjectPerModel'],
  ])('is %s for %s', (expected, quotaId) => {
    expect(isDailyQuota([{}, { violations: [{ quotaId }] }])).toBe(expected);
  });

  it('does not fall over what it does not know', () => {
    const details = [{ violations: 'many' }, { violations: [null] }];
    expect(isDailyQuota(details as any)).toBe(false);
  });
});
