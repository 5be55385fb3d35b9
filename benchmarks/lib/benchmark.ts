/** A measurement: says what it does on stderr, answers with what goes to stdout. */
export type Benchmark = (options: { runs: number }) => Promise<{
  text: string;
  json: unknown;
}>;
