import type { Prices } from './listPrices';

/** Tokens that were billed. */
export interface TokenCount {
  input: number;
  output: number;
}

/**
 * Cost of a call in US dollars, or undefined when no price of the model is known for that time.
 */
export function costUsd(
  prices: Prices,
  model: string,
  tokens: TokenCount,
  at: Date,
): number | undefined {
  const day = at.toISOString().slice(0, 10);
  const price = (Object.hasOwn(prices, model) ? prices[model] : [])
    .filter(period => (period.from ?? '') <= day)
    .sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''))
    .at(-1);
  return price
    ? (tokens.input * price.input + tokens.output * price.output) / 1_000_000
    : undefined;
}
