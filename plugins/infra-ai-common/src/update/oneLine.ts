/** A longer value is told by its start. */
const MAX_LENGTH = 200;

/** A value of a field as it is shown in a list of changes. */
export function oneLine(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}
