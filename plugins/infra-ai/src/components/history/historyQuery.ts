import type {
  AnalysisInput,
  AnalysisState,
  ListAnalysesQuery,
} from '@infra-ai/backstage-plugin-infra-ai-common';

export const STATES = [
  'queued',
  'running',
  'completed',
  'failed',
  'cancelled',
] as const satisfies readonly AnalysisState[];

export const INPUT_KINDS = [
  'text',
  'image',
  'files',
] as const satisfies readonly AnalysisInput['kind'][];

/** Columns that can be sorted by; a column's id is what the API calls it. */
export const SORTS = ['createdAt', 'name', 'state', 'elementCount'] as const;
const ORDERS = ['desc', 'asc'] as const;
export const PAGE_SIZES = [10, 20, 50];
const DEFAULT_ROWS = 20;

/** What of the history is shown. */
export interface HistoryQuery {
  search: string;
  state?: AnalysisState;
  inputKind?: AnalysisInput['kind'];
  /** Id of an analyzer. */
  analyzer?: string;
  published?: boolean;
  mine: boolean;
  sort: (typeof SORTS)[number];
  order: (typeof ORDERS)[number];
  /** From 1. */
  page: number;
  rows: number;
}

/** Reads the address; what makes no sense there is left out. */
export function readHistoryQuery(params: URLSearchParams): HistoryQuery {
  const oneOf = <T extends string>(name: string, values: readonly T[]) =>
    values.find(value => value === params.get(name));
  const published = oneOf('published', ['yes', 'no']);
  const page = Math.floor(Number(params.get('page')));
  const rows = Number(params.get('rows'));
  return {
    search: (params.get('search') ?? '').slice(0, 200),
    state: oneOf('state', STATES),
    inputKind: oneOf('input', INPUT_KINDS),
    analyzer: params.get('analyzer')?.slice(0, 100) || undefined,
    published: published && published === 'yes',
    mine: params.get('author') === 'me',
    sort: oneOf('sort', SORTS) ?? 'createdAt',
    order: oneOf('order', ORDERS) ?? 'desc',
    page: page >= 1 && page <= 10_000 ? page : 1,
    rows: PAGE_SIZES.includes(rows) ? rows : DEFAULT_ROWS,
  };
}

/** The parameters of the address, without those that say what is so anyway. */
export function writeHistoryQuery(query: HistoryQuery): Record<string, string> {
  const { published, page, rows, sort, order } = query;
  const values = {
    search: query.search,
    state: query.state,
    input: query.inputKind,
    analyzer: query.analyzer,
    published: published === undefined ? undefined : yesOrNo(published),
    author: query.mine ? 'me' : undefined,
    sort: sort === 'createdAt' ? undefined : sort,
    order: order === 'desc' ? undefined : order,
    page: page === 1 ? undefined : String(page),
    rows: rows === DEFAULT_ROWS ? undefined : String(rows),
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] =>
      Boolean(entry[1]),
    ),
  );
}

/** The same as the API has it. */
export function toListQuery(query: HistoryQuery): ListAnalysesQuery {
  const { page, rows, mine, search, ...same } = query;
  return {
    ...same,
    search: search.trim() || undefined,
    mine: mine || undefined,
    limit: rows,
    offset: (page - 1) * rows,
  };
}

/** How many filters narrow the list, the search apart. */
export function countFilters(query: HistoryQuery): number {
  const { state, inputKind, analyzer, published, mine } = query;
  return [state, inputKind, analyzer, published, mine || undefined].filter(
    value => value !== undefined,
  ).length;
}

/** Whether there may be analyses that the list leaves out. */
export function isNarrowed(query: HistoryQuery): boolean {
  return query.search !== '' || countFilters(query) > 0;
}

/** Whether there is no analysis at all yet. */
export function isFirstVisit(
  query: HistoryQuery,
  list: { totalItems: number } | undefined,
): boolean {
  return list?.totalItems === 0 && !isNarrowed(query);
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
