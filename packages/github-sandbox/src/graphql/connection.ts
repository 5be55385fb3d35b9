import { graphqlError } from './errors';

export interface ConnectionArgs {
  first?: number | null;
  after?: string | null;
}

/** One page of a list in Relay's form. */
export function connection<T, N>(
  field: string,
  items: T[],
  args: ConnectionArgs,
  toNode: (item: T) => N,
) {
  const { first } = args;
  if (first === undefined || first === null) {
    throw graphqlError(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`,
    );
  }
  if (first < 0 || first > 100) {
    throw graphqlError(
      'EXCESSIVE_PAGINATION',
      `Requesting ${first} records on the \`${field}\` connection exceeds the \`first\` limit of 100 records.`,
    );
  }
  const start = args.after ? decodeCursor(args.after) : 0;
  const page = items.slice(start, start + first);
  const end = start + page.length;
  return {
    nodes: page.map(toNode),
    totalCount: items.length,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: page.length > 0 ? encodeCursor(start + 1) : null,
      endCursor: page.length > 0 ? encodeCursor(end) : null,
    },
  };
}

function encodeCursor(position: number): string {
  return Buffer.from(`cursor:v2:${position}`).toString('base64');
}

function decodeCursor(cursor: string): number {
  const match = /^cursor:v2:(\d+)$/.exec(
    Buffer.from(cursor, 'base64').toString('utf8'),
  );
  if (!match) {
    throw graphqlError(
      'UNPROCESSABLE',
      `\`${cursor}\` does not appear to be a valid cursor.`,
    );
  }
  return Number(match[1]);
}
