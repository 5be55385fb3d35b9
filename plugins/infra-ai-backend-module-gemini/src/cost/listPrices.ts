/**
 * What a million tokens cost from a day on.
 */
export interface PricePeriod {
  /** First day (UTC) of the price, `YYYY-MM-DD`; left out: always. */
  from?: string;
  /** US dollars per million input tokens. */
  input: number;
  /** US dollars per million output tokens; thinking is output. */
  output: number;
}

/** Prices by model id. */
export type Prices = Record<string, PricePeriod[]>;

/**
 * List prices of the Gemini API (paid tier, standard requests, no caching discount), as known on 2026-11-24; they are
 * published at https://ai.google.dev/gemini-api/docs/pricing. A model that is not here has no cost shown: a guess would
 * look like a bill. Configure `infraAi.gemini.prices` for others.
 */
export const listPrices: Prices = {
  'gemini-3.8-flash': [
    { input: 0.75, output: 3.75 },
    { from: '2027-01-01', input: 1.5, output: 7.5 },
  ],
  'gemini-3.5-flash-lite': [{ input: 0.3, output: 2.5 }],
};
