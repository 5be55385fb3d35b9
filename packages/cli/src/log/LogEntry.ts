/** How bad it is, worst first. */
export const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** Winston's and PostgreSQL's other levels are mapped to the nearest of these. */
export type Level = (typeof LEVELS)[number];

/** Something that a service wrote, with the lines that belong to it, as a stack trace does. */
export interface LogEntry {
  /** Milliseconds since the epoch; of the entry before it where it has none of its own, else of the file. */
  time: number;
  service: string;
  level: Level;
  plugin?: string;
  message: string;
  /** What was logged beside the message. */
  fields: Record<string, unknown>;
  /** Lines behind the first, as they were written. */
  more: string[];
}

/** Whether an entry is at least as bad as a level. */
export function isAtLeast(
  { level }: Pick<LogEntry, 'level'>,
  least: Level,
): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(least);
}
