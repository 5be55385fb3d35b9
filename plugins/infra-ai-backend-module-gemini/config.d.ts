import type { HumanDuration } from '@backstage/types';

export interface Config {
  infraAi?: {
    /** The Gemini analyzer. */
    gemini?: {
      /**
       * Key of the Gemini API. Without it, and without the environment variable `GEMINI_API_KEY`, the analyzer is not
       * registered.
       *
       * @visibility secret
       */
      apiKey?: string;
      /**
       * Id of the model, as in the Gemini API. Default: `gemini-3.8-flash`.
       */
      model?: string;
      /**
       * Origin of the API, for a proxy or a stand-in. Default: `https://generativelanguage.googleapis.com`.
       */
      baseUrl?: string;
      /**
       * Longest time for one analysis with all its retries, e.g. `90s` or `{ minutes: 2 }`. Default: 3 minutes.
       */
      timeout?: HumanDuration | string;
      /**
       * Most tokens that the model may write in one answer, its thinking included. Default: 32768.
       */
      maxOutputTokens?: number;
      /**
       * Prices in US dollars per million tokens. A model that is listed here loses its built-in prices. A list, because
       * a model's id has dots, which keys of the configuration may not have.
       */
      prices?: Array<{
        /** Id of the model. */
        model: string;
        /** First day (UTC) of the price, e.g. `2027-01-01`; left out: always. */
        from?: string;
        /** Dollars per million input tokens. */
        input: number;
        /** Dollars per million output tokens. */
        output: number;
      }>;
    };
  };
}
