import { costUsd } from './cost';
import { listPrices } from './listPrices';

const tokens = { input: 1_000_000, output: 1_000_000 };
const at = (day: string) => new Date(`${day}T00:00:00Z`);

describe('costUsd', () => {
  it.each([
    ['gemini-3.8-flash', '2026-12-31', 4.5],
    ['gemini-3.8-flash', '2027-01-01', 9],
    ['gemini-3.8-flash', '2028-06-01', 9],
    ['gemini-3.5-flash-lite', '2026-11-24', 2.8],
  ])('of %s on %s', (model, day, cost) => {
    expect(costUsd(listPrices, model, tokens, at(day))).toBeCloseTo(cost, 10);
  });

  it('is unknown without a price', () => {
    const prices = { later: [{ from: '2027-01-01', input: 1, output: 1 }] };
    const day = at('2026-11-24');
    expect(costUsd(prices, 'unknown', tokens, day)).toBeUndefined();
    expect(costUsd(prices, 'toString', tokens, day)).toBeUndefined();
    expect(costUsd(prices, 'later', tokens, day)).toBeUndefined();
  });
});
