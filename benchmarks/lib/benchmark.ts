/** A measurement: says what it does on stderr, answers with what goes to stdout. */
export type Benchmark = (options: {
  runs: number;
  /** Folder of cases whose pictures are read. */
  pictures?: string;
}) => Promise<{
  text: string;
  json: unknown;
}>;
