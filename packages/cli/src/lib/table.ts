import pc from 'picocolors';

/** A row of cells; `isBad` shows it in red. */
export interface TableRow {
  cells: string[];
  isBad?: boolean;
}

/** Lines of a table with its columns aligned, under a dim heading. */
export function formatTable(headings: string[], rows: TableRow[]): string {
  const all = [headings, ...rows.map(({ cells }) => cells)];
  const widths = headings.map((_, column) =>
    Math.max(...all.map(cells => cells[column].length)),
  );
  const lines = all.map(cells =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  return [
    pc.dim(lines[0]),
    ...rows.map(({ isBad }, index) =>
      isBad ? pc.red(lines[index + 1]) : lines[index + 1],
    ),
  ].join('\n');
}
