/** Order statistics of measured durations, in seconds. */
export interface Summary {
  runs: number;
  median: number;
  p95: number;
  max: number;
}

/** Summarizes durations in milliseconds; percentiles by nearest rank. */
export function summarize(milliseconds: number[]): Summary {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (fraction: number) =>
    round(sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] / 1000);
  return { runs: sorted.length, median: at(0.5), p95: at(0.95), max: at(1) };
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Lines up columns for a terminal. */
export function table(rows: Array<Array<string | number>>): string {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => String(row[column]).length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column === 0
            ? String(cell).padEnd(widths[column])
            : String(cell).padStart(widths[column]),
        )
        .join('  '),
    )
    .join('\n');
}
